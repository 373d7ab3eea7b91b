import assert from 'node:assert/strict';
import { beforeEach, test, type TestContext } from 'node:test';
import { home } from '../../../../test/support/huawei-cloud.ts';
import { createTestCloud, type HuaweiTestCloud } from '../../../../test/support/huawei-test-cloud.ts';
import { now } from '../../../../test/support/owners.ts';
import {
  createMemoryAdministration,
  emptyGroup,
  type MemoryAdministration,
} from '../../../../test/support/memory-administration.ts';

let cloud: HuaweiTestCloud;
let inside: MemoryAdministration;
let id: string;
let instance: string;
let quotas: string;

beforeEach(async (t) => {
  inside = createMemoryAdministration();
  // A hook of the file has each test's context, as its documentation says; its type says more.
  cloud = await createTestCloud(t as TestContext, { administrations: { of: () => Promise.resolve(inside) } });
  id = await cloud.create();
  await cloud.happen(id, 'proven-ready');
  instance = `${home}/instances/${id}`;
  quotas = `/v2/kafka/alice-project/instances/${id}/kafka-user-client-quota`;
  await inside.topics.create({ name: 'topic', partitionCount: 2, replicationFactor: 1 });
});

async function code(method: string, target: string, body?: object): Promise<string> {
  return (await cloud.send(method, target, body)).json.error_code;
}

test('groups are listed with what they have not read, a page at a time', async () => {
  await inside.groups.resetOffsets('by-client', { topic: 'topic', position: { offset: 4n } });
  const body = { group_name: 'by-owner', group_desc: 'made' };
  const made = await cloud.send('POST', `${home}/kafka/instances/${id}/group`, body);
  assert.equal(made.status, 200);
  const byClient = {
    group_id: 'by-client',
    state: 'EMPTY',
    coordinator_id: 1,
    group_desc: '',
    createdAt: 0,
    lag: 12,
  };
  const byOwner = {
    ...byClient,
    group_id: 'by-owner',
    coordinator_id: -1,
    group_desc: 'made',
    createdAt: now,
    lag: 0,
  };
  const list = async (query = '') => (await cloud.send('GET', `${instance}/groups${query}`)).json;
  assert.deepEqual(await list(), { groups: [byClient, byOwner], total: 2 });
  assert.deepEqual(await list('?offset=1&limit=1'), { groups: [byOwner], total: 2 });
  assert.deepEqual(await list('?group=client'), { groups: [byClient], total: 1 });
  assert.equal((await list('?offset=2')).error_code, 'DMS.40050010');
  assert.equal(await code('POST', `${home}/kafka/instances/${id}/group`, body), 'DMS.40050015');
  assert.equal(
    await code('POST', `${home}/kafka/instances/${id}/group`, { group_name: '?' }),
    'DMS.00400062',
  );
});

test('a group that does not exist is dead, and cannot be deleted', async () => {
  for (const path of [`${instance}/groups/none`, `/v2/kafka/alice-project/instances/${id}/groups/none`]) {
    assert.equal((await cloud.send('GET', path)).json.group.state, 'DEAD');
    assert.equal(await code('DELETE', path), 'DMS.111400864');
  }
  assert.deepEqual((await cloud.send('GET', `${instance}/management/groups/none`)).json.group, {
    group_id: 'none',
    state: 'DEAD',
    coordinator_id: -1,
    assignment_strategy: '',
    members: [],
    group_message_offsets: [],
  });
  const { json } = await cloud.send('POST', `${instance}/groups/batch-delete`, { group_ids: ['none'] });
  assert.deepEqual(json, {
    failed_groups: [{ group_id: 'none', error_message: 'There is no consumer group none.' }],
    total: 1,
  });
});

test('members, topics and offsets of a group', async () => {
  await inside.groups.resetOffsets('busy', { topic: 'topic', position: { offset: 4n } });
  const member = { id: 'm-1', clientId: 'app', address: '127.0.0.7', assignment: new Map([['topic', [0]]]) };
  inside.groupRows.set('busy', { ...emptyGroup('busy'), state: 'stable', members: [member] });
  const group = `/v2/kafka/alice-project/instances/${id}/groups/busy`;
  const shown = {
    member_id: 'm-1',
    client_id: 'app',
    host: '127.0.0.7',
    assignment: [{ topic: 'topic', partitions: [0] }],
  };
  assert.deepEqual((await cloud.send('GET', `${group}/members`)).json, { members: [shown], total: 1 });
  assert.equal((await cloud.send('GET', `${group}/members?host=127.0.0.8`)).json.total, 0);
  assert.deepEqual((await cloud.send('GET', `${group}/topics`)).json, {
    topics: [{ topic: 'topic', partitions: 2, lag: 12 }],
    total: 1,
  });
  assert.equal(await code('GET', `${group}/topics?sort_key=colour`), 'DMS.00400062');
  const { json } = await cloud.send('GET', `${group}/message-offset?topic=topic&partition=0`);
  assert.deepEqual(json, {
    group_message_offsets: [
      {
        topic: 'topic',
        partition: 0,
        message_current_offset: 4,
        message_log_end_offset: 10,
        lag: 6,
        message_log_start_offset: 0,
        consumer_id: 'm-1',
        client_id: 'app',
        host: '127.0.0.7',
      },
    ],
    total: 1,
  });
  assert.equal(await code('GET', `${group}/message-offset`), 'DMS.00400062');
  const reset = `${instance}/management/groups/busy/reset-message-offset`;
  assert.equal(
    await code('POST', reset, { topic: 'topic', partition: 0, message_offset: 1 }),
    'DMS.00400062',
  );
});

/** Where the group stands, by partition. */
const stands = () =>
  inside.offsetRows.get('readers')?.map(({ partition, committedOffset }) => [partition, committedOffset]);

test('offsets are reset within what there is, for one partition or all, by POST and PUT', async () => {
  await cloud.send('POST', `${home}/kafka/instances/${id}/group`, { group_name: 'readers' });
  const path = `/v2/kafka/alice-project/instances/${id}/groups/readers/reset-message-offset`;
  const rows: readonly (readonly [string, string, object, unknown])[] = [
    [
      'POST',
      path,
      { topic: 'topic', partition: -1, message_offset: '3' },
      [
        [0, 3n],
        [1, 3n],
      ],
    ],
    [
      'PUT',
      path,
      { topic: 'topic', partition: 0, message_offset: 99 },
      [
        [1, 3n],
        [0, 10n],
      ],
    ],
    [
      'POST',
      `${instance}/management/groups/readers/reset-message-offset`,
      { topic: 'topic', partition: -1, timestamp: 5 },
      [
        [0, 10n],
        [1, 10n],
      ],
    ],
    [
      'PUT',
      path,
      { topic: '', partition: -1, message_offset: -1 },
      [
        [0, 0n],
        [1, 0n],
      ],
    ],
  ];
  for (const [method, target, body, expected] of rows) {
    const reply = await cloud.send(method, target, body);
    assert.deepEqual([reply.status, reply.json], [204, undefined], JSON.stringify(body));
    assert.deepEqual(stands(), expected, JSON.stringify(body));
  }
  const { tasks } = (await cloud.send('GET', `${instance}/tasks?start=1&limit=100`)).json;
  assert.deepEqual([tasks[0].name, tasks[0].status], ['kafkaResetConsumerOffset', 'SUCCESS']);
  for (const body of [
    { topic: 'topic', partition: 0 },
    { topic: 'topic', partition: 0, message_offset: 1, timestamp: 1 },
    { topic: 'topic', partition: 7, message_offset: 1 },
    { topic: 'topic', message_offset: 1 },
  ]) {
    assert.equal(await code('PUT', path, body), 'DMS.00400062', JSON.stringify(body));
  }
  assert.equal(await code('PUT', path, { topic: 'none', partition: -1, message_offset: 1 }), 'DMS.00400876');
  const forgotten = await cloud.send('POST', path.replace('reset-message-offset', 'delete-offset'), {
    topics: ['topic'],
  });
  assert.deepEqual(forgotten.json, { topics: [{ name: 'topic', success: true }] });
  assert.deepEqual(stands(), []);
});

test('quotas are for users, clients, both or all others, in the words of SDK and Terraform', async () => {
  const bodies = [
    { user: 'one', producer_byte_rate: 1000 },
    { 'user-default': true, 'consumer-byte-rate': 2000 },
    { user: 'one', client: 'app', producer_byte_rate: 3000, consumer_byte_rate: 4000 },
    { client_default: true, producer_byte_rate: 5000 },
  ];
  for (const body of bodies) {
    const { status, json } = await cloud.send('POST', quotas, body);
    assert.equal(status, 200, JSON.stringify(json));
    const { tasks } = (await cloud.send('GET', `${instance}/tasks/${json.job_id}`)).json;
    assert.equal(tasks[0].status, 'SUCCESS');
    assert.equal(await code('POST', quotas, body), 'DMS.00400062', 'it is there already');
  }
  const nobody = { user: '', 'user-default': false, client: '', 'client-default': false };
  const expected: object[] = [
    { ...nobody, user: 'one', 'producer-byte-rate': 1000 },
    { ...nobody, 'user-default': true, 'consumer-byte-rate': 2000 },
    { ...nobody, user: 'one', client: 'app', 'producer-byte-rate': 3000, 'consumer-byte-rate': 4000 },
    { ...nobody, 'client-default': true, 'producer-byte-rate': 5000 },
  ];
  assert.deepEqual((await cloud.send('GET', quotas)).json, { quotas: expected, count: 4 });
  assert.equal((await cloud.send('PUT', quotas, { user: 'one', consumer_byte_rate: 7 })).status, 200);
  assert.equal((await cloud.send('DELETE', quotas, { client_default: true })).status, 200);
  expected[0] = { ...expected[0], 'consumer-byte-rate': 7 };
  assert.deepEqual((await cloud.send('GET', quotas)).json, { quotas: expected.slice(0, 3), count: 3 });
  const refusals: readonly (readonly [string, object])[] = [
    ['POST', { producer_byte_rate: 5 }],
    ['POST', { user: 'two' }],
    ['POST', { user: 'two', user_default: true, producer_byte_rate: 5 }],
    ['POST', { user: 'two', producer_byte_rate: -5 }],
    ['PUT', { user: 'two', producer_byte_rate: 5 }],
    ['DELETE', { user: 'two' }],
  ];
  for (const [method, body] of refusals) assert.equal(await code(method, quotas, body), 'DMS.00400062');
});
