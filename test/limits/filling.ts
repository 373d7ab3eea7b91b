import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Producer } from 'kafkajs';
import { kafkaVersion } from '../../src/engines/kafka/versions.ts';
import type { WatchedCluster } from './watched-cluster.ts';

export const mebibyte = 1024 * 1024;
export const batch = randomBytes(256 * 1024);

/** A topic with as many copies as there are brokers. Answers its name. */
export async function makeTopic(
  cluster: WatchedCluster,
  numPartitions: number,
  configs: Readonly<Record<string, string>> = {},
): Promise<string> {
  const topic = `filled-${randomUUID()}`;
  const admin = cluster.client().admin();
  await admin.connect();
  try {
    const configEntries = Object.entries(configs).map(([name, value]) => ({ name, value }));
    await admin.createTopics({
      topics: [{ topic, numPartitions, replicationFactor: cluster.brokerCount, configEntries }],
    });
  } finally {
    await admin.disconnect();
  }
  return topic;
}

export async function removeTopic(cluster: WatchedCluster, topic: string): Promise<void> {
  const admin = cluster.client().admin();
  await admin.connect();
  try {
    await admin.deleteTopics({ topics: [topic] });
  } catch (error) {
    // A busy broker answers later than it was given time for, and is asked again by kafkajs once it has done it.
    if ((await admin.listTopics()).includes(topic)) throw error;
  } finally {
    await admin.disconnect();
  }
}

/** Where each user has a share of his own (before 2.0) a new one fills such a small storage before anything can be done about it. */
const ownPaceMs = 85;

/** Sends a batch to a partition, as fast as may be without a cluster. The key is new each time, so that compaction keeps all. */
export async function sendBatch(
  cluster: WatchedCluster | null,
  producer: Producer,
  topic: string,
  partition = 0,
): Promise<void> {
  if (cluster !== null && kafkaVersion(cluster.version).guard.sharedQuota === null) await delay(ownPaceMs);
  await producer.send({ topic, acks: -1, messages: [{ key: randomUUID(), value: batch, partition }] });
}

/** Runs `work` with a producer. */
export async function producing<T>(
  cluster: WatchedCluster,
  work: (producer: Producer) => Promise<T>,
  options: Parameters<ReturnType<WatchedCluster['client']>['producer']>[0] = {},
): Promise<T> {
  const producer = cluster.client().producer(options);
  await producer.connect();
  try {
    return await work(producer);
  } finally {
    await producer.disconnect();
  }
}
