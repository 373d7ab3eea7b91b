import assert from 'node:assert/strict';
import { test } from 'node:test';
import { home } from '../../../../test/support/huawei-cloud.ts';
import { createTestCloud } from '../../../../test/support/huawei-test-cloud.ts';
import { bob } from '../../../../test/support/owners.ts';

for (const path of ['instances', 'kafka/instances']) {
  test(`create by POST /v2/{project_id}/${path}`, async (t) => {
    const { workQueue, claim, body, send } = await createTestCloud(t);
    const reply = await send('POST', `${home}/${path}`, body);
    assert.equal(reply.status, 200);
    assert.deepEqual(Object.keys(reply.json), ['instance_id']);
    const { users } = await workQueue.readUsers(await claim(reply.json.instance_id));
    assert.deepEqual(
      users.map(({ name, password }) => [name, password]),
      [['root', 'Password-1']],
    );
  });
}

test('create by POST /v2/{engine}/{project_id}/instances, where RocketMQ is not offered', async (t) => {
  const { body, send } = await createTestCloud(t, { rocketmqVersions: [] });
  assert.equal((await send('POST', '/v2/kafka/alice-project/instances', body)).status, 200);
  const reply = await send('POST', '/v2/reliability/alice-project/instances', {
    ...body,
    engine: 'reliability',
    storage_spec_code: 'dms.physical.storage.ultra.v2',
  });
  assert.deepEqual([reply.status, reply.json.error_code], [400, 'DMS.00400007']);
  assert.ok(reply.headers['x-polybroker-unsupported']);
});

test('create refuses what does not exist, does not belong together or is taken', async (t) => {
  const { store, body, send, create } = await createTestCloud(t);
  const [otherVpc] = await store.networks.listVpcs('bob-project');
  const [otherSubnet] = await store.networks.listSubnets('bob-project');
  await create();
  const cases: readonly (readonly [object, string, RegExp])[] = [
    [{}, 'DMS.00400060', /name/],
    [{ name: 'other', vpc_id: otherVpc?.id }, 'DMS.00400068', /vpc_id/],
    [{ name: 'other', subnet_id: otherSubnet?.id }, 'DMS.00400018', /subnet_id/],
    [{ name: 'other', security_group_id: 'x' }, 'DMS.00400046', /security_group_id/],
  ];
  for (const [changes, code, message] of cases) {
    const reply = await send('POST', `${home}/instances`, { ...body, ...changes });
    assert.deepEqual([reply.status, reply.json.error_code], [400, code]);
    assert.match(reply.json.error_msg, message);
  }
  assert.equal(await store.instances.count('alice-project'), 1);
});

test('delete answers 204 without a body, again while it lasts, and then GET and DELETE are 404', async (t) => {
  const { tearDown, send, create } = await createTestCloud(t);
  const id = await create();
  assert.deepEqual(await send('DELETE', `${home}/instances/${id}`), {
    status: 204,
    headers: {},
    json: undefined,
  });
  assert.equal((await send('DELETE', `${home}/instances/${id}`)).status, 204);
  assert.equal((await send('GET', `${home}/instances/${id}`)).json.status, 'DELETING');
  await tearDown(id);
  for (const method of ['GET', 'DELETE']) {
    const reply = await send(method, `${home}/instances/${id}`);
    assert.deepEqual([reply.status, reply.json.error_code], [404, 'DMS.00404022']);
  }
});

test('an instance id that is not a UUID is refused', async (t) => {
  const { send } = await createTestCloud(t);
  for (const id of ['x', '8959ab1c-7n1a-yyb1-a05t-93dfc361b32d', '%7Binstance_id%7D']) {
    const reply = await send('GET', `${home}/instances/${id}`);
    assert.deepEqual([reply.status, reply.json.error_code], [400, 'DMS.00400030']);
  }
});

test('a project never sees or deletes another’s instance', async (t) => {
  const { send, create } = await createTestCloud(t);
  const id = await create();
  for (const method of ['GET', 'DELETE']) {
    assert.equal(
      (await send(method, `/v2/bob-project/instances/${id}`, undefined, bob)).json.error_code,
      'DMS.00404022',
    );
  }
  assert.equal((await send('GET', '/v2/bob-project/instances', undefined, bob)).json.instance_num, 0);
});

test('the reason of an ERROR can be read', async (t) => {
  const { send, create, happen } = await createTestCloud(t);
  const id = await create();
  await happen(id, 'failed', 'The disk is full.');
  const { json } = await send('GET', `${home}/instances/${id}`);
  assert.deepEqual([json.status, json.status_reason], ['ERROR', 'The disk is full.']);
});
