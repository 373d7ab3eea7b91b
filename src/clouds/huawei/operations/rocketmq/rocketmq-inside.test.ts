import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { home } from '../../../../../test/support/huawei-cloud.ts';
import { runningRocketmq } from '../../../../../test/support/huawei-rocketmq.ts';
import { createTestCloud } from '../../../../../test/support/huawei-test-cloud.ts';
import { createMemoryRocketmq } from '../../../../../test/support/memory-rocketmq.ts';

async function setUp(t: TestContext, changes: object = {}) {
  const inside = createMemoryRocketmq();
  const cloud = await createTestCloud(t, { rocketmqAdministrations: { of: async () => inside } });
  const id = await runningRocketmq(cloud, { broker_num: 2, ...changes });
  const call = async (method: string, path: string, body?: object) => {
    const reply = await cloud.send(method, `${home}/instances/${id}/${path}`, body);
    return reply;
  };
  const ok = async (method: string, path: string, body?: object, status = 200) => {
    const reply = await call(method, path, body);
    assert.equal(reply.status, status, JSON.stringify(reply.json));
    return reply.json;
  };
  const refused = async (method: string, path: string, body?: object) => {
    const reply = await call(method, path, body);
    assert.equal(reply.status, 400, JSON.stringify(reply.json));
    return reply.json.error_code;
  };
  return { ...cloud, inside, id, ok, refused };
}

test('a topic is made, shown, changed and deleted', async (t) => {
  const { ok, refused, nowMs } = await setUp(t);
  assert.deepEqual(await ok('POST', 'topics', { name: 'orders', message_type: 'FIFO', queue_num: 3 }), {
    id: 'orders',
  });
  const shown = await ok('GET', 'topics/orders');
  assert.deepEqual(shown, {
    name: 'orders',
    total_read_queue_num: 6,
    total_write_queue_num: 6,
    permission: 'all',
    message_type: 'FIFO',
    brokers: ['broker-1', 'broker-2'].map((name) => ({
      broker_name: name,
      read_queue_num: 3,
      write_queue_num: 3,
    })),
    topic_desc: '',
    created_at: nowMs(),
  });
  await ok('PUT', 'topics/orders', { permission: 'sub', read_queue_num: 5, topic_desc: 'd' }, 204);
  const changed = await ok('GET', 'topics/orders');
  assert.deepEqual(
    [changed.permission, changed.total_read_queue_num, changed.total_write_queue_num, changed.topic_desc],
    ['sub', 10, 6, 'd'],
  );
  const list = await ok('GET', 'topics');
  assert.deepEqual([list.total, list.max, list.remaining, list.topics.length], [1, 8000, 7999, 1]);
  assert.deepEqual(await ok('GET', 'topics/orders/status'), {
    max_offset: 14,
    min_offset: 4,
    brokers: ['broker-1', 'broker-2'].map((name) => ({
      broker_name: name,
      queues: [{ id: 0, min_offset: 2, max_offset: 7, last_message_time: 0 }],
    })),
  });
  await ok('DELETE', 'topics/orders', undefined, 204);
  assert.equal(await refused('GET', 'topics/orders'), 'DMS.00400876');
});

test('topics are refused for names, queues and brokers that cannot be, and beyond the product’s limit', async (t) => {
  const { inside, ok, refused } = await setUp(t);
  for (const body of [
    { name: 'x' },
    { name: '1st-topic' },
    { name: 'orders', queue_num: 51 },
    { name: 'orders', brokers: ['broker-9'] },
    { name: 'orders', permission: 'none' },
    { name: 'orders', message_type: 'LIFO' },
  ]) {
    assert.equal(await refused('POST', 'topics', body), 'DMS.00400062', JSON.stringify(body));
  }
  await ok('POST', 'topics', { name: 'orders', brokers: ['broker-1'] });
  assert.equal(await refused('POST', 'topics', { name: 'orders' }), 'DMS.40050005');
  const template = inside.topicRows.get('orders');
  assert.ok(template);
  for (let index = 0; index < 3999; index++) {
    inside.topicRows.set(`topic-${index}`, { ...template, name: `topic-${index}` });
  }
  assert.equal(await refused('POST', 'topics', { name: 'one-more' }), 'DMS.10240020');
  await ok('POST', 'topics', { name: 'one-more', brokers: ['broker-2'] });
});

test('many topics and groups are deleted by one call, which has a task', async (t) => {
  const { ok } = await setUp(t);
  for (const name of ['one-topic', 'two-topic']) await ok('POST', 'topics', { name });
  await ok('POST', 'groups', { name: 'one-group' });
  const topics = await ok('POST', 'topics?action=delete', { topics: ['one-topic', 'two-topic'] });
  const groups = await ok('POST', 'groups?action=delete', { groups: ['one-group'] });
  for (const { job_id: job } of [topics, groups]) {
    assert.equal((await ok('GET', `tasks/${job}`)).tasks[0].status, 'SUCCESS');
    assert.equal((await ok('GET', `tasks/${job}/progress`)).progress_percentage, 100);
  }
  assert.deepEqual([(await ok('GET', 'topics')).total, (await ok('GET', 'groups')).total], [0, 0]);
});

test('a group is made, shown, changed, followed and deleted', async (t) => {
  const { inside, id, send, ok, refused } = await setUp(t);
  await ok('POST', 'topics', { name: 'orders' });
  assert.deepEqual(await ok('POST', 'groups', { name: 'readers', group_desc: 'd' }), { name: 'readers' });
  assert.equal(await refused('POST', 'groups', { name: 'readers' }), 'DMS.40050015');
  const shown = await ok('GET', 'groups/readers');
  assert.deepEqual(
    [shown.enabled, shown.broadcast, shown.retry_max_time, shown.group_desc, shown.brokers],
    [true, false, 16, 'd', ['broker-1', 'broker-2']],
  );
  await ok('PUT', 'groups/readers', { enabled: false, broadcast: true, retry_max_time: 3 }, 204);
  const body = { groups: [{ name: 'readers', consume_orderly: true }] };
  assert.ok((await ok('PUT', 'groups', body)).job_id);
  const changed = await ok('GET', 'groups/readers');
  assert.deepEqual(
    [changed.enabled, changed.broadcast, changed.consume_orderly, changed.retry_max_time],
    [false, true, true, 3],
  );
  inside.progressRows.set('readers', [
    {
      topic: 'orders',
      brokerName: 'broker-1',
      queueId: 1,
      maxOffset: 9n,
      consumerOffset: 4n,
      lastConsumedAtMs: 5,
      clientId: 'c',
    },
  ]);
  assert.deepEqual((await ok('GET', 'groups/readers/topics')).topics, ['orders']);
  const progress = await ok('GET', 'groups/readers/topics?topic=orders');
  assert.deepEqual([progress.lag, progress.max_offset, progress.consumer_offset], [5, 9, 4]);
  assert.deepEqual(progress.brokers[0].queues[0], {
    id: 1,
    lag: 5,
    broker_offset: 9,
    consumer_offset: 4,
    last_message_time: 5,
    client_id: 'c',
  });
  const offline = await send('GET', `/v2/rocketmq/alice-project/instances/${id}/groups/readers/clients`);
  assert.deepEqual([offline.json.online, offline.json.clients], [false, []]);
  const reset = await send(
    'POST',
    `/v2/reliability/alice-project/instances/${id}/groups/readers/reset-message-offset`,
    { topic: 'orders', timestamp: '7' },
  );
  assert.deepEqual(reset.json.queues[0], { broker_name: 'broker-1', queue_id: 0, timestamp_offset: 7 });
  await ok('DELETE', 'groups/readers', undefined, 204);
  assert.equal(await refused('GET', 'groups/readers'), 'DMS.111400864');
});

test('users: what is left out stays, secrets are in no list, and policies follow', async (t) => {
  const { ok, refused } = await setUp(t, { enable_acl: true });
  await ok('POST', 'topics', { name: 'orders' });
  const user = { access_key: 'orders-app', secret_key: 'Secret-13579', default_topic_perm: 'SUB' };
  assert.equal((await ok('POST', 'users', user)).access_key, 'orders-app');
  await ok('PUT', 'users/orders-app', { topic_perms: [{ name: 'orders', perm: 'PUB|SUB' }] });
  assert.deepEqual(await ok('GET', 'users/orders-app'), {
    ...user,
    white_remote_address: '',
    admin: false,
    default_group_perm: 'DENY',
    topic_perms: [{ name: 'orders', perm: 'PUB|SUB' }],
    group_perms: [],
  });
  const { users, total } = await ok('GET', 'users');
  assert.deepEqual([total, users[0].secret_key], [1, '**********']);
  assert.deepEqual((await ok('GET', 'topics/orders/accesspolicy')).policies, [
    { access_key: 'orders-app', white_remote_address: '', admin: false, perm: 'PUB|SUB' },
  ]);
  assert.equal(await refused('POST', 'users', { ...user, access_key: 'x' }), 'DMS.00400015');
  assert.equal(await refused('POST', 'users', { ...user, secret_key: 'short' }), 'DMS.00400012');
  await ok('DELETE', 'users/orders-app');
  assert.equal(await refused('GET', 'users/orders-app'), 'DMS.00500972');
});

test('messages are sent, and found by id, key and time', async (t) => {
  const { id, send, ok } = await setUp(t);
  await ok('POST', 'topics', { name: 'orders' });
  const base = `/v2/reliability/alice-project/instances/${id}/messages`;
  const sent = await send('POST', base, {
    topic: 'orders',
    body: 'hello',
    property_list: [{ name: 'KEYS', value: 'k1' }],
  });
  assert.deepEqual([sent.status, sent.json.broker_name, sent.json.queue_offset], [200, 'broker-1', 0]);
  for (const query of [`msg_id=${sent.json.msg_id}`, 'key=k1', 'start_time=0&end_time=5']) {
    const found = await send('GET', `${base}?topic=orders&${query}`);
    assert.deepEqual([found.json.total, found.json.messages[0].body], [1, 'hello'], query);
  }
  assert.equal((await send('GET', `${base}?topic=orders&msg_id=none`)).json.total, 0);
  await send('POST', base, { topic: 'orders', body: 'later' });
  const paged = await send('GET', `${base}?topic=orders&start_time=0&end_time=5&limit=1`);
  assert.deepEqual([paged.json.messages.length, paged.json.total], [1, 2], 'clients go on');
  const far = await send('GET', `${base}?topic=orders&start_time=0&end_time=5&limit=1&offset=10000`);
  assert.equal(far.json.error_code, 'DMS.00400062', 'more than the server would hold');
  assert.equal((await send('GET', base)).json.error_code, 'DMS.00400062');
  const property_list = [{ name: 'KEYS', value: 'k1\u0002DELAY\u00013' }];
  const split = await send('POST', base, { topic: 'orders', body: 'hello', property_list });
  assert.equal(split.json.error_code, 'DMS.00400062', 'a value that would be two properties');
  const again = { topic: 'orders', msg_id_list: [sent.json.msg_id, 'none'] };
  const { resend_results: results } = (await send('POST', `${base}/deadletter-resend`, again)).json;
  assert.deepEqual(
    results.map((result: { error_code: string }) => result.error_code),
    ['', 'DMS.00400062'],
  );
});
