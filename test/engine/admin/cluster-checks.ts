import assert from 'node:assert/strict';
import { until } from '../../support/until.ts';
import { withProducer } from './admin-check.ts';
import type { AdminCheck } from './admin-check.ts';

export const clusterChecks: readonly AdminCheck[] = [
  {
    name: 'the cluster names its brokers, their zones and its controller, and what messages take up',
    async run(cluster) {
      const { admin, brokerCount } = cluster;
      const facts = await admin.cluster.describe();
      assert.deepEqual(
        facts.brokers.map(({ id, zone }) => `${id}${zone}`),
        ['1a', '2b', '3c'].slice(0, brokerCount),
      );
      assert.ok(facts.brokers.some(({ id }) => id === facts.controllerId));
      assert.deepEqual(facts.underReplicated, []);
      const replicas = Math.min(2, brokerCount);
      await admin.topics.create({ name: 'weighed', partitionCount: 1, replicationFactor: replicas });
      await withProducer(cluster, (producer) =>
        producer.send({ topic: 'weighed', acks: -1, messages: [{ value: 'x'.repeat(300_000) }] }),
      );
      const usage = await until('the bytes show', 5000, async () => {
        const found = (await admin.logDirectories.usage()).filter(({ topic }) => topic === 'weighed');
        return found.length === replicas && found.every(({ sizeBytes }) => sizeBytes > 300_000n)
          ? found
          : undefined;
      });
      for (const { sizeBytes } of usage) assert.ok(sizeBytes < 310_000n, `${sizeBytes}`);
      await admin.topics.delete('weighed');
    },
  },
];
