import kafkajs from 'kafkajs';
import { kafkaClient } from '../../support/kafka-client.ts';
import { until } from '../../support/until.ts';
import type { AdministeredCluster } from './administered-cluster.ts';

/** One thing that an administration does, proven on a running cluster by a client that is not ours. */
export interface AdminCheck {
  readonly name: string;
  /** Checks can run in any order on one cluster: each uses names of its own, and cleans up what would be in the others' way. */
  readonly run: (cluster: AdministeredCluster) => Promise<void>;
}

/**
 * Readers get what is at most a second old, which the tests of the snapshot hold it to; how long the brokers of a busy
 * machine take to answer is not measured here.
 */
const showsWithinMs = 15_000;

export function byText(values: readonly unknown[]): readonly string[] {
  return values.map((value) => JSON.stringify(value)).toSorted();
}

export function sum(values: Iterable<bigint>): bigint {
  return [...values].reduce((total, value) => total + value, 0n);
}

export async function shows(what: string, ask: () => Promise<boolean>): Promise<void> {
  await until(`${what} shows`, showsWithinMs, async () => ((await ask()) ? true : undefined), 50);
}

export async function withClientAdmin<T>(
  cluster: AdministeredCluster,
  work: (admin: kafkajs.Admin) => Promise<T>,
): Promise<T> {
  const admin = kafkaClient(cluster.access()).admin();
  await admin.connect();
  try {
    return await work(admin);
  } finally {
    await admin.disconnect();
  }
}

export async function withProducer<T>(
  cluster: AdministeredCluster,
  work: (producer: kafkajs.Producer) => Promise<T>,
): Promise<T> {
  const producer = kafkaClient(cluster.access()).producer({ retry: { retries: 1, initialRetryTime: 50 } });
  await producer.connect();
  try {
    return await work(producer);
  } finally {
    await producer.disconnect();
  }
}

/** The number of replicas of each partition, as another client sees them. */
export async function partitionsSeenBy(cluster: AdministeredCluster, topic: string): Promise<number[]> {
  return await withClientAdmin(cluster, async (client) => {
    const { topics } = await client.fetchTopicMetadata({ topics: [topic] });
    return topics[0]?.partitions.map(({ replicas }) => replicas.length) ?? [];
  });
}

interface ClientUser {
  readonly name: string;
  readonly password: string;
}

export async function logsIn(cluster: AdministeredCluster, user: ClientUser | undefined): Promise<boolean> {
  return (await topicsSeenBy(cluster, user)) !== null;
}

/** The topics that a new connection is told of; null where it cannot be made. */
export async function topicsSeenBy(
  cluster: AdministeredCluster,
  user?: ClientUser,
): Promise<readonly string[] | null> {
  const { brokers, login } = cluster.access(user);
  const client = new kafkajs.Kafka({
    brokers: [...brokers],
    logLevel: kafkajs.logLevel.NOTHING,
    ssl: { ca: [login?.ca ?? ''] },
    sasl: { mechanism: 'scram-sha-512', username: login?.username ?? '', password: login?.password ?? '' },
    retry: { retries: 0 },
  });
  const admin = client.admin();
  try {
    await admin.connect();
    return await admin.listTopics();
  } catch {
    return null;
  } finally {
    await admin.disconnect();
  }
}
