import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, existsSync, readdirSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { fileURLToPath } from 'node:url';
import type { MemberExit } from '../../src/runtimes/runtime.ts';
import { formatMarker } from '../../src/runtimes/process/member-marker.ts';
import { memoryAddressBook } from '../../src/runtimes/process/testing/memory-address-book.ts';
import {
  contentOf,
  isGone,
  livingMembers,
  openRuntime,
  pidOf,
  shellMember,
  temporaryDirs,
  until,
} from '../../src/runtimes/process/testing/runtime-fixture.ts';

type Dirs = ReturnType<typeof temporaryDirs>;

const known = new Set(['i1']);
const script = fileURLToPath(new URL('doomed-control-plane.ts', import.meta.url));

/** Runs a control plane until it is up, then sends `signal` to its whole process group, as a terminal would. */
async function runAndKill(t: TestContext, dirs: Dirs, signal: NodeJS.Signals): Promise<void> {
  const child = controlPlane(t, dirs, 'none');
  await once(child.stdout, 'data');
  const exited = once(child, 'exit');
  process.kill(-(child.pid ?? 0), signal);
  assert.equal((await exited)[1], signal);
}

/** Runs a control plane that kills itself at a certain point. */
async function runUntilDeath(t: TestContext, dirs: Dirs, deathPoint: string): Promise<void> {
  const child = controlPlane(t, dirs, deathPoint);
  assert.equal((await once(child, 'exit'))[1], 'SIGKILL');
}

function controlPlane(t: TestContext, dirs: Dirs, deathPoint: string) {
  const args = [script, dirs.dataDir, dirs.reservationsDir, deathPoint];
  const child = spawn(process.execPath, args, { detached: true, stdio: ['ignore', 'pipe', 'inherit'] });
  t.after(() => child.kill('SIGKILL'));
  return child;
}

function memberDir(dirs: Dirs, name = 'broker-1'): string {
  return join(dirs.dataDir, 'instances/i1', name);
}

for (const signal of ['SIGKILL', 'SIGINT', 'SIGHUP'] as const) {
  test(`members go on when their control plane ends by ${signal}, and are adopted, neither doubled nor orphaned`, async (t) => {
    const dirs = temporaryDirs(t);
    await runAndKill(t, dirs, signal);
    const before = await livingMembers(dirs.dataDir);
    assert.equal(before.length, 2);
    const heartbeat = join(memberDir(dirs), 'heartbeat');
    const beats = (await contentOf(heartbeat)).length;
    await until(() => statSync(heartbeat).size > beats);

    const { runtime, clock } = await openRuntime(t, dirs);
    const exits: MemberExit[] = [];
    runtime.onExit((exit) => exits.push(exit));
    assert.deepEqual(await runtime.adopt(known), { adopted: 2, ended: 0 });
    assert.equal((await runtime.start('i1', shellMember({ stopOrder: 2 }))).kind, 'already-running');
    assert.deepEqual(await livingMembers(dirs.dataDir), before);

    const pid = await pidOf(runtime, 'i1');
    process.kill(pid, 'SIGKILL');
    await until(() => exits.length > 0);
    assert.deepEqual(exits, [{ instanceId: 'i1', memberName: 'broker-1', atMs: clock.nowMs, cause: null }]);
    clock.nowMs += 1000;
    assert.equal((await runtime.start('i1', shellMember({ stopOrder: 2 }))).kind, 'started');
    await runtime.remove('i1');
    assert.deepEqual(await livingMembers(dirs.dataDir), []);
    assert.equal(exits.length, 1);
  });
}

test('adopted members are stopped in their order', async (t) => {
  const dirs = temporaryDirs(t);
  await runAndKill(t, dirs, 'SIGKILL');
  for (const name of ['broker-1', 'zookeeper-1']) await contentOf(join(memberDir(dirs, name), 'up'));
  const { runtime } = await openRuntime(t, dirs);
  await runtime.adopt(known);
  await runtime.close('stop');
  assert.deepEqual(await livingMembers(dirs.dataDir), []);
  const stoppedAt = (order: number) => statSync(join(dirs.dataDir, `order.${order}`)).mtimeMs;
  assert.ok(stoppedAt(2) < stoppedAt(1));
});

test('members of instances that nobody knows any more end, and their directories and addresses go', async (t) => {
  const dirs = temporaryDirs(t);
  await runAndKill(t, dirs, 'SIGKILL');
  const book = memoryAddressBook();
  await book.assign('i1', 'broker-1', '127.64.0.1');
  const { runtime } = await openRuntime(t, dirs, book);
  const report = await runtime.adopt(new Set(['another']));
  assert.equal(report.adopted, 0);
  assert.ok(report.ended >= 2);
  assert.deepEqual(await livingMembers(dirs.dataDir), []);
  assert.deepEqual(readdirSync(join(dirs.dataDir, 'instances')), []);
  assert.deepEqual(await book.holders(), []);
});

test('a control plane killed before a spawn leaves nothing running', async (t) => {
  const dirs = temporaryDirs(t);
  await runUntilDeath(t, dirs, 'beforeSpawn');
  const { runtime } = await openRuntime(t, dirs);
  assert.deepEqual(await runtime.adopt(known), { adopted: 0, ended: 0 });
  assert.equal((await runtime.start('i1', shellMember({ name: 'zookeeper-1' }))).kind, 'started');
  assert.equal((await livingMembers(dirs.dataDir)).length, 1);
});

test('a control plane killed between a spawn and its record leaves a member that is found all the same', async (t) => {
  const dirs = temporaryDirs(t);
  await runUntilDeath(t, dirs, 'beforeRecord');
  const [pid] = await livingMembers(dirs.dataDir);
  const { runtime } = await openRuntime(t, dirs);
  assert.deepEqual(await runtime.adopt(known), { adopted: 1, ended: 0 });
  assert.equal((await runtime.start('i1', shellMember({ name: 'zookeeper-1' }))).kind, 'already-running');
  assert.equal(await pidOf(runtime, 'i1', 'zookeeper-1'), pid);
  await runtime.stop('i1', 'zookeeper-1');
  assert.ok(isGone(pid ?? 0));
});

test('records that are damaged or gone, and whole directories that are gone, hide no member', async (t) => {
  const dirs = temporaryDirs(t);
  await runAndKill(t, dirs, 'SIGKILL');
  const before = await livingMembers(dirs.dataDir);
  writeFileSync(join(memberDir(dirs), 'process.json'), '{"version":1,"proc');
  renameSync(memberDir(dirs, 'zookeeper-1'), join(dirs.dataDir, 'aside'));
  const second = await openRuntime(t, dirs);
  assert.deepEqual(await second.runtime.adopt(known), { adopted: 2, ended: 0 });
  await second.runtime.close('keep');

  const third = await openRuntime(t, dirs);
  assert.deepEqual(await third.runtime.adopt(known), { adopted: 2, ended: 0 });
  assert.deepEqual(await livingMembers(dirs.dataDir), before);
  await third.runtime.remove('i1');
  assert.deepEqual(await livingMembers(dirs.dataDir), []);
});

test('a control plane killed in the middle of a removal has it finished by the next one', async (t) => {
  const dirs = temporaryDirs(t);
  await runUntilDeath(t, dirs, 'beforeRelease');
  const book = memoryAddressBook();
  await book.assign('i1', 'broker-1', '127.64.0.1');
  const { runtime } = await openRuntime(t, dirs, book);
  assert.deepEqual(await runtime.adopt(known), { adopted: 0, ended: 0 });
  assert.equal((await runtime.observe('i1')).size, 0);
  await runtime.remove('i1');
  assert.deepEqual(await book.holders(), []);
  assert.equal(existsSync(join(dirs.dataDir, 'instances/i1')), false);
});

test('a second process of a member ends, and the recorded one stays', async (t) => {
  const dirs = temporaryDirs(t);
  await runAndKill(t, dirs, 'SIGKILL');
  const before = await livingMembers(dirs.dataDir);
  const marker = formatMarker({ dataDir: dirs.dataDir, instanceId: 'i1', memberName: 'broker-1' });
  const second = spawn('sleep', ['600'], {
    detached: true,
    env: { ...process.env, POLYBROKER_MEMBER: marker },
  });
  const ended = once(second, 'exit');
  await once(second, 'spawn');
  assert.equal((await livingMembers(dirs.dataDir)).length, 3);
  const { runtime } = await openRuntime(t, dirs);
  assert.deepEqual(await runtime.adopt(known), { adopted: 2, ended: 1 });
  assert.equal((await ended)[1], 'SIGKILL');
  assert.deepEqual(await livingMembers(dirs.dataDir), before);
});

test('a copy of a data directory leaves the members of the original alone; a moved one keeps its own', async (t) => {
  const dirs = temporaryDirs(t);
  await runAndKill(t, dirs, 'SIGKILL');
  const before = await livingMembers(dirs.dataDir);
  const copy = { ...dirs, dataDir: `${dirs.dataDir}-copy` };
  cpSync(dirs.dataDir, copy.dataDir, { recursive: true });
  const ofCopy = await openRuntime(t, copy);
  assert.deepEqual(await ofCopy.runtime.adopt(known), { adopted: 0, ended: 0 });
  await ofCopy.runtime.remove('i1');
  assert.deepEqual(await livingMembers(dirs.dataDir), before);

  const moved = { ...dirs, dataDir: `${dirs.dataDir}-moved` };
  renameSync(dirs.dataDir, moved.dataDir);
  const ofMoved = await openRuntime(t, moved);
  assert.deepEqual(await ofMoved.runtime.adopt(known), { adopted: 2, ended: 0 });
  await ofMoved.runtime.remove('i1');
  for (const pid of before) assert.ok(isGone(pid));
});
