import assert from 'node:assert/strict';
import { kafkaClient, produce } from '../../support/kafka-client.ts';
import { until } from '../../support/until.ts';
import { sum, shows, withClientAdmin } from './admin-check.ts';
import type { AdminCheck } from './admin-check.ts';

export const groupChecks: readonly AdminCheck[] = [
  {
    name: 'groups show their members, what these read and how far behind they are',
    async run(cluster) {
      const { admin } = cluster;
      await admin.topics.create({ name: 'read', partitionCount: 2, replicationFactor: 1 });
      await produce(cluster.access(), 'read', 100);
      // A disconnect waits for the fetch that is under way.
      const options = { groupId: 'readers', sessionTimeout: 10_000, maxWaitTimeInMs: 200 };
      const consumer = kafkaClient(cluster.access()).consumer(options);
      await consumer.connect();
      try {
        await consumer.subscribe({ topic: 'read', fromBeginning: true });
        const readUpTo = new Map<number, bigint>();
        await consumer.run({
          // kafkajs 2.2.4 does not commit again what it could not commit, until there is more to read.
          autoCommit: false,
          eachMessage: ({ partition, message: { offset } }) => {
            readUpTo.set(partition, BigInt(offset) + 1n);
            return Promise.resolve();
          },
        });
        await until('all is read', 60_000, () => (sum([...readUpTo.values()]) === 100n ? true : undefined));
        await until('the commit', 60_000, async () => {
          const read = [...readUpTo].map(([partition, offset]) => ({
            topic: 'read',
            partition,
            offset: String(offset),
          }));
          await consumer.commitOffsets(read);
          const offsets = await admin.groups.offsets('readers');
          return sum(offsets.map(({ committedOffset }) => committedOffset)) === 100n ? true : undefined;
        });
        const group = await until('the group is stable', 15_000, async () => {
          const found = (await admin.groups.list()).find(({ id }) => id === 'readers');
          return found?.state === 'stable' ? found : undefined;
        });
        assert.equal(group.protocolType, 'consumer');
        assert.equal(group.members.length, 1);
        assert.match(group.members[0]?.address ?? '', /^127\./);
        assert.deepEqual(group.members[0]?.assignment.get('read')?.toSorted(), [0, 1]);
        assert.deepEqual(await admin.groups.describe('readers'), group);
        await assert.rejects(admin.groups.delete('readers'), { kind: 'group-not-empty' });
        await assert.rejects(admin.groups.resetOffsets('readers', { topic: 'read', position: 'earliest' }), {
          kind: 'group-not-empty',
        });
      } finally {
        await consumer.disconnect();
      }
      await shows(
        'that the group is empty',
        async () => (await admin.groups.describe('readers')).state === 'empty',
      );
      await produce(cluster.access(), 'read', 30);
      const offsets = await admin.groups.offsets('readers');
      assert.equal(sum(offsets.map(({ lag }) => lag ?? 0n)), 30n);
      await admin.groups.delete('readers');
      await assert.rejects(admin.groups.describe('readers'), { kind: 'group-not-found' });
      const left = await withClientAdmin(cluster, (client) => client.listGroups());
      assert.ok(!left.groups.some(({ groupId }) => groupId === 'readers'));
      await admin.topics.delete('read');
    },
  },
  {
    name: 'offsets of a group are put where they shall be, and forgotten',
    async run(cluster) {
      const { admin } = cluster;
      await admin.topics.create({ name: 'reset', partitionCount: 1, replicationFactor: 1 });
      await produce(cluster.access(), 'reset', 10);
      // Times of messages are in milliseconds: those sent next are later.
      await new Promise((resolve) => setTimeout(resolve, 20));
      const laterMs = Date.now();
      await produce(cluster.access(), 'reset', 10);
      const seenByClient = async () =>
        withClientAdmin(cluster, async (client) => {
          const topics = await client.fetchOffsets({ groupId: 'resetters', topics: ['reset'] });
          return topics[0]?.partitions[0]?.offset;
        });
      for (const [position, expected] of [
        ['latest', '20'],
        ['earliest', '0'],
        [{ timestampMs: laterMs }, '10'],
        [{ timestampMs: Date.now() + 3_600_000 }, '20'],
        [{ offset: 7n }, '7'],
      ] as const) {
        const offsets = await admin.groups.resetOffsets('resetters', { topic: 'reset', position });
        assert.equal(String(offsets[0]?.committedOffset), expected);
        assert.equal(await seenByClient(), expected);
      }
      const refusals = [
        [{ topic: 'reset', position: { offset: 21n } }, 'invalid-offset'],
        [{ topic: 'reset', partitions: [1], position: 'latest' }, 'invalid-offset'],
        [{ topic: 'no-topic', position: 'latest' }, 'topic-not-found'],
      ] as const;
      for (const [reset, kind] of refusals)
        await assert.rejects(admin.groups.resetOffsets('resetters', reset), { kind });
      await shows('the group', async () => (await admin.groups.describe('resetters')).members.length === 0);
      await admin.groups.resetOffsets('resetters', { topic: 'reset', position: 'latest' });
      await admin.groups.deleteOffsets('resetters', 'reset');
      assert.equal(await seenByClient(), '-1');
      await assert.rejects(admin.groups.delete('no-such-group'), { kind: 'group-not-found' });
      await admin.topics.delete('reset');
    },
  },
];
