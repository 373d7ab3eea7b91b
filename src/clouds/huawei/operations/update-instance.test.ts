import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { home } from '../../../../test/support/huawei-cloud.ts';
import { bob } from '../../../../test/support/owners.ts';
import { createTestCloud } from '../../../../test/support/huawei-test-cloud.ts';

test('update changes what it is given and nothing else, and answers 204 without a body', async (t) => {
  const { send, create, happen } = await createTestCloud(t);
  const id = await create({ name: 'before', description: 'old' });
  await happen(id, 'proven-ready');
  const rows: readonly (readonly [given: object, field: string, shown: unknown])[] = [
    [{ name: 'after' }, 'name', 'after'],
    [{ name: 'after' }, 'name', 'after'],
    [{ description: 'new' }, 'description', 'new'],
    [{ description: '' }, 'description', ''],
    [{ maintain_begin: '06:00', maintain_end: '10:00:00' }, 'maintain_begin', '06:00:00'],
    [{ retention_policy: 'produce_reject' }, 'retention_policy', 'produce_reject'],
    [{ enterprise_project_id: '0' }, 'enterprise_project_id', '0'],
    [{ name: null, maintain_begin: '', maintain_end: '' }, 'maintain_begin', '06:00:00'],
    [{}, 'name', 'after'],
  ];
  let expected = (await send('GET', `${home}/instances/${id}`)).json;
  for (const [given, field, shown] of rows) {
    const reply = await send('PUT', `${home}/instances/${id}`, given);
    assert.deepEqual([reply.status, reply.json], [204, undefined], JSON.stringify(given));
    const { json } = await send('GET', `${home}/instances/${id}`);
    assert.equal(json[field], shown, field);
    expected = { ...expected, [field]: shown, maintain_end: json.maintain_end };
    assert.deepEqual(json, expected, JSON.stringify(given));
  }
  assert.equal(expected.maintain_end, '10:00:00');
});

test('an update is checked by the rules of create', async (t) => {
  const { send, create, happen } = await createTestCloud(t);
  await create({ name: 'taken' });
  const id = await create({ name: 'mine' });
  await happen(id, 'proven-ready');
  const rows: readonly (readonly [given: object, code: string, message: RegExp])[] = [
    [{ name: 'x' }, 'DMS.00400010', /name was "x"/],
    [{ name: 'taken' }, 'DMS.00400060', /taken/],
    [{ description: 'x'.repeat(1025) }, 'DMS.00400011', /description/],
    [{ description: 1 }, 'DMS.00400085', /description/],
    [{ maintain_begin: '22:00' }, 'DMS.00400106', /maintain_end/],
    [{ maintain_begin: '01:00', maintain_end: '05:00' }, 'DMS.00400106', /22:00-02:00/],
    [{ security_group_id: '' }, 'DMS.00400014', /security_group_id/],
    [{ security_group_id: randomUUID() }, 'DMS.00400046', /security_group_id/],
    [{ retention_policy: 'forget' }, 'DMS.00400062', /retention_policy.*produce_reject/],
    [{ enterprise_project_id: 'none' }, 'DMS.00400062', /enterprise_project_id|Enterprise project none/],
    [{ storage_space: 600 }, 'DMS.00400062', /storage_space.*changes name, description/],
    [{ ssl_enable: true }, 'DMS.00400062', /ssl_enable/],
    [{ enable_acl: true }, 'DMS.00400062', /enable_acl/],
    [{ tags: [] }, 'DMS.00400062', /tags/],
    [{ password: 'Password-1' }, 'DMS.00400062', /password(?!.*Password-1)/],
  ];
  for (const [given, code, message] of rows) {
    const reply = await send('PUT', `${home}/instances/${id}`, { description: 'kept out', ...given });
    assert.deepEqual([reply.status, reply.json.error_code], [400, code], JSON.stringify(given));
    assert.match(reply.json.error_msg, message);
  }
  const { json } = await send('GET', `${home}/instances/${id}`);
  assert.deepEqual([json.name, json.description], ['mine', '']);
});

test('a freed name can be taken, a taken one is taken by the new name', async (t) => {
  const { send, create, happen, body } = await createTestCloud(t);
  const id = await create({ name: 'first' });
  await happen(id, 'proven-ready');
  await send('PUT', `${home}/instances/${id}`, { name: 'second' });
  await create({ name: 'first' });
  const reply = await send('POST', `${home}/instances`, { ...body, name: 'second' });
  assert.deepEqual([reply.status, reply.json.error_code], [400, 'DMS.00400060']);
});

test('an instance that is being made, restarted or deleted is not updated', async (t) => {
  const { send, create, happen } = await createTestCloud(t);
  const id = await create();
  const refused = async () => {
    const { status, json } = await send('PUT', `${home}/instances/${id}`, { description: 'x' });
    assert.deepEqual([status, json.error_code], [400, 'DMS.00400026']);
  };
  await refused();
  await happen(id, 'proven-ready');
  await send('POST', `${home}/instances/action`, { action: 'restart', instances: [id] });
  await refused();
  await happen(id, 'failed', 'no Java');
  assert.equal((await send('PUT', `${home}/instances/${id}`, { description: 'x' })).status, 204);
  await send('DELETE', `${home}/instances/${id}`);
  await refused();
  const other = await send('PUT', `/v2/bob-project/instances/${id}`, { description: 'x' }, bob);
  assert.deepEqual([other.status, other.json.error_code], [404, 'DMS.00404022']);
});

test('brokers learn of a new retention policy, and of nothing else', async (t) => {
  const { send, create, happen, workQueue, nowMs } = await createTestCloud(t);
  const id = await create();
  await happen(id, 'proven-ready');
  await send('PUT', `${home}/instances/${id}`, { name: 'other', retention_policy: 'time_base' });
  assert.equal(await workQueue.nextDueAtMs(nowMs()), null);
  await send('PUT', `${home}/instances/${id}`, { retention_policy: 'produce_reject' });
  assert.equal(await workQueue.nextDueAtMs(nowMs()), nowMs());
  const [claim] = await workQueue.claim('worker', nowMs(), 1000, 1);
  assert.ok(claim);
  assert.equal(claim.instance.spec.atCapacity, 'refuse-writes');
  assert.equal(claim.restartRequestedAtMs, null);
  await workQueue.report(claim, 'proven-ready', null, nowMs());
  const { json } = await send('GET', `${home}/instances/${id}/tasks`);
  assert.deepEqual([json.tasks[0].name, json.tasks[0].status], ['changeRetentionPolicy', 'SUCCESS']);
});
