import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { home } from '../../../../test/support/huawei-cloud.ts';
import { bob } from '../../../../test/support/owners.ts';
import { createTestCloud } from '../../../../test/support/huawei-test-cloud.ts';

const action = `${home}/instances/action`;

test('restart makes the instance RESTARTING and due, with a task; the reconciler makes it RUNNING', async (t) => {
  const { send, create, happen, claim, workQueue, tick, nowMs } = await createTestCloud(t);
  const id = await create();
  await happen(id, 'proven-ready');
  tick(1000);
  const reply = await send('POST', action, { action: 'restart', instances: [id] });
  assert.equal(reply.status, 200);
  assert.deepEqual(reply.json, { results: [{ result: 'success', instance: id }] });
  assert.equal((await send('GET', `${home}/instances/${id}`)).json.status, 'RESTARTING');
  assert.equal(await workQueue.nextDueAtMs(nowMs()), nowMs());
  const requestedAtMs = nowMs();
  tick(5000);
  const claimed = await claim(id);
  assert.equal(claimed.restartRequestedAtMs, requestedAtMs);
  // What a killed worker leaves behind is claimed again with the same wish.
  await workQueue.endAllLeases();
  const again = await claim(id);
  assert.equal(again.restartRequestedAtMs, requestedAtMs);
  await workQueue.report(again, 'proven-ready', null, nowMs());
  await workQueue.release(again, null, 'succeeded');
  assert.equal((await send('GET', `${home}/instances/${id}`)).json.status, 'RUNNING');
  assert.equal((await claim(id)).restartRequestedAtMs, null);
});

test('a worker that has not heard of the restart reports into the void', async (t) => {
  const { send, create, happen, claim, workQueue, nowMs } = await createTestCloud(t);
  const id = await create();
  await happen(id, 'proven-ready');
  const repairing = await claim(id);
  await send('POST', action, { action: 'restart', instances: [id] });
  await workQueue.report(repairing, 'proven-ready', null, nowMs());
  assert.equal((await send('GET', `${home}/instances/${id}`)).json.status, 'RESTARTING');
  await workQueue.release(repairing, null, 'succeeded');
  assert.equal(await workQueue.nextDueAtMs(nowMs()), nowMs(), 'the restart is still to be done');
});

test('a failed instance is brought up by a restart, at once', async (t) => {
  const { send, create, happen, workQueue, nowMs } = await createTestCloud(t);
  const id = await create();
  await happen(id, 'failed', 'The jars cannot be fetched.');
  assert.equal((await send('POST', action, { action: 'restart', instances: [id] })).status, 200);
  const { json } = await send('GET', `${home}/instances/${id}`);
  assert.deepEqual([json.status, json.status_reason], ['RESTARTING', undefined]);
  assert.equal(await workQueue.nextDueAtMs(nowMs()), nowMs());
  await happen(id, 'proven-ready');
  assert.equal((await send('GET', `${home}/instances/${id}`)).json.status, 'RUNNING');
});

test('several instances have a result each; where none is accepted the refusal is the answer', async (t) => {
  const { send, create, happen } = await createTestCloud(t);
  const running = await create({ name: 'running' });
  await happen(running, 'proven-ready');
  const creating = await create({ name: 'creating' });
  const unknown = randomUUID();
  const reply = await send('POST', action, { action: 'restart', instances: [creating, running, unknown] });
  assert.equal(reply.status, 200);
  assert.deepEqual(reply.json.results, [
    { result: 'failed', instance: creating },
    { result: 'success', instance: running },
    { result: 'failed', instance: unknown },
  ]);
  const busy = await send('POST', action, { action: 'restart', instances: [creating, running] });
  assert.deepEqual([busy.status, busy.json.error_code], [400, 'DMS.00400026']);
  const gone = await send('POST', action, { action: 'delete', instances: [unknown] });
  assert.deepEqual([gone.status, gone.json.error_code], [404, 'DMS.00404022']);
  const foreign = await send(
    'POST',
    '/v2/bob-project/instances/action',
    { action: 'delete', instances: [running] },
    bob,
  );
  assert.deepEqual([foreign.status, foreign.json.error_code], [404, 'DMS.00404022']);
  assert.equal((await send('GET', `${home}/instances/${running}`)).json.status, 'RESTARTING');
});

test('delete of several, also while they are made', async (t) => {
  const { send, create } = await createTestCloud(t);
  const ids = [await create({ name: 'first' }), await create({ name: 'second' })];
  const reply = await send('POST', action, { action: 'delete', instances: ids, force_delete: true });
  assert.deepEqual(
    reply.json.results,
    ids.map((instance) => ({ result: 'success', instance })),
  );
  for (const id of ids) {
    assert.equal((await send('GET', `${home}/instances/${id}`)).json.status, 'DELETING');
  }
});

test('all_failure deletes every instance whose creation failed, and none that ever ran', async (t) => {
  const { send, create, happen } = await createTestCloud(t);
  const never = await create({ name: 'never-ran' });
  await happen(never, 'failed', 'no Java');
  const broken = await create({ name: 'broke-later' });
  await happen(broken, 'proven-ready');
  await happen(broken, 'failed', 'disk full');
  const creating = await create({ name: 'creating' });
  const reply = await send('POST', action, { action: 'delete', all_failure: 'kafka' });
  assert.deepEqual([reply.status, reply.json], [204, undefined]);
  const statuses = [];
  for (const id of [never, broken, creating]) {
    statuses.push((await send('GET', `${home}/instances/${id}`)).json.status);
  }
  assert.deepEqual(statuses, ['DELETING', 'ERROR', 'CREATING']);
});

test('a body that asks for nothing that can be done is refused by name', async (t) => {
  const { send } = await createTestCloud(t);
  const id = randomUUID();
  const rows: readonly (readonly [body: unknown, code: string, message: RegExp])[] = [
    [{ action: 'stop', instances: [id] }, 'DMS.00400064', /action was "stop"/],
    [{ instances: [id] }, 'DMS.00400064', /action/],
    [{ action: 'restart' }, 'DMS.00400065', /instances/],
    [{ action: 'delete', instances: [] }, 'DMS.00400065', /instances/],
    [{ action: 'delete', instances: Array.from({ length: 51 }, randomUUID) }, 'DMS.00400100', /51/],
    [{ action: 'delete', instances: ['x'] }, 'DMS.00400030', /uuid/],
    [{ action: 'delete', instances: [id, id.toUpperCase()] }, 'DMS.00400082', /each instance once/],
    [{ action: 'delete', instances: 'x' }, 'DMS.00400085', /instances/],
    [{ action: 'delete', all_failure: 'redis' }, 'DMS.00400062', /all_failure was "redis"/],
    [{ action: 'restart', all_failure: 'kafka' }, 'DMS.00400062', /all_failure/],
    [{ action: 'delete', all_failure: 'kafka', instances: [id] }, 'DMS.00400062', /all_failure/],
  ];
  for (const [body, code, message] of rows) {
    const reply = await send('POST', action, body);
    assert.deepEqual([reply.status, reply.json.error_code], [400, code], JSON.stringify(body));
    assert.match(reply.json.error_msg, message);
  }
});
