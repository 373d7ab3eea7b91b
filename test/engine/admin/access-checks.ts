import assert from 'node:assert/strict';
import { until } from '../../support/until.ts';
import { byText, shows, withProducer, logsIn } from './admin-check.ts';
import type { AdminCheck } from './admin-check.ts';
import { ownerName } from './administered-cluster.ts';

export const accessChecks: readonly AdminCheck[] = [
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
];
