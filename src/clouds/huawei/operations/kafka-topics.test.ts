import assert from 'node:assert/strict';
import { beforeEach, test, type TestContext } from 'node:test';
import { home } from '../../../../test/support/huawei-cloud.ts';
import {
  createMemoryAdministration,
  type MemoryAdministration,
} from '../../../../test/support/memory-administration.ts';
import { createTestCloud, type HuaweiTestCloud } from '../../../../test/support/huawei-test-cloud.ts';
import { now } from '../../../../test/support/owners.ts';

let cloud: HuaweiTestCloud;
let inside: MemoryAdministration;
let id: string;
let topics: string;

beforeEach(async (t) => {
  inside = createMemoryAdministration();
  // A hook of the file has each test's context, as its documentation says; its type says more.
  cloud = await createTestCloud(t as TestContext, { administrations: { of: () => Promise.resolve(inside) } });
  id = await cloud.create();
  await cloud.happen(id, 'proven-ready');
  topics = `${home}/instances/${id}/topics`;
});

async function refusal(method: string, target: string, body: object): Promise<string> {
  const { status, json } = await cloud.send(method, target, body);
  assert.equal(status, 400, JSON.stringify(json));
  return json.error_code;
}

test('a topic without further words has three partitions, three replicas and the instance’s settings', async () => {
  const made = await cloud.send('POST', topics, { id: 'plain' });
  assert.deepEqual([made.status, made.json], [200, { name: 'plain' }]);
  const { json } = await cloud.send('GET', topics);
  assert.deepEqual(json, {
    total: 1,
    size: 50,
    remain_partitions: 897,
    max_partitions: 900,
    topic_max_partitions: 200,
    topics: [
      {
        name: 'plain',
        partition: 3,
        replication: 3,
        retention_time: 72,
        sync_replication: false,
        sync_message_flush: false,
        topic_other_configs: [
          {
            name: 'max.message.bytes',
            value: '10485760',
            default_value: '10485760',
            valid_values: '[0~10485760]',
            config_type: 'dynamic',
            value_type: 'int',
          },
          {
            name: 'message.timestamp.type',
            value: 'CreateTime',
            default_value: 'CreateTime',
            valid_values: 'CreateTime,LogAppendTime',
            config_type: 'dynamic',
            value_type: 'enum',
          },
        ],
        topic_type: 0,
        topic_desc: '',
        created_at: now,
        policiesOnly: false,
        external_configs: {},
      },
    ],
  });
});

test('what a topic can be ordered with is checked, each with the cloud’s code', async () => {
  const rows: readonly (readonly [body: object, code: string])[] = [
    [{}, 'DMS.00400101'],
    [{ id: 'ab' }, 'DMS.00400101'],
    [{ id: '1abc' }, 'DMS.00400101'],
    [{ id: '__consumer_offsets' }, 'DMS.00400101'],
    [{ id: 'a b c d' }, 'DMS.00400101'],
    [{ id: 'topic', partition: 0 }, 'DMS.00400102'],
    [{ id: 'topic', partition: 201 }, 'DMS.00400102'],
    [{ id: 'topic', partition: '3' }, 'DMS.00400085'],
    [{ id: 'topic', replication: 0 }, 'DMS.00400103'],
    [{ id: 'topic', replication: 4 }, 'DMS.00400861'],
    [{ id: 'topic', retention_time: 0 }, 'DMS.00400105'],
    [{ id: 'topic', retention_time: 721 }, 'DMS.00400105'],
    [{ id: 'topic', replication: 1, sync_replication: true }, 'DMS.00400062'],
    [{ id: 'topic', topic_other_configs: [{ name: 'cleanup.policy', value: 'x' }] }, 'DMS.00400062'],
    [{ id: 'topic', topic_other_configs: [{ name: 'max.message.bytes', value: '-1' }] }, 'DMS.00400062'],
  ];
  for (const [body, code] of rows) {
    assert.equal(await refusal('POST', topics, body), code, JSON.stringify(body));
  }
  assert.equal((await cloud.send('GET', topics)).json.total, 0);
  await cloud.send('POST', topics, { id: 'topic' });
  assert.equal(await refusal('POST', topics, { id: 'topic' }), 'DMS.40050005');
});

test('lists come in pages; topics of clients have no time of creation, and their own retention', async () => {
  for (const name of ['b', 'a', 'c']) {
    const config = new Map(name === 'a' ? [['retention.ms', '5400000']] : [['retention.ms', '-1']]);
    await inside.topics.create({ name, partitionCount: 1, replicationFactor: 1, config });
  }
  const page = async (query: string) => (await cloud.send('GET', `${topics}?${query}`)).json;
  const { topics: first, total } = await page('limit=2');
  assert.deepEqual(
    first.map((topic: Record<string, unknown>) => [
      topic['name'],
      topic['retention_time'],
      topic['created_at'],
    ]),
    [
      ['a', 2, 0],
      ['b', -1, 0],
    ],
  );
  assert.equal(total, 3);
  assert.deepEqual(
    (await page('offset=2&limit=200')).topics.map(({ name }: { name: string }) => name),
    ['c'],
  );
  assert.deepEqual((await page('offset=3')).topics, []);
  assert.equal(await refusal('GET', `${topics}?limit=201`, {}), 'DMS.00400062');
});

const facts = ({ partition, retention_time, sync_replication, topic_desc }: Record<string, unknown>) => [
  partition,
  retention_time,
  sync_replication,
  topic_desc,
];

test('an update changes what it names, for all topics or none', async () => {
  await cloud.send('POST', topics, { id: 'one', sync_replication: true, topic_desc: 'first' });
  const update = (...list: object[]) => cloud.send('PUT', topics, { topics: list });
  const changed = await update({
    id: 'one',
    new_partition_numbers: 5,
    retention_time: 9,
    topic_desc: 'second',
  });
  assert.deepEqual([changed.status, changed.json], [204, undefined]);
  const shown = async () => (await cloud.send('GET', topics)).json.topics[0];
  assert.deepEqual(facts(await shown()), [5, 9, true, 'second']);
  const refusals: readonly (readonly [topics: readonly object[], code: string])[] = [
    [[], 'DMS.00400062'],
    [[{ id: 'one', retention_time: 1 }, { id: 'unknown' }], 'DMS.00400876'],
    [[{ id: 'one', new_partition_numbers: 4 }], 'DMS.00400102'],
    [[{ id: 'one', new_partition_brokers: [1] }], 'DMS.00400062'],
    [[{ id: 'one', retention_time: 1, new_partition_numbers: 201 }], 'DMS.00400102'],
  ];
  for (const [list, code] of refusals) assert.equal(await refusal('PUT', topics, { topics: list }), code);
  assert.deepEqual(facts(await shown()), [5, 9, true, 'second']);
  assert.equal((await update({ id: 'one', sync_replication: false })).status, 204);
  assert.equal((await shown()).sync_replication, false);
});

test('partitions that are added count against the instance’s limit', async () => {
  for (const name of ['one', 'two', 'three', 'four', 'five']) {
    await cloud.send('POST', topics, { id: name, partition: 180 });
  }
  assert.equal((await cloud.send('GET', topics)).json.remain_partitions, 0);
  const more = { topics: [{ id: 'one', new_partition_numbers: 181 }] };
  assert.equal(await refusal('PUT', topics, more), 'DMS.111400860');
});

test('nothing inside an instance can be seen or changed while it does not run', async () => {
  const targets = ['topics', 'groups', 'management/cluster', 'management/coordinators'];
  const other = await cloud.create({ name: 'other' });
  topics = `${home}/instances/${other}/topics`;
  const happenings = [
    () => Promise.resolve(),
    () => cloud.happen(other, 'failed'),
    () => cloud.send('POST', `${home}/instances/action`, { action: 'restart', instances: [other] }),
    () => cloud.send('DELETE', `${home}/instances/${other}`),
  ];
  for (const happening of happenings) {
    await happening();
    for (const target of targets) {
      assert.equal(await refusal('GET', `${home}/instances/${other}/${target}`, {}), 'DMS.00400026');
    }
    assert.equal(await refusal('POST', topics, { id: 'topic' }), 'DMS.00400026');
  }
});

test('policies become access rules; those of others stay', async () => {
  for (const name of ['reader', 'writer']) {
    await cloud.send('POST', `${home}/instances/${id}/users`, {
      user_name: name,
      user_passwd: 'Secret-13579',
    });
  }
  await cloud.send('POST', topics, { id: 'guarded' });
  const denial = {
    resourceType: 'topic',
    resourceName: 'guarded',
    pattern: 'literal',
    principal: 'User:reader',
    host: '127.0.0.9',
    operation: 'read',
    permission: 'deny',
  } as const;
  await inside.acls.create([denial]);
  const policyHome = `/v1/alice-project/instances/${id}/topics`;
  const set = (policies: readonly object[]) =>
    cloud.send('POST', `${policyHome}/accesspolicy`, { topics: [{ name: 'guarded', policies }] });
  const rules = async () =>
    (await inside.acls.list()).map(({ principal, operation, permission }) =>
      [principal, operation, permission].join(' '),
    );
  const both = [
    { user_name: 'reader', access_policy: 'sub' },
    { user_name: 'writer', access_policy: 'all' },
  ];
  assert.equal((await set(both)).status, 204);
  assert.deepEqual(await rules(), [
    'User:reader read deny',
    'User:reader read allow',
    'User:writer read allow',
    'User:writer write allow',
  ]);
  assert.deepEqual((await cloud.send('GET', `${policyHome}/guarded/accesspolicy`)).json, {
    name: 'guarded',
    topic_type: 0,
    policies: both.map((policy) => ({ owner: false, ...policy })),
  });
  assert.equal((await set([{ user_name: 'writer', access_policy: 'pub' }])).status, 204);
  assert.deepEqual(await rules(), ['User:reader read deny', 'User:writer write allow']);
  for (const policies of [
    [{ user_name: 'stranger', access_policy: 'all' }],
    [{ user_name: 'reader', access_policy: 'everything' }],
    [...both, both[0] ?? {}],
  ]) {
    assert.equal((await set(policies)).json.error_code, 'DMS.00400062');
  }
  await cloud.send('POST', `${topics}/delete`, { topics: ['guarded'] });
  assert.deepEqual(await rules(), ['User:reader read deny']);
});
