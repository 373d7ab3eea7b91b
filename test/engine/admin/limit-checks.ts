import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { KafkaSpec } from '../../../src/domain/instance/instance.ts';
import { kafkaLimits } from '../../../src/domain/limits/instance-limits.ts';
import { storageNotMeasured } from '../../../src/domain/limits/storage.ts';
import type { SecurityGroupRule } from '../../../src/domain/network/network.ts';
import { everyoneRule } from '../../support/everyone-rule.ts';
import { until } from '../../support/until.ts';
import { violates } from '../../limits/partition-limit.ts';
import { topicsSeenBy, withClientAdmin, withProducer } from './admin-check.ts';
import type { AdminCheck } from './admin-check.ts';
import type { AdministeredCluster } from './administered-cluster.ts';

interface Changes {
  readonly spec?: Partial<KafkaSpec>;
  readonly rules?: readonly SecurityGroupRule[];
  readonly isFull?: boolean;
}

/** Brokers look at their limits once a second. */
const noticedWithinMs = 30_000;
const kibibyte = 1024;
const batch = Buffer.alloc(64 * kibibyte, 'x');
const batches = 24;

async function limit(cluster: AdministeredCluster, changes: Changes = {}): Promise<void> {
  const { spec = {}, rules = [everyoneRule], isFull = false } = changes;
  const ordered = cluster.running.cluster.instance.spec;
  const limits = kafkaLimits({ ...ordered, ...spec }, rules, { ...storageNotMeasured, isFull });
  await cluster.running.bringUp(AbortSignal.timeout(120_000), { limits });
}

/** Kafka 0.10 refuses every topic to connections with a login from elsewhere, and keeps them. */
async function isLetIn(cluster: AdministeredCluster): Promise<boolean> {
  return ((await topicsSeenBy(cluster)) ?? []).length > 0;
}

async function msForAll(cluster: AdministeredCluster): Promise<number> {
  const beganMs = performance.now();
  await withProducer(cluster, async (producer) => {
    for (let sent = 0; sent < batches; sent += 1) {
      await producer.send({ topic: 'limited', messages: [{ key: 'k', value: batch }] });
    }
  });
  return performance.now() - beganMs;
}

/** What the classes inside the brokers do is proven at length on three versions, under test/limits; here, that they do it on each. */
export const limitChecks: readonly AdminCheck[] = [
  {
    name: 'bandwidth, partitions, addresses and a full storage limit clients, and no longer once they do not',
    async run(cluster) {
      const { admin } = cluster;
      await admin.topics.create({ name: 'limited', partitionCount: 1, replicationFactor: 1 });
      const send = () =>
        withProducer(cluster, (producer) =>
          producer.send({ topic: 'limited', messages: [{ key: 'k', value: batch }] }),
        );
      const create = (topic: string) =>
        withClientAdmin(cluster, (client) =>
          client.createTopics({ topics: [{ topic, numPartitions: 1, replicationFactor: 1 }] }),
        );
      try {
        await until('the topic is written to', noticedWithinMs, send);
        const perBroker = (128 * kibibyte) / kibibyte ** 2;
        await limit(cluster, {
          spec: { partitionLimit: 1, bandwidthMibps: perBroker * cluster.brokerCount },
        });
        await until('another topic is refused', noticedWithinMs, async () => {
          // Made where it is not refused yet, it would not be asked for again.
          await assert.rejects(create(`one-too-many-${randomUUID()}`), violates);
          return true;
        });
        // 1.5 MiB take twelve seconds at this rate, without two seconds' worth that pass before the first throttling.
        await until('producers are slowed down', 60_000, async () =>
          (await msForAll(cluster)) > 5000 ? true : undefined,
        );

        await limit(cluster, { isFull: true });
        await until('producers are refused', noticedWithinMs, async () => {
          await assert.rejects(send(), { type: 'TOPIC_AUTHORIZATION_FAILED' });
          return true;
        });
        await limit(cluster, { rules: [{ ...everyoneRule, remoteCidr: '192.0.2.0/24' }] });
        await until('nobody is let in', noticedWithinMs, async () =>
          (await isLetIn(cluster)) ? undefined : true,
        );
      } finally {
        await limit(cluster);
      }
      await until('everyone is let in', noticedWithinMs, async () =>
        (await isLetIn(cluster)) ? true : undefined,
      );
      await until('the topic is written to again', noticedWithinMs, send);
      await admin.topics.delete('limited');
    },
  },
];
