import assert from 'node:assert/strict';
import { test } from 'node:test';
import { until } from '../../support/until.ts';
import { type AdministeredRocketmq, everything } from './administered-rocketmq.ts';

const onBroker = (queues: number) => [{ brokerName: 'broker-1', readQueues: queues, writeQueues: queues }];

/** What the administration says and does, by the brokers' own word; the same for every version. */
export function administrationChecks(cluster: () => AdministeredRocketmq): void {
  test('topics are made, changed, shown and deleted', async () => {
    const { topics, messages } = cluster().admin;
    const order = { name: 'admin', permission: 'all', messageType: 'normal', brokers: onBroker(3) } as const;
    await topics.create(order);
    await assert.rejects(topics.create(order), { kind: 'topic-exists' });
    await assert.rejects(topics.create({ ...order, name: 'TBW102' }), { kind: 'invalid-topic-name' });
    await assert.rejects(
      topics.create({ ...order, name: 'x', brokers: [{ brokerName: 'b', readQueues: 1, writeQueues: 1 }] }),
      { kind: 'invalid-parameter' },
    );
    await topics.update('admin', { permission: 'subscribe', brokers: onBroker(4) });
    const shown = await topics.describe('admin');
    assert.deepEqual([shown.permission, shown.brokers], ['subscribe', onBroker(4)]);
    const message = { topic: 'admin', body: Buffer.from('x'), properties: new Map<string, string>() };
    await assert.rejects(messages.send(message), {
      kind: 'topic-refused',
      message: /may only be read/,
    });
    await topics.update('admin', { permission: 'all' });
    await messages.send(message);
    assert.ok((await topics.list()).some(({ name }) => name === 'admin'));
    await topics.delete('admin');
    await assert.rejects(topics.describe('admin'), { kind: 'topic-not-found' });
    await assert.rejects(topics.delete('admin'), { kind: 'topic-not-found' });
  });

  test('messages are found by their ids, their keys and their time', async () => {
    const { topics, messages } = cluster().admin;
    await topics.create({ name: 'found', permission: 'all', messageType: 'normal', brokers: onBroker(1) });
    const uniqueId = '0A0B0C0D000012340000000000000001';
    const properties = new Map([
      ['KEYS', 'order-1 order-2'],
      ['UNIQ_KEY', uniqueId],
      ['TAGS', 'blue'],
    ]);
    const beganMs = Date.now();
    await messages.send({ topic: 'found', body: Buffer.from('first'), properties });
    const second = await messages.send({
      topic: 'found',
      body: Buffer.from('second'),
      properties: new Map(),
    });
    const byUnique = await until(
      'the message is in the index',
      30_000,
      async () => (await messages.byId('found', uniqueId)) ?? undefined,
    );
    assert.equal(byUnique.body.toString(), 'first');
    assert.equal(byUnique.properties.get('TAGS'), 'blue');
    assert.equal((await messages.byId('found', second.id))?.body.toString(), 'second');
    assert.equal(await messages.byId('found', '0A0B0C0D000012340000000000000009'), null);
    assert.deepEqual(
      (await messages.byKey('found', 'order-2', 10)).map(({ id }) => id),
      [uniqueId],
    );
    assert.deepEqual(await messages.byKey('found', 'order', 10), []);
    const all = await messages.byTime({
      topic: 'found',
      fromMs: beganMs - 60_000,
      toMs: Date.now() + 60_000,
      limit: 10,
    });
    assert.deepEqual(
      all.map(({ body }) => body.toString()),
      ['second', 'first'],
    );
    assert.deepEqual(
      await messages.byTime({ topic: 'found', fromMs: 0, toMs: beganMs - 60_000, limit: 5 }),
      [],
    );
    const [queue] = await topics.queues('found');
    assert.deepEqual([queue?.minOffset, queue?.maxOffset], [0n, 2n]);
  });

  test('groups are made, changed, put to a time without a consumer, and deleted', async () => {
    const { groups, topics } = cluster().admin;
    const order = { name: 'admin-group', enabled: true, broadcast: true, orderly: false, retryMaxTimes: 3 };
    await groups.create(order);
    await assert.rejects(groups.create(order), { kind: 'group-exists' });
    await groups.update('admin-group', { retryMaxTimes: 5 });
    const { brokers, online, retryMaxTimes } = await groups.describe('admin-group');
    assert.deepEqual(
      { brokers, online, retryMaxTimes },
      {
        brokers: ['broker-1'],
        online: false,
        retryMaxTimes: 5,
      },
    );
    assert.equal(await groups.connection('admin-group'), null);
    assert.deepEqual(await groups.resetOffsets('admin-group', 'found', 0), [
      { brokerName: 'broker-1', queueId: 0, offset: 0n },
    ]);
    assert.equal((await groups.progress('admin-group', 'found'))[0]?.consumerOffset, 0n);
    await groups.resetOffsets('admin-group', 'found', Date.now() + 1000);
    const [stand] = await groups.progress('admin-group', 'found');
    assert.deepEqual([stand?.consumerOffset, stand?.maxOffset], [2n, 2n]);
    assert.deepEqual(await groups.topicsOf('admin-group'), ['found']);
    assert.deepEqual(await topics.groupsOf('found'), ['admin-group']);
    await assert.rejects(groups.resetOffsets('admin-group', 'nowhere', 0), { kind: 'topic-not-found' });
    await groups.delete('admin-group');
    await assert.rejects(groups.describe('admin-group'), { kind: 'group-not-found' });
  });

  test('users come back as they were said, and are not ours', async () => {
    const { users } = cluster().admin;
    const user = {
      ...everything,
      accessKey: 'limited-user',
      defaultTopicPermission: 'deny',
      topicPermissions: [{ name: 'found', permission: 'publish' }],
      groupPermissions: [{ name: 'some-group', permission: 'deny' }],
    } as const;
    await users.create(user);
    await assert.rejects(users.create(user), { kind: 'cluster-user-exists' });
    assert.deepEqual(await users.describe('limited-user'), user);
    const changed = { ...user, secretKey: 'Another-Secret-2', topicPermissions: [] };
    await users.replace(changed);
    assert.deepEqual(await users.describe('limited-user'), changed);
    await users.delete('limited-user');
    await assert.rejects(users.describe('limited-user'), { kind: 'cluster-user-not-found' });
    assert.ok((await users.list()).every(({ accessKey }) => !accessKey.startsWith('polybroker')));
  });
}
