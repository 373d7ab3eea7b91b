import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { Kafka } from 'kafkajs';
import { kafkaVersion } from '../../src/engines/kafka/versions.ts';
import { until } from '../support/until.ts';
import type { LimitedCluster } from './limited-cluster.ts';

const limit = 6;
/** Brokers look at their limits once a second. */
const noticedWithinMs = 30_000;

/**
 * CreateTopics beyond the limit is refused by its reason; topics that are made by their use and added partitions are refused
 * at the limit; what is deleted makes room again, and a higher limit counts at once.
 */
export async function provePartitionLimit(cluster: LimitedCluster): Promise<void> {
  await cluster.limit({ spec: { partitionLimit: limit } });
  const client = cluster.client({ login: true });
  const admin = client.admin();
  await admin.connect();
  const topic = `limited-${randomUUID()}`;
  const create = (name: string, numPartitions: number) =>
    admin.createTopics({ topics: [{ topic: name, numPartitions, replicationFactor: 1 }] });
  try {
    // Groups have their offsets in a topic of the brokers' own, which no limit counts.
    await until('groups are served', 60_000, async () => {
      await admin.fetchOffsets({ groupId: 'anyone' });
      return true;
    });
    let attempts = 0;
    await until('the limit counts', noticedWithinMs, async () => {
      attempts += 1;
      const tooLarge = `${topic}-${attempts}`;
      const error: unknown = await create(tooLarge, limit + 1).then(
        () => null,
        (reason: unknown) => reason,
      );
      if (error !== null) return violates(error) || undefined;
      await admin.deleteTopics({ topics: [tooLarge] });
      return undefined;
    });
    // What the policy let through counts for two seconds, also where it was only asked.
    await until('there is room', noticedWithinMs, async () => {
      await create(topic, limit - 1);
      return true;
    });
    await assert.rejects(create(`${topic}-more`, 2), violates);
    const add = (count: number) => admin.createPartitions({ topicPartitions: [{ topic, count }] });
    // 0.10 has no such request: there nobody but the control plane adds partitions.
    const canAdd = kafkaVersion(cluster.version).listenerSettings === 'per-listener';
    // Below the limit partitions may be added.
    if (canAdd) await add(limit);
    else await create(`${topic}-last`, 1);

    await assert.rejects(create(`${topic}-one`, 1), violates);
    if (canAdd) await assert.rejects(add(limit + 1), refused);
    await assertNotMadeByUse(cluster, `${topic}-used`);
    assert.equal(await partitions(client, topic), canAdd ? limit : limit - 1);

    await cluster.limit({ spec: { partitionLimit: limit + 3 } });
    await until('the higher limit counts', noticedWithinMs, async () => {
      await create(`${topic}-two`, 2);
      return true;
    });
    await admin.deleteTopics({ topics: [topic] });
    await until('deleted partitions make room', 30_000, async () => {
      await create(`${topic}-again`, limit);
      return true;
    });
  } finally {
    await removeTopics(client);
    await admin.disconnect();
    await cluster.limit({});
  }
}

/** Each broker is asked, because old ones make the topics themselves. */
export async function assertNotMadeByUse(cluster: LimitedCluster, topic: string): Promise<void> {
  const client = cluster.client({ login: true });
  for (let attempt = 0; attempt < 3 * cluster.brokerCount; attempt += 1) {
    const producer = client.producer({ allowAutoTopicCreation: true, retry: { retries: 0 } });
    await producer.connect();
    await assert.rejects(producer.send({ topic, messages: [{ value: 'x' }] }));
    await producer.disconnect();
  }
  const admin = client.admin();
  await admin.connect();
  assert.ok(!(await admin.listTopics()).includes(topic), 'the topic was made by its use');
  await admin.disconnect();
}

async function partitions(client: Kafka, topic: string): Promise<number> {
  const admin = client.admin();
  await admin.connect();
  try {
    const { topics } = await admin.fetchTopicMetadata({ topics: [topic] });
    return topics[0]?.partitions.length ?? 0;
  } finally {
    await admin.disconnect();
  }
}

/** Those of this proof. */
export async function removeTopics(client: Kafka): Promise<void> {
  const admin = client.admin();
  await admin.connect();
  const own = (await admin.listTopics()).filter((name) => name.startsWith('limited-'));
  if (own.length > 0) await admin.deleteTopics({ topics: own });
  await admin.disconnect();
}

export const violates = (error: unknown) => typesIn(error).includes('POLICY_VIOLATION');
/** What no policy sees the authorizer refuses. */
const refused = (error: unknown) =>
  typesIn(error).some((type) => /POLICY_VIOLATION|AUTHORIZATION_FAILED/.test(type));

/** The names of Kafka's errors in what kafkajs throws. */
function typesIn(error: unknown): readonly string[] {
  const { type, errors = [], cause } = error as { type?: string; errors?: unknown[]; cause?: unknown };
  return [
    ...(type === undefined ? [] : [type]),
    ...errors.flatMap(typesIn),
    ...(cause === undefined || cause === null ? [] : typesIn(cause)),
  ];
}
