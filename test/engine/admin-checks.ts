import assert from 'node:assert/strict';
import kafkajs from 'kafkajs';
import { kafkaClient, produce } from '../support/kafka-client.ts';
import { until } from '../support/until.ts';
import type { AdministeredCluster } from './administered-cluster.ts';
import { ownerName } from './administered-cluster.ts';

/** One thing that an administration does, proven on a running cluster by a client that is not ours. */
export interface AdminCheck {
  readonly name: string;
  /** Checks can run in any order on one cluster: each uses names of its own, and cleans up what would be in the others' way. */
  run(cluster: AdministeredCluster): Promise<void>;
}

/** What a client did shows so soon: readers get what is at most a second old, and asking takes a moment. */
const showsWithinMs = 1500;

export const adminChecks: readonly AdminCheck[] = [
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
        client.createTopics({
          topics: [{ topic: 'made-by-a-client', numPartitions: 1, replicationFactor: 1 }],
        }),
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
  {
    name: 'groups show their members, what these read and how far behind they are',
    async run(cluster) {
      const { admin } = cluster;
      await admin.topics.create({ name: 'read', partitionCount: 2, replicationFactor: 1 });
      await produce(cluster.access(), 'read', 100);
      const consumer = kafkaClient(cluster.access()).consumer({ groupId: 'readers', sessionTimeout: 10_000 });
      await consumer.connect();
      try {
        await consumer.subscribe({ topic: 'read', fromBeginning: true });
        const done = Promise.withResolvers<void>();
        let seen = 0;
        await consumer.run({
          eachMessage: () => {
            seen += 1;
            if (seen === 100) done.resolve();
            return Promise.resolve();
          },
        });
        await done.promise;
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
      await until('the last commit', 5000, async () =>
        sum((await admin.groups.offsets('readers')).map(({ committedOffset }) => committedOffset)) === 100n
          ? true
          : undefined,
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
  {
    name: 'users log in with their password, with a changed one, and not once they are deleted',
    async run(cluster) {
      const { admin } = cluster;
      const user = { name: 'second user*', password: 'First-password-1' };
      await admin.users.create({ ...user, mechanisms: ['SCRAM-SHA-512'] });
      await shows('the user', () => logsIn(cluster, user));
      await assert.rejects(admin.users.create({ ...user, mechanisms: ['SCRAM-SHA-256'] }), {
        kind: 'cluster-user-exists',
      });
      assert.deepEqual(
        (await admin.users.list()).map(({ name }) => name),
        ['second user*', ownerName],
      );
      await admin.users.changePassword(user.name, 'Second-password-2');
      await shows('the new password', () => logsIn(cluster, { ...user, password: 'Second-password-2' }));
      assert.equal(await logsIn(cluster, user), false);
      await admin.users.delete(user.name);
      await shows(
        'that the user is gone',
        async () => !(await logsIn(cluster, { ...user, password: 'Second-password-2' })),
      );
      await assert.rejects(admin.users.delete(user.name), { kind: 'cluster-user-not-found' });
      await assert.rejects(admin.users.changePassword(user.name, 'x'), { kind: 'cluster-user-not-found' });
      assert.equal(await logsIn(cluster, undefined), true);
    },
  },
  {
    name: 'access rules are enforced by the brokers, and no longer once they are deleted',
    async run(cluster) {
      const { admin } = cluster;
      await admin.topics.create({ name: 'guarded', partitionCount: 1, replicationFactor: 1 });
      const sends = () =>
        withProducer(cluster, (producer) =>
          producer.send({ topic: 'guarded', acks: -1, messages: [{ value: 'x' }] }).then(
            () => true,
            () => false,
          ),
        );
      const rule = {
        resourceType: 'topic',
        resourceName: 'guarded',
        pattern: 'literal',
        principal: 'User:somebody-else',
        host: '*',
        operation: 'all',
        permission: 'allow',
      } as const;
      const ofOwner = { ...rule, principal: `User:${ownerName}`, operation: 'write' } as const;
      assert.equal(await sends(), true);
      await admin.acls.create([rule]);
      await shows('the rule', async () => !(await sends()));
      await admin.acls.create([ofOwner, rule]);
      assert.deepEqual(
        new Set((await admin.acls.list({ resourceName: 'guarded' })).map(({ principal }) => principal)),
        new Set([rule.principal, ofOwner.principal]),
      );
      await shows('the owner’s rule', sends);
      assert.equal(await admin.acls.delete({ principal: ofOwner.principal }), 1);
      await shows('the end of the owner’s rule', async () => !(await sends()));
      assert.deepEqual(await admin.acls.list({ resourceType: 'topic' }), [rule]);
      assert.equal(await admin.acls.delete({ resourceName: 'guarded' }), 1);
      await shows('the end of all rules', sends);
      assert.deepEqual(await admin.acls.list(), []);
      await admin.topics.delete('guarded');
    },
  },
  {
    name: 'quotas slow clients down, and no longer once they are removed',
    async run(cluster) {
      const { admin } = cluster;
      await admin.topics.create({ name: 'slowed', partitionCount: 1, replicationFactor: 1 });
      const client = { user: { kind: 'name', name: ownerName } } as const;
      const everyone = { user: { kind: 'default' } } as const;
      const both = { ...client, clientId: { kind: 'name', name: 'an app/1' } } as const;
      // Kafka looks at the last ten seconds: 100 kB pass at once at 10 kB/s, the rest has to wait two seconds.
      const sendingMs = () =>
        withProducer(cluster, async (producer) => {
          const beganMs = performance.now();
          for (let batch = 0; batch < 4; batch += 1) {
            await producer.send({ topic: 'slowed', acks: -1, messages: [{ value: 'x'.repeat(30_000) }] });
          }
          return performance.now() - beganMs;
        });
      await sendingMs();
      await admin.quotas.set(client, { producerBytesPerSecond: 10_000, consumerBytesPerSecond: 5_000_000 });
      await admin.quotas.set(everyone, { requestPercentage: 150 });
      await admin.quotas.set(both, { producerBytesPerSecond: 1_000_000 });
      await until('the quota slows', 30_000, async () => ((await sendingMs()) > 1200 ? true : undefined));
      await admin.quotas.set(client, { producerBytesPerSecond: 30_000 });
      const byText = (quotas: readonly unknown[]) => quotas.map((quota) => JSON.stringify(quota)).toSorted();
      assert.deepEqual(
        byText(await admin.quotas.list()),
        byText([
          { client, limits: { producerBytesPerSecond: 30_000, consumerBytesPerSecond: 5_000_000 } },
          { client: everyone, limits: { requestPercentage: 150 } },
          { client: both, limits: { producerBytesPerSecond: 1_000_000 } },
        ]),
      );
      for (const one of [client, everyone, both]) await admin.quotas.remove(one);
      assert.deepEqual(await admin.quotas.list(), []);
      await until('nothing slows', 30_000, async () => ((await sendingMs()) < 1200 ? true : undefined));
      await assert.rejects(admin.quotas.set(client, { producerBytesPerSecond: 0 }), {
        kind: 'invalid-quota',
      });
      await assert.rejects(admin.quotas.set({}, { producerBytesPerSecond: 1 }), { kind: 'invalid-quota' });
      assert.equal(await logsIn(cluster, undefined), true, 'the user is still there');
      await admin.topics.delete('slowed');
    },
  },
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

function sum(values: Iterable<bigint>): bigint {
  return [...values].reduce((total, value) => total + value, 0n);
}

async function shows(what: string, ask: () => Promise<boolean>): Promise<void> {
  await until(`${what} shows`, showsWithinMs, async () => ((await ask()) ? true : undefined), 50);
}

async function withClientAdmin<T>(
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

async function withProducer<T>(
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
async function partitionsSeenBy(cluster: AdministeredCluster, topic: string): Promise<number[]> {
  return await withClientAdmin(cluster, async (client) => {
    const { topics } = await client.fetchTopicMetadata({ topics: [topic] });
    return topics[0]?.partitions.map(({ replicas }) => replicas.length) ?? [];
  });
}

async function logsIn(
  cluster: AdministeredCluster,
  user: { readonly name: string; readonly password: string } | undefined,
): Promise<boolean> {
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
    await admin.listTopics();
    return true;
  } catch {
    return false;
  } finally {
    await admin.disconnect();
  }
}
