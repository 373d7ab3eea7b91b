import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import kafkajs, { type Kafka } from 'kafkajs';
import type { LimitedCluster } from './limited-cluster.ts';

/** Bytes of clients' messages per second. */
export type Rate = number;

const mebibyte = 1024 * 1024;
const batchBytes = 64 * 1024;
/** What passes before brokers measure their clients' rates over whole seconds. */
const settleMs = 3000;

/** A topic with as many partitions on each broker, without copies. */
export async function makeSpreadTopic(cluster: LimitedCluster, partitionsPerBroker = 2): Promise<string> {
  const topic = `spread-${randomUUID()}`;
  const admin = cluster.client().admin();
  await admin.connect();
  const count = cluster.brokerCount * partitionsPerBroker;
  const replicaAssignment = Array.from({ length: count }, (_, partition) => ({
    partition,
    replicas: [(partition % cluster.brokerCount) + 1],
  }));
  await admin.createTopics({ topics: [{ topic, replicaAssignment }] });
  await admin.disconnect();
  return topic;
}

/** What these clients write together, each as much as it is let, spread evenly over the brokers. */
export async function measureProducing(
  cluster: LimitedCluster,
  topic: string,
  clients: readonly Kafka[],
  forMs: number,
): Promise<Rate> {
  let written = 0;
  let counts = false;
  const stopped = new AbortController();
  const value = randomBytes(batchBytes);

  async function write(client: Kafka, broker: number): Promise<void> {
    const producer = client.producer({
      createPartitioner:
        () =>
        ({ message }) =>
          message.partition ?? 0,
    });
    await producer.connect();
    try {
      while (!stopped.signal.aborted) {
        await producer.send({ topic, acks: 1, messages: [{ value, partition: broker }] });
        if (counts) written += batchBytes;
      }
    } finally {
      await producer.disconnect();
    }
  }

  const brokers = Array.from({ length: cluster.brokerCount }, (_, index) => index);
  // A connection that is throttled carries nothing meanwhile: several per broker.
  const writing = Promise.all(clients.flatMap((client) => brokers.map((broker) => write(client, broker))));
  writing.catch(() => undefined);
  await Promise.race([delay(settleMs), writing]);
  counts = true;
  const beganMs = performance.now();
  await Promise.race([delay(forMs), writing]);
  counts = false;
  const rate = (written * 1000) / (performance.now() - beganMs);
  stopped.abort();
  await writing;
  return rate;
}

/** What these clients read together, each all partitions from the beginning. */
export async function measureConsuming(
  topic: string,
  clients: readonly Kafka[],
  forMs: number,
): Promise<Rate> {
  let read = 0;
  let counts = false;
  const consumers = clients.map((client) =>
    client.consumer({
      groupId: `reader-${randomUUID()}`,
      maxBytesPerPartition: 256 * 1024,
      maxWaitTimeInMs: 100,
    }),
  );
  try {
    await Promise.all(
      consumers.map(async (consumer) => {
        await consumer.connect();
        await consumer.subscribe({ topic, fromBeginning: true });
        await consumer.run({
          partitionsConsumedConcurrently: 8,
          eachBatch: async ({ batch }) => {
            if (!counts) return;
            for (const { value } of batch.messages) read += value?.length ?? 0;
          },
        });
      }),
    );
    await delay(settleMs + 3000);
    counts = true;
    const beganMs = performance.now();
    await delay(forMs);
    counts = false;
    return (read * 1000) / (performance.now() - beganMs);
  } finally {
    await Promise.all(consumers.map((consumer) => consumer.disconnect()));
  }
}

/** All brokers together at most 115 % of the limit, and so much of it as spread load can reach. */
export function assertRate(rate: Rate, limitMibps: number, atLeast: number, what: string): void {
  const part = rate / mebibyte / limitMibps;
  assert.ok(part <= 1.15, `${what}: ${percent(part)} of the limit`);
  assert.ok(part >= atLeast, `${what}: only ${percent(part)} of the limit`);
}

export function percent(part: number): string {
  return `${Math.round(part * 100)} %`;
}

export type { kafkajs };
