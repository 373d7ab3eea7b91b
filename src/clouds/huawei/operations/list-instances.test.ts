import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { home } from '../../../../test/support/huawei-cloud.ts';
import { createTestCloud } from '../../../../test/support/huawei-test-cloud.ts';

test('list filters, newest first', async (t) => {
  const { send, create, happen } = await createTestCloud(t);
  const first = await create({ name: 'first' });
  const second = await create({ name: 'second' });
  const third = await create({ name: 'third' });
  await happen(second, 'proven-ready');
  await happen(third, 'proven-ready');
  await happen(third, 'failed');
  const rows: readonly (readonly [query: string, expected: readonly string[]])[] = [
    ['', [third, second, first]],
    ['?engine=kafka&name=&status=&offset=&limit=', [third, second, first]],
    ['?engine=reliability', []],
    ['?engine=rabbitmq', []],
    ['?name=ir', [third, first]],
    ['?name=ir&exact_match_name=true', []],
    ['?name=first&exact_match_name=true', [first]],
    ['?name=ir&exact_match_name=false', [third, first]],
    [`?instance_id=${second}`, [second]],
    [`?instance_id=${randomUUID()}`, []],
    ['?status=RUNNING', [second]],
    ['?status=CREATING', [first]],
    ['?status=ERROR', [third]],
    ['?status=FROZEN', []],
    ['?include_failure=true', [third, second, first]],
    ['?include_failure=false', [third, second, first]],
    ['?include_failure=false&status=ERROR', [third]],
    ['?enterprise_project_id=0', [third, second, first]],
    ['?enterprise_project_id=all_granted_eps', [third, second, first]],
    ['?enterprise_project_id=x', []],
    ['?limit=2', [third, second]],
    ['?limit=2&offset=2', [first]],
    ['?limit=50&offset=0', [third, second, first]],
  ];
  for (const [query, expected] of rows) {
    const { status, json } = await send('GET', `${home}/instances${query}`);
    assert.equal(status, 200, query);
    assert.deepEqual(
      json.instances.map((one: { instance_id: string }) => one.instance_id),
      expected,
      query,
    );
    assert.equal(json.instance_num, query.includes('limit=2') ? 3 : expected.length, query);
  }
});

test('instances whose creation failed are listed where they are asked for', async (t) => {
  const { send, create, happen } = await createTestCloud(t);
  const sound = await create({ name: 'sound' });
  const never = await create({ name: 'never-ran' });
  await happen(never, 'failed', 'no Java');
  const rows: readonly (readonly [query: string, expected: readonly string[]])[] = [
    ['', [sound]],
    ['?include_failure=false', [sound]],
    ['?include_failure=true', [never, sound]],
    ['?status=ERROR', [never]],
    ['?status=ERROR&include_failure=false', []],
    ['?status=CREATING', [sound]],
  ];
  for (const [query, expected] of rows) {
    const { json } = await send('GET', `${home}/instances${query}`);
    const ids = json.instances.map((one: { instance_id: string }) => one.instance_id);
    assert.deepEqual([ids, json.instance_num], [expected, expected.length], query);
  }
  await happen(never, 'proven-ready');
  assert.equal((await send('GET', `${home}/instances`)).json.instance_num, 2);
});

test('list refuses a page behind the end and parameters out of range', async (t) => {
  const { send, create } = await createTestCloud(t);
  const empty = await send('GET', `${home}/instances?offset=0`);
  assert.deepEqual(empty.json, { instances: [], instance_num: 0 });
  assert.equal((await send('GET', `${home}/instances?offset=1`)).json.error_code, 'DMS.40050010');
  await create();
  const rows = [
    ['offset=1', 'DMS.40050010', /offset was 1/],
    ['offset=-1', 'DMS.40050010', /offset was "-1"/],
    ['offset=x', 'DMS.40050010', /offset/],
    ['limit=0', 'DMS.00400062', /limit was "0"; allowed: a whole number from 1 to 50/],
    ['limit=51', 'DMS.00400062', /limit/],
    ['limit=1.5', 'DMS.00400062', /limit/],
    ['engine=mysql', 'DMS.00400007', /engine was "mysql"; allowed: kafka/],
    ['status=HAPPY', 'DMS.00400062', /status was "HAPPY"; allowed: CREATING, RUNNING/],
    ['include_failure=maybe', 'DMS.00400062', /include_failure.*true or false/],
    ['exact_match_name=1', 'DMS.00400062', /exact_match_name/],
  ] as const;
  for (const [query, code, message] of rows) {
    const reply = await send('GET', `${home}/instances?${query}`);
    assert.deepEqual([reply.status, reply.json.error_code], [400, code], query);
    assert.match(reply.json.error_msg, message);
  }
});
