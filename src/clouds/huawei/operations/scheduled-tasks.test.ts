import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test, type TestContext } from 'node:test';
import { home, type Reply } from '../../../../test/support/huawei-cloud.ts';
import { createTestCloud, type HuaweiTestCloud } from '../../../../test/support/huawei-test-cloud.ts';
import { alice, now } from '../../../../test/support/owners.ts';
import { createDueWork, type DueWork } from '../../../domain/schedule/due-work.ts';

const hourMs = 3_600_000;
const at = (ms: number) => new Date(ms).toISOString();
const timeText = (ms: number) => at(ms).replaceAll(/[-:T]|\.\d+Z$/g, '');

interface World extends HuaweiTestCloud {
  readonly id: string;
  /** It is called by hand. */
  readonly due: DueWork;
  readonly upgrade: (body: object) => Promise<Reply>;
  readonly scheduled: (query?: string) => Promise<readonly Record<string, string>[]>;
  readonly update: (task: string, query: string) => Promise<Reply>;
  /** Names and statuses of the background tasks, newest first. */
  readonly tasks: () => Promise<readonly string[]>;
}

/** An instance that runs, with the window from 02:00 to 06:00; it is 03:00. */
async function createWorld(t: TestContext): Promise<World> {
  const cloud = await createTestCloud(t);
  const id = await cloud.create({ maintain_begin: '02:00:00', maintain_end: '06:00:00' });
  await cloud.happen(id, 'proven-ready');
  const path = `${home}/instances/${id}`;
  const { store, nowMs } = cloud;
  return {
    ...cloud,
    id,
    due: createDueWork({
      store,
      nowMs,
      newId: randomUUID,
      routeRemoval: () => null,
      wake: () => {},
    }),
    upgrade: (body) => cloud.send('POST', `${home}/kafka/instances/${id}/upgrade`, body),
    scheduled: async (query = '') => (await cloud.send('GET', `${path}/scheduled-tasks${query}`)).json.jobs,
    update: (task, query) => cloud.send('PUT', `${path}/scheduled-tasks/${task}?${query}`),
    async tasks() {
      const { json } = await cloud.send('GET', `${path}/tasks`);
      return (json.tasks as { name: string; status: string }[]).map(
        ({ name, status }) => `${name} ${status}`,
      );
    },
  };
}

test('work that is scheduled is shown until its time, then begun once, and shown as what has become of it', async (t) => {
  const world = await createWorld(t);
  const { status, json } = await world.upgrade({ is_schedule: true, execute_at: now + hourMs });
  assert.equal(status, 200);
  assert.deepEqual(await world.scheduled(), [
    {
      id: json.schedule_id,
      name: 'upgradeInstance',
      user_name: alice.caller.userName,
      user_id: alice.caller.userId,
      params: '{}',
      status: 'CREATED',
      created_at: at(now),
      updated_at: at(now),
      schedule_at: at(now + hourMs),
    },
  ]);
  assert.equal(await world.due.begin(), now + hourMs);
  assert.deepEqual(await world.tasks(), ['createInstance SUCCESS']);

  world.tick(hourMs);
  // Two at once, as after a control plane that hung.
  await Promise.all([world.due.begin(), world.due.begin()]);
  assert.equal(await world.due.begin(), null);
  assert.deepEqual(await world.tasks(), ['upgradeInstance CREATED', 'createInstance SUCCESS']);
  const { json: shown } = await world.send('GET', `${home}/instances/${world.id}`);
  assert.equal(shown.status, 'RESTARTING');
  const claim = await world.claim(world.id);
  assert.equal(claim.restartRequestedAtMs, now + hourMs);
  assert.deepEqual(
    (await world.scheduled()).map((task) => task['status']),
    ['EXECUTING'],
  );
  await world.workQueue.report(claim, 'proven-ready', null, world.nowMs());
  const [done] = await world.scheduled();
  assert.equal(done?.['status'], 'SUCCESS');
  assert.equal(done['params'], JSON.stringify({ job_id: claim.taskId }));
});

test('without a schedule it begins at once', async (t) => {
  const { upgrade, tasks, scheduled } = await createWorld(t);
  const { status, json } = await upgrade({});
  assert.equal(status, 200);
  assert.match(json.job_id, /^[0-9a-f-]{36}$/);
  assert.deepEqual(await tasks(), ['upgradeInstance CREATED', 'createInstance SUCCESS']);
  assert.deepEqual(await scheduled(), []);
});

test('it is moved and cancelled while it waits, and deleted once it does not', async (t) => {
  const { id, upgrade, update, scheduled, tick, due, tasks, send } = await createWorld(t);
  const { json } = await upgrade({ is_schedule: true, execute_at: now + hourMs });
  const task = json.schedule_id;
  const path = `${home}/instances/${id}/scheduled-tasks/${task}`;
  assert.equal((await send('DELETE', path)).json.error_code, 'DMS.00400017');
  assert.equal((await update(task, `execute_at=${timeText(now + 2 * hourMs)}`)).status, 204);
  tick(hourMs);
  assert.equal(await due.begin(), now + 2 * hourMs);
  assert.equal((await scheduled())[0]?.['schedule_at'], at(now + 2 * hourMs));
  assert.equal((await update(task, 'status=CANCELLED')).status, 204);
  tick(hourMs);
  assert.equal(await due.begin(), null);
  assert.equal((await scheduled())[0]?.['status'], 'CANCELLED');
  assert.deepEqual(await tasks(), ['createInstance SUCCESS']);
  // Again is no change; another time is one.
  assert.equal((await update(task, 'status=CANCELLED')).status, 204);
  const late = await update(task, `execute_at=${timeText(now + 9 * hourMs)}`);
  assert.equal(late.json.error_code, 'DMS.00400062');
  assert.equal((await send('DELETE', path)).status, 204);
  assert.deepEqual(await scheduled(), []);
});

test('in the window: now while it is open, otherwise at its next begin, and at that of another window', async (t) => {
  const { id, upgrade, scheduled, due, tick, tasks, happen, send } = await createWorld(t);
  await upgrade({ is_schedule: true });
  assert.equal((await scheduled())[0]?.['schedule_at'], at(now));
  await due.begin();
  assert.equal((await scheduled())[0]?.['status'], 'CREATED');
  assert.deepEqual(await tasks(), ['upgradeInstance CREATED', 'createInstance SUCCESS']);
  await happen(id, 'proven-ready');

  tick(3 * hourMs);
  await upgrade({ is_schedule: true });
  const tomorrow = now + 23 * hourMs;
  assert.equal((await scheduled())[0]?.['schedule_at'], at(tomorrow));
  const window = { maintain_begin: '10:00:00', maintain_end: '14:00:00' };
  assert.equal((await send('PUT', `${home}/instances/${id}`, window)).status, 204);
  assert.equal((await scheduled())[0]?.['schedule_at'], at(now + 7 * hourMs));

  // Nobody was there during the window: the next one, not the middle of the night.
  tick(10 * hourMs);
  assert.equal(await due.begin(), now + 31 * hourMs);
  assert.equal((await tasks()).length, 2);
});

test('an instance that is busy is asked again; one that is deleted takes what waits with it', async (t) => {
  const { id, upgrade, due, tick, tasks, happen, nowMs, send, scheduled } = await createWorld(t);
  await upgrade({ is_schedule: true, execute_at: now + 1 });
  await send('POST', `${home}/instances/action`, { action: 'restart', instances: [id] });
  tick(1);
  assert.equal(await due.begin(), nowMs() + 5000);
  assert.equal((await scheduled())[0]?.['status'], 'CREATED');
  await happen(id, 'proven-ready');
  await due.begin();
  assert.equal((await tasks())[0], 'upgradeInstance CREATED');

  await upgrade({ is_schedule: true, execute_at: nowMs() + 1 });
  await send('DELETE', `${home}/instances/${id}`);
  tick(1);
  await due.begin();
  assert.equal((await tasks())[0], 'deleteInstance CREATED');
  const refused = await upgrade({ is_schedule: true });
  assert.equal(refused.json.error_code, 'DMS.00400026');
});

test('what is wrong is said', async (t) => {
  const { upgrade, update } = await createWorld(t);
  const { json } = await upgrade({ is_schedule: true, execute_at: now + hourMs });
  const task = json.schedule_id;
  const past = timeText(now - 1000);
  const cases: [Promise<Reply>, string, RegExp][] = [
    [upgrade({ is_schedule: 'yes' }), 'DMS.00400085', /is_schedule.*true or false/],
    [upgrade({ execute_at: now + hourMs }), 'DMS.00400062', /is_schedule/],
    [upgrade({ is_schedule: true, execute_at: 'soon' }), 'DMS.00400085', /execute_at/],
    [upgrade({ is_schedule: true, execute_at: now }), 'DMS.00400062', /execute_at.*is past/],
    [update(task, ''), 'DMS.00400062', /Either/],
    [update(task, 'status=DELETED'), 'DMS.00400062', /CANCELLED/],
    [update(task, 'execute_at=soon'), 'DMS.00400142', /yyyyMMddHHmmss/],
    [update(task, `execute_at=${past}`), 'DMS.00400062', /is past/],
    [update(randomUUID(), 'status=CANCELLED'), 'DMS.00400070', /no scheduled task/],
    [update('7', 'status=CANCELLED'), 'DMS.00400070', /task ID/],
  ];
  for (const [reply, code, message] of cases) {
    const { json: body } = await reply;
    assert.equal(body.error_code, code);
    assert.match(body.error_msg, message);
  }
});
