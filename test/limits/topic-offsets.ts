import type { WatchedCluster } from './watched-cluster.ts';

/** By partition, as the brokers tell any client: the first message that is there, and the one after the last. */
async function offsetsOf(cluster: WatchedCluster, topic: string) {
  const admin = cluster.client().admin();
  await admin.connect();
  try {
    return await admin.fetchTopicOffsets(topic);
  } finally {
    await admin.disconnect();
  }
}

/** How many messages the topic has. */
export async function messagesOf(cluster: WatchedCluster, topic: string): Promise<number> {
  const partitions = await offsetsOf(cluster, topic);
  return partitions.reduce((sum, { low, high }) => sum + Number(high) - Number(low), 0);
}

/** Whether every partition still has its last message. */
export async function lastIsThere(cluster: WatchedCluster, topic: string): Promise<boolean> {
  return (await offsetsOf(cluster, topic)).every(({ low, high }) => Number(high) > Number(low));
}
