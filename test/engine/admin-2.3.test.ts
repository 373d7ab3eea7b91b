import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { addressOf } from '../../src/engines/kafka/cluster-layout.ts';
import { zooKeeperPorts } from '../../src/engines/kafka/zookeeper/zookeeper-config.ts';
import { consoleTool } from '../support/console-tool.ts';
import { until } from '../support/until.ts';
import { shows } from './admin/admin-check.ts';
import { administeredCluster } from './admin/administered-cluster.ts';
import type { AdministeredCluster } from './admin/administered-cluster.ts';

suite(
  'the administration of a cluster of Kafka 2.3 beside other tools, and under faults',
  { timeout: 400_000 },
  () => {
    let cluster: AdministeredCluster;

    before(async () => {
      cluster = await administeredCluster('2.3.0');
    });
    after(async () => {
      await cluster?.dispose();
    });

    function configCommand(args: readonly string[]): Promise<string> {
      const zooKeeper = `${addressOf(cluster.running.cluster.addresses, 'zookeeper-1')}:${zooKeeperPorts.client}`;
      return consoleTool(cluster.running, 'kafka.admin.ConfigCommand', ['--zookeeper', zooKeeper, ...args]);
    }

    test('Kafka’s own tool reads what we write, and what it writes shows within a second', async () => {
      const { admin } = cluster;
      const quota = { user: { kind: 'name', name: 'a b*' }, clientId: { kind: 'default' } } as const;
      await admin.quotas.set(quota, { producerBytesPerSecond: 12_345 });
      await admin.users.create({ name: 'ours', password: 'Ours-1', mechanisms: ['SCRAM-SHA-256'] });
      const users = await configCommand(['--entity-type', 'users', '--describe']);
      assert.match(users, /ours.*SCRAM-SHA-256=/);
      const quotas = await configCommand([
        '--entity-type',
        'users',
        '--entity-name',
        'a b*',
        '--entity-type',
        'clients',
        '--entity-default',
        '--describe',
      ]);
      assert.match(quotas, /producer_byte_rate=12345/);

      await configCommand([
        '--entity-type',
        'users',
        '--entity-name',
        'theirs/é',
        '--alter',
        '--add-config',
        'SCRAM-SHA-512=[password=Theirs-1],consumer_byte_rate=777',
      ]);
      await shows('the tool’s user', async () =>
        (await admin.users.list()).some(({ name }) => name === 'theirs/é'),
      );
      await shows('the tool’s quota', async () =>
        (await admin.quotas.list()).some(({ limits }) => limits.consumerBytesPerSecond === 777),
      );
      await admin.users.delete('theirs/é');
      assert.ok((await admin.quotas.list()).some(({ limits }) => limits.consumerBytesPerSecond === 777));
    });

    test('a broker that is gone shows, and administration goes on without it', async () => {
      const { admin, running } = cluster;
      await admin.topics.create({ name: 'survives', partitionCount: 3, replicationFactor: 3 });
      const { controllerId } = await admin.cluster.describe();
      assert.ok(controllerId !== null);
      await running.stop(`broker-${controllerId}`);
      const without = await until('the broker’s end shows', 15_000, async () => {
        const facts = await admin.cluster.describe();
        return facts.brokers.length === 2 && facts.controllerId !== null ? facts : undefined;
      });
      assert.notEqual(without.controllerId, controllerId);
      assert.ok(without.underReplicated.some(({ topic }) => topic === 'survives'));
      await admin.topics.create({ name: 'made-meanwhile', partitionCount: 1, replicationFactor: 2 });
      await running.bringUp(AbortSignal.timeout(60_000));
      await until('all replicas are back', 60_000, async () => {
        const { brokers, underReplicated } = await admin.cluster.describe();
        return brokers.length === 3 && underReplicated.length === 0 ? true : undefined;
      });
      await admin.groups.resetOffsets('after', { topic: 'survives', position: 'latest' });
    });

    test('many readers ask the brokers once', async () => {
      const { admin } = cluster;
      const lists = await Promise.all(Array.from({ length: 200 }, () => admin.topics.list()));
      const first = lists[0]?.[0];
      for (const list of lists) assert.equal(list[0], first);
    });
  },
);
