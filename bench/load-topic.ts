import { kafkaClient } from '../test/support/kafka-client.ts';
import type { BenchCluster } from './engine-cluster.ts';
import type { Target } from './produce-load.ts';

const topic = 'bench';

/** Makes the topic that is written to, with as many replicas as there are brokers, three at most. */
export async function createTopic({ brokers }: BenchCluster, partitions: number): Promise<void> {
  const admin = kafkaClient({ brokers }).admin();
  await admin.connect();
  const replicationFactor = Math.min(3, brokers.length);
  // Its own wait for leaders fails where a broker does not know the topic yet; the producer tries again.
  const topics = [{ topic, numPartitions: partitions, replicationFactor }];
  await admin.createTopics({ topics, waitForLeaders: false });
  await admin.disconnect();
}

/** One acknowledged message of a user's client, on its own connection. */
export async function firstMessage({ brokers }: BenchCluster): Promise<void> {
  const producer = kafkaClient({ brokers }).producer();
  await producer.connect();
  await producer.send({ topic, acks: -1, messages: [{ key: 'first', value: 'first' }] });
  await producer.disconnect();
}

/** Where load goes. */
export async function partitionsOf({ brokers }: BenchCluster, version: string): Promise<readonly Target[]> {
  const admin = kafkaClient({ brokers }).admin();
  await admin.connect();
  const { topics } = await admin.fetchTopicMetadata({ topics: [topic] });
  await admin.disconnect();
  const format = version.startsWith('0.10') ? 'message-set' : 'record-batch';
  return (topics[0]?.partitions ?? []).map(({ partitionId, leader }) => ({
    // Brokers are numbered from 1, in the order of their addresses.
    leader: brokers[leader - 1] ?? '',
    topic,
    partition: partitionId,
    format,
  }));
}
