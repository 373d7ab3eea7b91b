import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { home } from '../../../../test/support/huawei-cloud.ts';
import { alice, bob } from '../../../../test/support/owners.ts';
import { createTestCloud } from '../../../../test/support/huawei-test-cloud.ts';

const path = (id: string) => `${home}/instances/${id}/tasks`;

test('a create is a task: CREATED, EXECUTING with its steps, SUCCESS', async (t) => {
  const { send, create, claim, workQueue, tick, nowMs } = await createTestCloud(t);
  const id = await create();
  const { json: created } = await send('GET', path(id));
  const [task] = created.tasks;
  assert.deepEqual(created, {
    task_count: '1',
    tasks: [
      {
        id: task.id,
        name: 'createInstance',
        user_name: alice.caller.userName,
        user_id: 'user-of-alice-project',
        params: '{}',
        status: 'CREATED',
        created_at: '2026-11-21T03:00:00.000Z',
        updated_at: '2026-11-21T03:00:00.000Z',
      },
    ],
  });
  const claimed = await claim(id);
  const first = await workQueue.beginStep(claimed, 'reserveAddresses', nowMs());
  tick(1500);
  await workQueue.endStep(claimed, first, nowMs(), 'no address is free');
  await workQueue.beginStep(claimed, 'reserveAddresses', nowMs());
  const { json: executing } = await send('GET', `${path(id)}/${task.id}`);
  assert.equal(executing.task_count, '1');
  assert.equal(executing.tasks[0].status, 'EXECUTING');
  assert.deepEqual(
    executing.tasks[0].step_list.map((step: { name: string; statue: string; reason?: string }) => [
      step.name,
      step.statue,
      step.reason,
    ]),
    [
      ['reserveAddresses', 'FAILED', 'no address is free'],
      ['reserveAddresses', 'EXECUTING', undefined],
    ],
  );
  await workQueue.report(claimed, 'proven-ready', null, nowMs());
  const { json: done } = await send('GET', `${path(id)}/${task.id}`);
  assert.equal(done.tasks[0].status, 'SUCCESS');
  assert.equal(done.tasks[0].updated_at, '2026-11-21T03:00:01.500Z');
});

test('the task of a failed create carries the reason, and stays as it is when a restart succeeds', async (t) => {
  const { send, create, happen } = await createTestCloud(t);
  const id = await create();
  await happen(id, 'failed', 'The jars cannot be fetched.');
  await send('POST', `${home}/instances/action`, { action: 'restart', instances: [id] });
  await happen(id, 'proven-ready');
  const { json } = await send('GET', path(id));
  assert.deepEqual(
    json.tasks.map((task: { name: string; status: string; params: string }) => [
      task.name,
      task.status,
      task.params,
    ]),
    [
      ['restartInstance', 'SUCCESS', '{}'],
      ['createInstance', 'FAILED', '{"reason":"The jars cannot be fetched."}'],
    ],
  );
});

for (const overtaken of ['createInstance', 'restartInstance', 'changeRetentionPolicy']) {
  test(`${overtaken} ends as FAILED when a delete overtakes it`, async (t) => {
    const { send, create, happen, claim } = await createTestCloud(t);
    const id = await create();
    if (overtaken !== 'createInstance') await happen(id, 'proven-ready');
    if (overtaken === 'restartInstance') {
      await send('POST', `${home}/instances/action`, { action: 'restart', instances: [id] });
    }
    if (overtaken === 'changeRetentionPolicy') {
      await send('PUT', `${home}/instances/${id}`, { retention_policy: 'produce_reject' });
    }
    await claim(id);
    await send('DELETE', `${home}/instances/${id}`);
    const { json } = await send('GET', path(id));
    const [remove, before] = json.tasks;
    assert.deepEqual([remove.name, remove.status], ['deleteInstance', 'CREATED']);
    assert.deepEqual([before.name, before.status], [overtaken, 'FAILED']);
    assert.match(before.params, /deleted meanwhile/);
  });
}

test('what was asked for while another task ran ends with it', async (t) => {
  const { send, create, happen } = await createTestCloud(t);
  const id = await create();
  await happen(id, 'proven-ready');
  await send('PUT', `${home}/instances/${id}`, { retention_policy: 'produce_reject' });
  await send('POST', `${home}/instances/action`, { action: 'restart', instances: [id] });
  await happen(id, 'proven-ready');
  const { json } = await send('GET', path(id));
  assert.deepEqual(
    json.tasks.map((task: { name: string; status: string }) => [task.name, task.status]),
    [
      ['restartInstance', 'SUCCESS'],
      ['changeRetentionPolicy', 'SUCCESS'],
      ['createInstance', 'SUCCESS'],
    ],
  );
});

test('list pages and filters by time', async (t) => {
  const { send, create, happen, tick } = await createTestCloud(t);
  const id = await create();
  await happen(id, 'proven-ready');
  for (let count = 0; count < 3; count += 1) {
    tick(60_000);
    await send('POST', `${home}/instances/action`, { action: 'restart', instances: [id] });
    await happen(id, 'proven-ready');
  }
  const rows: readonly (readonly [query: string, minutes: readonly number[], count: string])[] = [
    ['', [3, 2, 1, 0], '4'],
    ['?start=1&limit=100', [3, 2, 1, 0], '4'],
    ['?start=0&limit=2', [3, 2], '4'],
    ['?start=3&limit=2', [1, 0], '4'],
    ['?start=5', [], '4'],
    ['?begin_time=20261121030100', [3, 2, 1], '3'],
    ['?begin_time=20261121030101', [3, 2], '2'],
    ['?end_time=20261121030100', [1, 0], '2'],
    ['?begin_time=20261121030100&end_time=20261121030200', [2, 1], '2'],
    ['?begin_time=&end_time=', [3, 2, 1, 0], '4'],
  ];
  for (const [query, minutes, count] of rows) {
    const { status, json } = await send('GET', `${path(id)}${query}`);
    assert.equal(status, 200, query);
    assert.equal(json.task_count, count, query);
    assert.deepEqual(
      json.tasks.map((task: { created_at: string }) => new Date(task.created_at).getUTCMinutes()),
      minutes,
      query,
    );
  }
  const refused = [
    ['?begin_time=yesterday', 'DMS.00400142', /begin_time was "yesterday"/],
    ['?end_time=20261399000000', 'DMS.00400142', /end_time/],
    ['?limit=0', 'DMS.00400062', /limit/],
    ['?limit=101', 'DMS.00400062', /limit/],
    ['?start=-1', 'DMS.00400062', /start/],
  ] as const;
  for (const [query, code, message] of refused) {
    const { status, json } = await send('GET', `${path(id)}${query}`);
    assert.deepEqual([status, json.error_code], [400, code], query);
    assert.match(json.error_msg, message);
  }
});

test('a task can be deleted once it has ended', async (t) => {
  const { send, create, claim, workQueue, nowMs } = await createTestCloud(t);
  const id = await create();
  const [task] = (await send('GET', path(id))).json.tasks;
  const target = `${path(id)}/${task.id}`;
  assert.equal((await send('DELETE', target)).json.error_code, 'DMS.00400017');
  const claimed = await claim(id);
  assert.equal((await send('DELETE', target)).json.error_code, 'DMS.00400017');
  await workQueue.report(claimed, 'proven-ready', null, nowMs());
  const reply = await send('DELETE', target);
  assert.deepEqual([reply.status, reply.json], [204, undefined]);
  assert.equal((await send('GET', path(id))).json.task_count, '0');
  for (const method of ['GET', 'DELETE']) {
    const { status, json } = await send(method, target);
    assert.deepEqual([status, json.error_code], [400, 'DMS.00400070']);
  }
});

test('tasks of another project, of no instance, and ids that are none', async (t) => {
  const { send, create } = await createTestCloud(t);
  const id = await create();
  const [task] = (await send('GET', path(id))).json.tasks;
  const foreign = `/v2/bob-project/instances/${id}/tasks`;
  const rows = [
    ['GET', foreign, bob, 'DMS.00404022'],
    ['GET', `${foreign}/${task.id}`, bob, 'DMS.00404022'],
    ['DELETE', `${foreign}/${task.id}`, bob, 'DMS.00404022'],
    ['GET', path(randomUUID()), undefined, 'DMS.00404022'],
    ['GET', `${path(id)}/${randomUUID()}`, undefined, 'DMS.00400070'],
    ['GET', `${path(id)}/x`, undefined, 'DMS.00400070'],
  ] as const;
  for (const [method, target, owner, code] of rows) {
    assert.equal((await send(method, target, undefined, owner)).json.error_code, code, target);
  }
});
