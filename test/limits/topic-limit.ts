import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { kafkaVersion } from '../../src/engines/kafka/versions.ts';
import { until } from '../support/until.ts';
import type { LimitedCluster } from './limited-cluster.ts';
import { assertNotMadeByUse, removeTopics, violates } from './partition-limit.ts';

const limit = 3;
/** Brokers look at their limits once a second, and what was let through counts for two. */
const noticedWithinMs = 30_000;

/** Topics beyond the limit are refused by its reason, also those made by their use; partitions of those there are may be added. */
export async function proveTopicLimit(cluster: LimitedCluster): Promise<void> {
  const client = cluster.client({ login: true });
  const admin = client.admin();
  await admin.connect();
  const name = `limited-${randomUUID()}`;
  const create = (number: number) =>
    admin.createTopics({
      topics: [{ topic: `${name}-${number}`, numPartitions: 1, replicationFactor: 1 }],
    });
  try {
    const present = (await admin.listTopics()).filter((topic) => !topic.startsWith('__')).length;
    await cluster.limit({ spec: { topicLimit: present + limit } });
    for (let number = 1; number <= limit; number += 1) {
      // Those that were deleted just before count until they are gone.
      await until('there is room', noticedWithinMs, async () => {
        await create(number);
        return true;
      });
    }
    await assert.rejects(create(limit + 1), violates);
    await assertNotMadeByUse(cluster, `${name}-used`);
    if (kafkaVersion(cluster.version).listenerSettings === 'per-listener') {
      await admin.createPartitions({ topicPartitions: [{ topic: `${name}-1`, count: 3 }] });
    }
    await cluster.limit({ spec: { topicLimit: null } });
    await until('there is no limit', noticedWithinMs, async () => {
      await create(limit + 1);
      return true;
    });
  } finally {
    await removeTopics(client);
    await admin.disconnect();
    await cluster.limit({});
  }
}
