import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import type { MemberSpec, Runtime } from '../../runtime.ts';
import { findMarkedProcesses } from '../member-marker.ts';
import { readBootId, readProcess } from '../process-identity.ts';
import { createProcessRuntime } from '../process-runtime.ts';
import { reap } from '../reap.ts';
import { memoryAddressBook } from './memory-address-book.ts';
import { silentLog } from '../../../system/testing/silent-log.ts';

/** A data directory and a reservations directory of the test's own; all that runs there ends with the test. */
export function temporaryDirs(t: TestContext): {
  readonly dataDir: string;
  readonly reservationsDir: string;
} {
  const root = realpathSync(mkdtempSync(join(tmpdir(), 'polybroker-test-')));
  const dataDir = join(root, 'data');
  t.after(async () => {
    await reap(
      (await findMarkedProcesses(dataDir, readBootId())).map(({ identity }) => identity),
      readBootId(),
      10_000,
    );
    rmSync(root, { recursive: true, force: true });
  });
  return { dataDir, reservationsDir: join(root, 'reservations') };
}

/** A runtime upon those directories, with a clock that the test may set. */
export async function openRuntime(
  t: TestContext,
  dirs: ReturnType<typeof temporaryDirs>,
  addressBook = memoryAddressBook(),
): Promise<{ readonly runtime: Runtime; readonly clock: { nowMs: number } }> {
  const clock = { nowMs: Date.now() };
  const runtime = await createProcessRuntime({
    ...dirs,
    addressBook,
    nowMs: () => clock.nowMs,
    log: silentLog,
  });
  t.after(() => runtime.close('keep'));
  return { runtime, clock };
}

/** A member that runs `script` with sh. By default it only waits, and ends at SIGTERM. */
export function shellMember(overrides: Partial<MemberSpec> & { readonly script?: string } = {}): MemberSpec {
  const { script = 'exec sleep 600', ...rest } = overrides;
  return {
    name: 'broker-1',
    files: [],
    executable: '/bin/sh',
    arguments: ['-c', script],
    stopGraceMs: 5000,
    stopOrder: 1,
    restartDelayMs: 1000,
    ...rest,
  };
}

/** Waits for a condition of the world outside, which tells no events. Fails after ten seconds. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 10_000;
  while (!(await condition())) {
    if (performance.now() > deadline) throw new Error(`Not within 10 s: ${condition.toString()}`);
    await delay(5);
  }
}

export function isGone(pid: number): boolean {
  return readProcess(pid, readBootId()) === null;
}

/** The pids of the living members (not of what they started) of a data directory. */
export async function livingMembers(dataDir: string): Promise<readonly number[]> {
  return (await findMarkedProcesses(dataDir, readBootId()))
    .filter(({ identity, sessionId }) => identity.pid === sessionId)
    .map(({ identity }) => identity.pid);
}

export async function pidOf(runtime: Runtime, instanceId: string, member = 'broker-1'): Promise<number> {
  const pid = (await runtime.observe(instanceId)).get(member)?.pid;
  if (pid == null) throw new Error(`${member} of ${instanceId} does not run.`);
  return pid;
}

/** The content of a file that a member writes, once it is there. */
export async function contentOf(path: string): Promise<string> {
  let content = '';
  await until(() => {
    try {
      content = readFileSync(path, 'utf8');
    } catch {
      return false;
    }
    return content.length > 0;
  });
  return content;
}
