import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { EngineUnavailableError } from '../engines/engine.ts';
import { LeaseLostError } from './work-queue.ts';
import { createBench, type Bench } from './testing/bench.ts';

/** All steps of a create and all of a delete, as the reconciler itself takes them. */
async function stepsOf(t: TestContext): Promise<{ create: readonly string[]; remove: readonly string[] }> {
  const bench = await createBench(t);
  await bench.order('a');
  await bench.started();
  const create = bench.passed.splice(0);
  await bench.request('a', 'deleting');
  return { create: unique(create), remove: unique(bench.passed) };
}

const unique = (points: readonly string[]) => [...new Set(points.map((point) => point.split('/')[1] ?? ''))];

/** Those that may take long; the others come to their end when the work is aborted. */
const heedSignal = new Set(['installEngine', 'startNodes', 'proveReady']);

async function assertGone(bench: Bench, id: string): Promise<void> {
  assert.equal(await bench.find(id), null);
  assert.equal(bench.runtime.running(id).length, 0);
  assert.ok(bench.runtime.wasRemoved(id));
  assert.equal(bench.workersIn(id), 0);
}

async function assertStands(bench: Bench, id: string): Promise<void> {
  const instance = await bench.find(id);
  assert.deepEqual([instance?.status, instance?.statusReason], ['running', null]);
  assert.deepEqual(bench.runtime.running(id), ['node-1', 'node-2']);
  assert.equal(await bench.queue.nextDueAtMs(bench.clock.ms), null, 'nothing is left to do');
}

test('an order is brought up step by step, a delete takes it away', async (t) => {
  const { create, remove } = await stepsOf(t);
  assert.deepEqual(create, [
    'reserveAddresses',
    'installEngine',
    'createSecrets',
    'startNodes',
    'proveReady',
    'reportReady',
  ]);
  assert.deepEqual(remove, ['removeMembers', 'forgetInstance']);
});

test('a delete that arrives in any step of a create ends it, and nothing is left', async (t) => {
  const { create } = await stepsOf(t);
  for (const step of create) {
    const bench = await createBench(t);
    const held = bench.hold(step);
    await bench.order('a');
    await bench.started();
    assert.ok(held.isReached(), step);
    await bench.request('a', 'deleting');
    if (!heedSignal.has(step)) held.release();
    await bench.settled();
    await assertGone(bench, 'a');
    const taken = unique(bench.passed.filter((point) => point.startsWith('creating/')));
    assert.deepEqual(taken, create.slice(0, create.indexOf(step) + (heedSignal.has(step) ? 0 : 1)));
    assert.equal(bench.failures.length, 0, bench.failures.join('\n'));
  }
});

test('a member that the instance has no longer is stopped, before all else', async (t) => {
  const bench = await createBench(t);
  await bench.order('a');
  await bench.started();
  bench.passed.splice(0);
  const files = { files: [], executable: '', arguments: [], stopGraceMs: 0, stopOrder: 0, restartDelayMs: 0 };
  await bench.runtime.start('a', { name: 'relay', ...files });
  await bench.request('a', 'restarting');
  assert.equal(unique(bench.passed)[0], 'stopRemovedMembers');
  await assertStands(bench, 'a');
});

test('a stop in any step puts the work down, and the next start takes it up again', async (t) => {
  const { create } = await stepsOf(t);
  for (const step of create) {
    const bench = await createBench(t);
    const held = bench.hold(step);
    await bench.order('a');
    await bench.started();
    const stopped = bench.reconciler.stop();
    if (!heedSignal.has(step)) held.release();
    await stopped;
    assert.equal(bench.workersIn('a'), 0);
    await bench.startAgain();
    await assertStands(bench, 'a');
  }
});

test('a stop and a new start in the middle of a delete end it', async (t) => {
  const bench = await createBench(t);
  await bench.order('a');
  await bench.started();
  const held = bench.hold('removeMembers');
  await bench.request('a', 'deleting');
  const stopped = bench.reconciler.stop();
  held.release();
  await stopped;
  await bench.startAgain();
  await assertGone(bench, 'a');
});

test('a step that fails is tried again with growing pauses; the owner is told after the third time', async (t) => {
  const bench = await createBench(t);
  const attemptsAtMs: number[] = [];
  bench.onStep('createSecrets', () => {
    attemptsAtMs.push(bench.clock.ms);
    if (attemptsAtMs.length < 9) throw new Error('no entropy');
  });
  await bench.order('a');
  await bench.started();
  await bench.advance(2_000);
  assert.equal((await bench.find('a'))?.status, 'creating');
  await bench.advance(1_000);
  assert.deepEqual(
    [(await bench.find('a'))?.status, (await bench.find('a'))?.statusReason],
    ['failed', 'no entropy'],
  );
  assert.deepEqual(await bench.taskEnds('a'), [['failed', 'no entropy']]);
  await bench.advance(300_000);
  const pauses = attemptsAtMs.slice(1).map((atMs, index) => atMs - (attemptsAtMs[index] ?? 0));
  assert.deepEqual(pauses, [1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]);
  await assertStands(bench, 'a');
});

test('what the engine lacks is told at once, and goes well once it is there', async (t) => {
  const bench = await createBench(t);
  let isMissing = true;
  bench.onStep('installEngine', () => {
    if (isMissing) throw new EngineUnavailableError('no jar');
  });
  await bench.order('a');
  await bench.started();
  assert.equal((await bench.find('a'))?.statusReason, 'no jar');
  isMissing = false;
  await bench.advance(1_000);
  await assertStands(bench, 'a');
});

test('a proof that never comes is told with what is lacking, and awaited all the same', async (t) => {
  const bench = await createBench(t);
  bench.hold('proveReady');
  await bench.order('a');
  await bench.started();
  await bench.advance(179_000);
  assert.equal((await bench.find('a'))?.status, 'creating');
  await bench.advance(1_000);
  const told = await bench.find('a');
  assert.equal(told?.status, 'failed');
  assert.match(told?.statusReason ?? '', /^After 180 s of trying: /);
  await bench.advance(1_000);
  await assertStands(bench, 'a');
});

test('a member that is held back is waited for without trying in the meantime', async (t) => {
  const bench = await createBench(t);
  let starts = 0;
  const untilMs = bench.clock.ms + 20_000;
  bench.runtime.onStart = (instanceId, memberName) => {
    if (memberName !== 'node-2' || bench.clock.ms >= untilMs) return { kind: 'started' };
    starts += 1;
    return { kind: 'held-back', untilMs, lastExit: { instanceId, memberName, atMs: 0, cause: '1' } };
  };
  await bench.order('a');
  await bench.started();
  await bench.advance(19_000);
  assert.equal(starts, 1);
  assert.equal((await bench.find('a'))?.status, 'creating');
  await bench.advance(2_000);
  await assertStands(bench, 'a');
});

test('a member that ends while it is awaited is started again', async (t) => {
  const bench = await createBench(t);
  const held = bench.hold('startNodes');
  await bench.order('a');
  await bench.started();
  bench.runtime.crash('a', 'node-1');
  assert.deepEqual(bench.events, [
    ['a', 'member-ended', 'node-1 ended unasked (SIGKILL), and is started again.'],
  ]);
  held.release();
  await bench.settled();
  await assertStands(bench, 'a');
});

test('a member that ends in the last moment of the work leads to another look', async (t) => {
  const bench = await createBench(t);
  const held = bench.hold('reportReady');
  await bench.order('a');
  await bench.started();
  assert.ok(held.isReached());
  bench.runtime.crash('a', 'node-2');
  held.release();
  await bench.settled();
  await assertStands(bench, 'a');
});

test('all members of a running instance gone: it is restarting, then running again', async (t) => {
  const bench = await createBench(t);
  await bench.order('a');
  await bench.started();
  const held = bench.hold('startNodes');
  bench.runtime.crash('a', 'node-1');
  bench.runtime.crash('a', 'node-2');
  await bench.settled();
  assert.equal((await bench.find('a'))?.status, 'restarting');
  held.release();
  await bench.settled();
  await assertStands(bench, 'a');
});

test('an instance of which a member died while no control plane ran is brought up at the start', async (t) => {
  const bench = await createBench(t);
  await bench.order('a');
  await bench.started();
  await bench.reconciler.stop();
  bench.runtime.crash('a', 'node-1');
  await bench.startAgain();
  await assertStands(bench, 'a');
});

test('a worker whose lease another has taken writes nothing more and leaves the instance alone', async (t) => {
  const bench = await createBench(t);
  const held = bench.hold('createSecrets');
  await bench.order('a');
  await bench.started();
  bench.clock.ms += 20_000;
  const [claim] = await bench.queue.claim('another', bench.clock.ms, 15_000, 1);
  assert.ok(claim);
  held.release();
  await bench.settled();
  assert.equal(bench.workersIn('a'), 0);
  assert.equal((await bench.queue.readSecrets(claim)).size, 0);
  assert.deepEqual(bench.runtime.running('a'), []);
  assert.equal((await bench.find('a'))?.status, 'creating');
});

test('a lease that ran out while the machine slept: the late worker ends before the new one begins', async (t) => {
  const bench = await createBench(t);
  const late = bench.hold('createSecrets');
  await bench.order('a');
  await bench.started();
  bench.clock.ms += 3_600_000;
  await bench.order('b');
  bench.reconciler.wake('b');
  await bench.settled();
  const successor = bench.hold('reportReady');
  late.release();
  await bench.settled();
  assert.equal(bench.mostWorkersIn('a'), 1, 'never two at once');
  assert.ok(successor.isReached());
  // The worker that took over is the one that is woken.
  bench.runtime.crash('a', 'node-1');
  successor.release();
  await bench.settled();
  await assertStands(bench, 'a');
});

test('a heartbeat that comes after the release does not keep the next worker out', async (t) => {
  const bench = await createBench(t);
  await bench.order('a');
  const [claim] = await bench.queue.claim('one', bench.clock.ms, 15_000, 1);
  assert.ok(claim);
  await bench.queue.release(claim, bench.clock.ms, 'interrupted');
  await assert.rejects(bench.queue.extend(claim, bench.clock.ms + 15_000), LeaseLostError);
  assert.equal((await bench.queue.claim('two', bench.clock.ms, 15_000, 1)).length, 1);
});

test('what the owner asked for while a worker was at its end stays due', async (t) => {
  const bench = await createBench(t);
  await bench.order('a');
  const [claim] = await bench.queue.claim('one', bench.clock.ms, 15_000, 1);
  assert.ok(claim);
  await bench.request('a', 'deleting');
  await bench.queue.release(claim, null, 'succeeded');
  assert.equal(await bench.queue.nextDueAtMs(bench.clock.ms), bench.clock.ms);
});

test('a wake that comes before the start claims nothing', async (t) => {
  const bench = await createBench(t);
  await bench.order('a');
  bench.reconciler.wake('a');
  await bench.settled();
  assert.deepEqual(bench.passed, []);
  await bench.started();
  await assertStands(bench, 'a');
});

test('work goes on while the store refuses to be written, and after it', async (t) => {
  const bench = await createBench(t);
  const held = bench.hold('startNodes');
  await bench.order('a');
  await bench.started();
  bench.refuseWrites(new Error('database or disk is full'));
  held.release();
  await bench.advance(30_000);
  assert.equal((await bench.find('a'))?.status, 'creating');
  bench.refuseWrites(null);
  await bench.advance(30_000);
  await assertStands(bench, 'a');
  assert.ok(bench.failures.some((line) => line.includes('disk is full')));
});

test('what ends is renewed in time, also by a control plane that was started later', async (t) => {
  const bench = await createBench(t);
  bench.certificates.lifeMs = 60_000;
  await bench.order('a');
  await bench.started();
  await bench.advance(59_000);
  assert.equal(bench.certificates.renewals, 0);
  assert.equal((await bench.find('a'))?.status, 'running');
  await bench.advance(2_000);
  assert.equal(bench.certificates.renewals, 1);
  assert.equal(await bench.queue.nextDueAtMs(bench.clock.ms), 1_000_000 + 120_000);

  await bench.reconciler.stop();
  await bench.startAgain();
  await bench.advance(60_000);
  assert.equal(bench.certificates.renewals, 2);
  assert.deepEqual(bench.failures, []);
});

test('what can be renewed by restarts only waits for the maintenance window', async (t) => {
  const bench = await createBench(t);
  // The window of the bench's instances ends at 02:00 and begins at 22:00.
  const hourMs = 3_600_000;
  bench.clock.ms = 2 * hourMs - 60_000;
  bench.certificates.needRestarts = true;
  bench.certificates.lifeMs = 90_000;
  await bench.order('a');
  await bench.started();
  await bench.advance(120_000);
  assert.equal(bench.certificates.renewals, 0);
  assert.equal(await bench.queue.nextDueAtMs(bench.clock.ms), 22 * hourMs);
  assert.equal((await bench.find('a'))?.status, 'running');

  bench.clock.ms = 22 * hourMs - 1000;
  await bench.advance(7_000);
  assert.equal(bench.certificates.renewals, 1);
  assert.deepEqual(bench.failures, []);
});
