import assert from 'node:assert/strict';
import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import type { MemberExit, Runtime } from '../runtime.ts';
import { readRecord } from './member-record.ts';
import { readBootId } from './process-identity.ts';
import { memoryAddressBook } from './testing/memory-address-book.ts';
import {
  contentOf,
  isGone,
  livingMembers,
  openRuntime,
  pidOf,
  shellMember,
  temporaryDirs,
  until,
} from './testing/runtime-fixture.ts';

const none: ReadonlySet<string> = new Set();

function exitsOf(runtime: Runtime): MemberExit[] {
  const exits: MemberExit[] = [];
  runtime.onExit((exit) => exits.push(exit));
  return exits;
}

test('a member runs in its own private directory and session, without the environment of the server', async (t) => {
  const dirs = temporaryDirs(t);
  const { runtime } = await openRuntime(t, dirs);
  await runtime.adopt(none);
  const script = 'cat greeting; pwd; env; echo to stderr >&2; exec sleep 600';
  const member = shellMember({ script, files: [{ path: 'greeting', content: 'hello\n' }] });
  assert.deepEqual(await runtime.start('i1', member), { kind: 'started' });

  const directory = join(dirs.dataDir, 'instances', 'i1', 'broker-1');
  await until(async () => (await runtime.logTail('i1', 'broker-1', 50)).includes('to stderr'));
  const output = await runtime.logTail('i1', 'broker-1', 50);
  assert.ok(output.startsWith(`hello\n${directory}\n`), output);
  assert.ok(output.includes(`POLYBROKER_MEMBER=${dirs.dataDir}|i1|broker-1`));
  assert.ok(!output.includes('NODE_TEST_CONTEXT'), 'the test runner’s variable must not reach the member');
  assert.equal(statSync(directory).mode & 0o777, 0o700);
  assert.equal(statSync(join(directory, 'output.log')).mode & 0o777, 0o600);

  const pid = await pidOf(runtime, 'i1');
  const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? [];
  assert.deepEqual([fields[2], fields[3]], [String(pid), String(pid)], 'leads its own group and session');
});

test('files of a running member are replaced at once and privately, and nothing else happens to it', async (t) => {
  const dirs = temporaryDirs(t);
  const { runtime } = await openRuntime(t, dirs);
  await runtime.adopt(none);
  const users = { path: 'users.properties', content: 'one\n' };
  await runtime.start('i1', shellMember({ files: [users] }));
  const pid = await pidOf(runtime, 'i1');
  const path = join(dirs.dataDir, 'instances', 'i1', 'broker-1', users.path);
  const before = statSync(path);

  await runtime.writeFiles('i1', 'broker-1', [users]);
  assert.equal(statSync(path).ino, before.ino, 'the same content is not written again');
  await runtime.writeFiles('i1', 'broker-1', [{ ...users, content: 'two\n' }]);
  assert.equal(readFileSync(path, 'utf8'), 'two\n');
  assert.notEqual(statSync(path).ino, before.ino, 'a reader of the old file goes on reading that');
  assert.equal(statSync(path).mode & 0o777, 0o600);
  assert.equal(await pidOf(runtime, 'i1'), pid);

  const outside = [{ path: '../elsewhere', content: '' }];
  await assert.rejects(runtime.writeFiles('i1', 'broker-1', outside), /relative path/);
  await assert.rejects(runtime.writeFiles('i1', 'broker-2', [users]), /never started/);
  await runtime.remove('i1');
  await assert.rejects(runtime.writeFiles('i1', 'broker-1', [users]), /removed/);
  assert.ok(!existsSync(path));
});

test('however often and at once a member is started, it runs once', async (t) => {
  const dirs = temporaryDirs(t);
  const { runtime } = await openRuntime(t, dirs);
  await runtime.adopt(none);
  const outcomes = await Promise.all(Array.from({ length: 10 }, () => runtime.start('i1', shellMember())));
  assert.deepEqual(
    outcomes.map(({ kind }) => kind),
    ['started', ...Array<string>(9).fill('already-running')],
  );
  assert.equal((await livingMembers(dirs.dataDir)).length, 1);
});

test('a stop is waited for, is no crash, and the member can start again at once', async (t) => {
  const { runtime } = await openRuntime(t, temporaryDirs(t));
  await runtime.adopt(none);
  const exits = exitsOf(runtime);
  await runtime.start('i1', shellMember());
  const pid = await pidOf(runtime, 'i1');
  await runtime.stop('i1', 'broker-1');
  assert.ok(isGone(pid));
  const observed = (await runtime.observe('i1')).get('broker-1');
  assert.deepEqual([observed?.state, observed?.pid, observed?.crashes], ['exited', null, 0]);
  await runtime.stop('i1', 'broker-1');
  await runtime.stop('i1', 'never-started');
  assert.equal((await runtime.start('i1', shellMember())).kind, 'started');
  assert.deepEqual(exits, []);
});

test('a member that ignores SIGTERM is killed after its grace period, with what it started', async (t) => {
  const dirs = temporaryDirs(t);
  const { runtime } = await openRuntime(t, dirs);
  await runtime.adopt(none);
  const script = 'trap "" TERM; sleep 600 & echo $! > child; wait; wait';
  await runtime.start('i1', shellMember({ script, stopGraceMs: 50 }));
  const child = Number(await contentOf(join(dirs.dataDir, 'instances/i1/broker-1/child')));
  const pid = await pidOf(runtime, 'i1');
  await runtime.stop('i1', 'broker-1');
  assert.ok(isGone(pid));
  await until(() => isGone(child));
});

test('a crash is told once, leaves nothing running, and is held back for twice as long each time', async (t) => {
  const dirs = temporaryDirs(t);
  const { runtime, clock } = await openRuntime(t, dirs);
  await runtime.adopt(none);
  const exits = exitsOf(runtime);
  const crashing = shellMember({ script: 'sleep 600 & echo $! > child; wait' });
  const crash = async (signal: NodeJS.Signals) => {
    assert.equal((await runtime.start('i1', crashing)).kind, 'started');
    const heard = exits.length;
    process.kill(await pidOf(runtime, 'i1'), signal);
    await until(() => exits.length > heard);
  };
  const heldForMs = async () => {
    const outcome = await runtime.start('i1', crashing);
    assert.equal(outcome.kind, 'held-back');
    return outcome.kind === 'held-back' ? outcome.untilMs - clock.nowMs : null;
  };
  await crash('SIGKILL');
  assert.deepEqual(exits, [
    { instanceId: 'i1', memberName: 'broker-1', atMs: clock.nowMs, cause: 'SIGKILL' },
  ]);
  assert.deepEqual((await runtime.observe('i1')).get('broker-1')?.crashes, 1);
  for (const delayMs of [1000, 2000, 4000]) {
    assert.equal(await heldForMs(), delayMs);
    clock.nowMs += delayMs;
    await crash('SIGKILL');
  }
  clock.nowMs += 3_600_000;
  assert.equal((await runtime.start('i1', crashing)).kind, 'started');
  clock.nowMs += 600_000;
  assert.equal((await runtime.observe('i1')).get('broker-1')?.crashes, 0, 'ten minutes up');
  process.kill(await pidOf(runtime, 'i1'), 'SIGKILL');
  await until(() => exits.length === 5);
  assert.equal(await heldForMs(), 1000);
  await until(async () => (await livingMembers(dirs.dataDir)).length === 0);
});

test('the cause of an exit is its code, and what it wrote last can be read', async (t) => {
  const { runtime } = await openRuntime(t, temporaryDirs(t));
  await runtime.adopt(none);
  const exits = exitsOf(runtime);
  await runtime.start('i1', shellMember({ script: 'echo no room; exit 3' }));
  await until(() => exits.length === 1);
  assert.equal(exits[0]?.cause, '3');
  assert.equal(await runtime.logTail('i1', 'broker-1', 1), 'no room');
  assert.equal(await runtime.logTail('i1', 'unheard-of', 1), '');
});

test('a delay that doubles stops at a minute, and a clock that was set back holds nobody', async (t) => {
  const { runtime, clock } = await openRuntime(t, temporaryDirs(t));
  await runtime.adopt(none);
  const exits = exitsOf(runtime);
  const member = shellMember({ script: 'exit 1', restartDelayMs: 40_000 });
  for (let crash = 1; crash <= 3; crash += 1) {
    await runtime.start('i1', member);
    await until(() => exits.length === crash);
    const outcome = await runtime.start('i1', member);
    assert.ok(outcome.kind === 'held-back');
    assert.equal(outcome.untilMs - clock.nowMs, crash === 1 ? 40_000 : 60_000);
    clock.nowMs = outcome.untilMs;
  }
  clock.nowMs -= 3_600_000;
  assert.equal((await runtime.start('i1', member)).kind, 'started');
});

test('what cannot be started says why and leaves nothing, and can be started once that is mended', async (t) => {
  const dirs = temporaryDirs(t);
  const { runtime } = await openRuntime(t, dirs);
  await runtime.adopt(none);
  const instance = join(dirs.dataDir, 'instances/i1');
  for (const executable of ['/nonexistent/java', 'no-such-program']) {
    await assert.rejects(runtime.start('i1', shellMember({ executable })), (error: Error) =>
      error.message.startsWith(`Cannot start ${executable}: there is no such file`),
    );
    assert.equal(existsSync(instance), false);
  }
  await assert.rejects(runtime.start('i1', shellMember({ executable: '/etc/passwd' })), /may not execute it/);
  await assert.rejects(runtime.start('../i1', shellMember()), /cannot name an instance/);
  const outside = [{ path: '../outside', content: '' }];
  await assert.rejects(runtime.start('i1', shellMember({ files: outside })), /relative path inside/);
  writeFileSync(instance, 'in the way');
  await assert.rejects(runtime.start('i1', shellMember()), (error: Error) =>
    error.message.includes(instance),
  );
  assert.equal((await runtime.observe('i1')).size, 0);
  assert.equal((await livingMembers(dirs.dataDir)).length, 0);
  await runtime.remove('i1');
  await runtime.reserveAddresses('i1', ['broker-1'], []);
  assert.equal((await runtime.start('i1', shellMember())).kind, 'started');
});

test('remove ends the members in their order, deletes the directory, frees the addresses, and can be repeated', async (t) => {
  const dirs = temporaryDirs(t);
  const book = memoryAddressBook();
  const { runtime } = await openRuntime(t, dirs, book);
  await runtime.adopt(none);
  const exits = exitsOf(runtime);
  const order = join(dirs.dataDir, 'order');
  await runtime.reserveAddresses('i1', ['zookeeper-1', 'broker-1', 'broker-2'], []);
  for (const [name, stopOrder] of [
    ['zookeeper-1', 1],
    ['broker-1', 2],
    ['broker-2', 2],
  ] as const) {
    const script = `trap 'echo ${stopOrder} >> ${order}; exit 0' TERM; echo up > up; while :; do sleep 0.01; done`;
    await runtime.start('i1', shellMember({ name, stopOrder, script }));
    await contentOf(join(dirs.dataDir, 'instances/i1', name, 'up'));
  }
  await Promise.all([runtime.remove('i1'), runtime.remove('i1')]);
  await runtime.remove('i1');
  assert.equal(readFileSync(order, 'utf8'), '2\n2\n1\n');
  assert.equal((await livingMembers(dirs.dataDir)).length, 0);
  assert.equal(existsSync(join(dirs.dataDir, 'instances/i1')), false);
  assert.deepEqual(await book.holders(), []);
  assert.equal((await runtime.observe('i1')).size, 0);
  assert.deepEqual(exits, []);
});

test('once remove has begun nothing of the instance starts, and what was starting is gone', async (t) => {
  const dirs = temporaryDirs(t);
  const { runtime } = await openRuntime(t, dirs);
  await runtime.adopt(none);
  const early = runtime.start('i1', shellMember());
  const removal = runtime.remove('i1');
  const late = runtime.start('i1', shellMember({ name: 'broker-2' }));
  const addresses = runtime.reserveAddresses('i1', ['broker-1'], []);
  const [, ...outcomes] = await Promise.allSettled([removal, early, late, addresses]);
  for (const outcome of outcomes) {
    assert.match(String(outcome.status === 'rejected' && outcome.reason), /being removed or was removed/);
  }
  await removal;
  await assert.rejects(runtime.start('i1', shellMember()), /was removed/);
  assert.equal((await livingMembers(dirs.dataDir)).length, 0);
  assert.equal(existsSync(join(dirs.dataDir, 'instances/i1')), false);
});

test('close with stop ends all members, dependants first; nothing can start any more', async (t) => {
  const dirs = temporaryDirs(t);
  const { runtime } = await openRuntime(t, dirs);
  await runtime.adopt(none);
  const exits = exitsOf(runtime);
  for (const instanceId of ['i1', 'i2', 'i3']) {
    await runtime.start(instanceId, shellMember());
    await runtime.start(instanceId, shellMember({ name: 'zookeeper-1', stopOrder: 0 }));
  }
  assert.equal((await livingMembers(dirs.dataDir)).length, 6);
  const starting = runtime.start('i4', shellMember());
  const closing = runtime.close('stop');
  await assert.rejects(starting, /server is stopping/);
  await assert.rejects(runtime.start('i1', shellMember()), /server is stopping/);
  await closing;
  assert.equal((await livingMembers(dirs.dataDir)).length, 0);
  assert.deepEqual(exits, []);
});

test('members that were kept are adopted by the next runtime, which stops them in their order and notices their ends', async (t) => {
  const dirs = temporaryDirs(t);
  const book = memoryAddressBook();
  const first = await openRuntime(t, dirs, book);
  await first.runtime.adopt(none);
  const exitsOfFirst = exitsOf(first.runtime);
  await first.runtime.start('i1', shellMember());
  await first.runtime.start('i1', shellMember({ name: 'broker-2' }));
  const pids = [await pidOf(first.runtime, 'i1'), await pidOf(first.runtime, 'i1', 'broker-2')];
  await first.runtime.close('keep');

  const { runtime, clock } = await openRuntime(t, dirs, book);
  const exits = exitsOf(runtime);
  assert.deepEqual(await runtime.adopt(new Set(['i1'])), { adopted: 2, ended: 0 });
  assert.deepEqual([await pidOf(runtime, 'i1'), await pidOf(runtime, 'i1', 'broker-2')], pids);
  assert.equal((await runtime.start('i1', shellMember())).kind, 'already-running');
  process.kill(pids[0] ?? 0, 'SIGKILL');
  await until(() => exits.length === 1);
  assert.deepEqual(exits, [{ instanceId: 'i1', memberName: 'broker-1', atMs: clock.nowMs, cause: null }]);
  assert.deepEqual(exitsOfFirst, []);
  await runtime.remove('i1');
  assert.ok(isGone(pids[1] ?? 0));
  assert.equal(exits.length, 1);
});

test('a runtime that did not look for living members refuses to work', async (t) => {
  const { runtime } = await openRuntime(t, temporaryDirs(t));
  await assert.rejects(runtime.start('i1', shellMember()), /adopt must be called/);
  await assert.rejects(runtime.remove('i1'), /adopt must be called/);
  await runtime.adopt(none);
  await assert.rejects(runtime.adopt(none), /called once/);
});

test('a member that ended while no server ran counts as crashed, unless the machine was restarted', async (t) => {
  const dirs = temporaryDirs(t);
  const first = await openRuntime(t, dirs);
  await first.runtime.adopt(none);
  for (const instanceId of ['crashed', 'rebooted']) {
    await first.runtime.start(instanceId, shellMember());
    const pid = await pidOf(first.runtime, instanceId);
    if (instanceId === 'rebooted') await first.runtime.close('keep');
    process.kill(pid, 'SIGKILL');
    await until(() => isGone(pid));
    if (instanceId === 'crashed') {
      await until(() => recordOf(dirs.dataDir, instanceId).process === null);
      // As it stood before the end was noticed.
      const identity = { pid, startTicks: 1, bootId: readBootId() };
      rewriteRecord(dirs.dataDir, instanceId, { process: identity, crashes: 0, lastExit: null });
    }
  }
  const { process: identity } = recordOf(dirs.dataDir, 'rebooted');
  rewriteRecord(dirs.dataDir, 'rebooted', { process: { ...identity, bootId: 'another boot' } });

  const { runtime } = await openRuntime(t, dirs);
  await runtime.adopt(new Set(['crashed', 'rebooted']));
  assert.equal((await runtime.start('crashed', shellMember())).kind, 'held-back');
  assert.equal((await runtime.start('rebooted', shellMember())).kind, 'started');
});

function recordOf(dataDir: string, instanceId: string) {
  const record = readRecord(join(dataDir, 'instances', instanceId, 'broker-1'));
  assert.ok(typeof record === 'object');
  return record;
}

function rewriteRecord(dataDir: string, instanceId: string, change: object): void {
  const path = join(dataDir, 'instances', instanceId, 'broker-1', 'process.json');
  writeFileSync(path, JSON.stringify({ version: 1, ...recordOf(dataDir, instanceId), ...change }));
}
