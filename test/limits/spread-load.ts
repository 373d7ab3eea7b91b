import { randomBytes, randomUUID } from 'node:crypto';
import type { Kafka, Producer } from 'kafkajs';
import type { LimitedCluster } from './limited-cluster.ts';
import { Traffic } from './traffic.ts';

const batchBytes = 32 * 1024;
const connectionsPerBroker = 2;

/** Clients that send or read as much as they are let, until they are stopped. */
export interface Load {
  readonly traffic: Traffic;
  /** Rejects with what went wrong meanwhile. */
  stop(): Promise<void>;
}

/** Brokers and clients of them, whoever started them. */
type SpreadCluster = Pick<LimitedCluster, 'brokerCount' | 'client'>;

/** A topic with a partition on each broker, without copies. */
export async function makeSpreadTopic(cluster: SpreadCluster): Promise<string> {
  const topic = `spread-${randomUUID()}`;
  const admin = cluster.client().admin();
  await admin.connect();
  const replicaAssignment = Array.from({ length: cluster.brokerCount }, (_, partition) => ({
    partition,
    replicas: [partition + 1],
  }));
  await admin.createTopics({ topics: [{ topic, replicaAssignment }] });
  await admin.disconnect();
  return topic;
}

export async function removeTopic(cluster: LimitedCluster, topic: string): Promise<void> {
  const admin = cluster.client().admin();
  await admin.connect();
  await admin.deleteTopics({ topics: [topic] });
  await admin.disconnect();
}

/**
 * Each client writes to all brokers at once. A connection that is throttled carries nothing meanwhile, and there are two to each.
 * With one request `inFlight` on each connection, what passes is also limited by how long the others wait for their answers.
 */
export async function produceEverywhere(
  cluster: Pick<SpreadCluster, 'brokerCount'>,
  topic: string,
  clients: readonly Kafka[],
  inFlight = 1,
): Promise<Load> {
  const traffic = new Traffic();
  const stopped = new AbortController();
  const value = randomBytes(batchBytes);

  async function write(client: Kafka, partition: number): Promise<void> {
    const producer = client.producer({
      createPartitioner: () => () => partition,
    });
    await producer.connect();
    try {
      await Promise.all(Array.from({ length: inFlight }, () => keepSending(producer)));
    } finally {
      await producer.disconnect();
    }
  }

  async function keepSending(producer: Producer): Promise<void> {
    while (!stopped.signal.aborted) {
      await producer.send({ topic, acks: 1, messages: [{ value }] });
      traffic.add(batchBytes);
    }
  }

  const partitions = Array.from(
    { length: connectionsPerBroker * cluster.brokerCount },
    (_, connection) => connection % cluster.brokerCount,
  );
  const writing = Promise.all(
    clients.flatMap((client) => partitions.map((partition) => write(client, partition))),
  );
  writing.catch(() => undefined);
  return {
    traffic,
    async stop() {
      stopped.abort();
      await writing;
    },
  };
}

/** Each client reads all partitions from the beginning, and again whenever it has read all. */
export async function consumeEverywhere(topic: string, clients: readonly Kafka[]): Promise<Load> {
  const traffic = new Traffic();
  const consumers = await Promise.all(
    clients.map(async (client) => {
      const consumer = client.consumer({
        groupId: `reader-${randomUUID()}`,
        // Brokers cut the last batch of an answer off where this ends, which is sent and cannot be used: a sixteenth at most.
        maxBytesPerPartition: 16 * batchBytes,
        maxWaitTimeInMs: 100,
        sessionTimeout: 60_000,
      });
      await consumer.connect();
      await consumer.subscribe({ topic, fromBeginning: true });
      return consumer;
    }),
  );
  for (const consumer of consumers) {
    await consumer.run({
      partitionsConsumedConcurrently: 8,
      eachBatch: async ({ batch }) => {
        for (const { value } of batch.messages) traffic.add(value?.length ?? 0);
        if (batch.offsetLag() === '0') consumer.seek({ topic, partition: batch.partition, offset: '0' });
      },
    });
  }
  return {
    traffic,
    async stop() {
      await Promise.all(consumers.map((consumer) => consumer.disconnect()));
    },
  };
}
