import assert from 'node:assert/strict';
import { createTopic } from '../../support/create-topic.ts';
import { produce } from '../../support/kafka-client.ts';
import { sum, shows, withClientAdmin, withProducer, partitionsSeenBy } from './admin-check.ts';
import type { AdminCheck } from './admin-check.ts';

export const topicChecks: readonly AdminCheck[] = [
  {
    name: 'topics are made, extended and deleted on the brokers',
    async run(cluster) {
      const { admin, brokerCount } = cluster;
      const replicas = Math.min(3, brokerCount);
      await admin.topics.create({
        name: 'made.here',
        partitionCount: 2,
        replicationFactor: replicas,
        config: new Map([['retention.ms', '3600000']]),
      });
      assert.deepEqual(await partitionsSeenBy(cluster, 'made.here'), Array(2).fill(replicas));
      assert.deepEqual(
        (await admin.topics.configs(['made.here'])).get('made.here'),
        new Map([['retention.ms', '3600000']]),
      );
      await admin.topics.addPartitions('made.here', 5);
      assert.deepEqual(await partitionsSeenBy(cluster, 'made.here'), Array(5).fill(replicas));
      const described = await admin.topics.describe('made.here');
      assert.deepEqual(
        described.partitions.map(({ number }) => number),
        [0, 1, 2, 3, 4],
      );
      for (const { replicaIds } of described.partitions) assert.equal(new Set(replicaIds).size, replicas);
      await produce(cluster.access(), 'made.here', 100);
      const ends = await admin.topics.offsets('made.here', 'latest');
      assert.equal(sum(ends.values()), 100n);
      assert.equal(sum((await admin.topics.offsets('made.here', { timestampMs: 0 })).values()), 0n);
      await admin.topics.delete('made.here');
      await assert.rejects(admin.topics.describe('made.here'), { kind: 'topic-not-found' });
      assert.ok(!(await withClientAdmin(cluster, (client) => client.listTopics())).includes('made.here'));
    },
  },
  {
    name: 'topics that a client makes and deletes show within a second',
    async run(cluster) {
      const { admin } = cluster;
      await admin.topics.list();
      await withClientAdmin(cluster, (client) =>
        createTopic(client, { topic: 'made-by-a-client', numPartitions: 1, replicationFactor: 1 }),
      );
      const names = async () => (await admin.topics.list()).map(({ name }) => name);
      await shows('the topic', async () => (await names()).includes('made-by-a-client'));
      await withClientAdmin(cluster, (client) => client.deleteTopics({ topics: ['made-by-a-client'] }));
      await shows('its end', async () => !(await names()).includes('made-by-a-client'));
    },
  },
  {
    name: 'refuses topics that cannot be',
    async run({ admin, brokerCount }) {
      const order = { name: 'refused', partitionCount: 1, replicationFactor: 1 };
      await assert.rejects(admin.topics.create({ ...order, name: 'no/topic' }), {
        kind: 'invalid-topic-name',
      });
      await assert.rejects(admin.topics.create({ ...order, replicationFactor: brokerCount + 1 }), {
        kind: 'invalid-replication-factor',
      });
      await assert.rejects(admin.topics.create({ ...order, partitionCount: 0 }), {
        kind: 'invalid-partition-count',
      });
      await assert.rejects(admin.topics.create({ ...order, config: new Map([['no.setting', '1']]) }), {
        kind: 'invalid-topic-config',
      });
      await assert.rejects(admin.topics.delete('refused'), { kind: 'topic-not-found' });
      await assert.rejects(admin.topics.addPartitions('refused', 2), { kind: 'topic-not-found' });
      await assert.rejects(admin.topics.alterConfig('refused', new Map([['retention.ms', '1']])), {
        kind: 'topic-not-found',
      });
      await admin.topics.create(order);
      await assert.rejects(admin.topics.create(order), { kind: 'topic-exists' });
      await assert.rejects(admin.topics.addPartitions('refused', 1), { kind: 'invalid-partition-count' });
      for (const [name, value] of [
        ['retention.ms', 'long'],
        ['min.insync.replicas', '0'],
        ['no.setting', '1'],
      ] as const) {
        await assert.rejects(admin.topics.alterConfig('refused', new Map([[name, value]])), {
          kind: 'invalid-topic-config',
        });
      }
      await admin.topics.delete('refused');
    },
  },
  {
    name: 'settings of a topic hold on the brokers, and no longer once they are given up',
    async run(cluster) {
      const { admin } = cluster;
      await admin.topics.create({ name: 'settings', partitionCount: 1, replicationFactor: 1 });
      const big = { topic: 'settings', acks: -1, messages: [{ key: 'k', value: 'x'.repeat(5000) }] };
      const sends = () =>
        withProducer(cluster, (producer) =>
          producer.send(big).then(
            () => true,
            () => false,
          ),
        );
      assert.equal(await sends(), true);
      await admin.topics.alterConfig(
        'settings',
        new Map([
          ['max.message.bytes', '1000'],
          ['retention.ms', '7200000'],
        ]),
      );
      await shows('the limit', async () => !(await sends()));
      await admin.topics.alterConfig('settings', new Map([['max.message.bytes', null]]));
      await shows('the end of the limit', sends);
      assert.deepEqual(
        (await admin.topics.configs()).get('settings'),
        new Map([['retention.ms', '7200000']]),
      );
      await admin.topics.delete('settings');
    },
  },
];
