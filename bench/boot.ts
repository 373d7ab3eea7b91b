/**
 * Time and memory of a start, and CPU time and bytes read while nothing happens, with no instance, with 100,000, and with
 * 100,000 of which 1,000 run: `npm run bench:boot`.
 *
 * No brokers run: a thousand clusters would need a terabyte. The members of the running instances (a broker and a
 * ZooKeeper node each) are `sleep` processes that carry the mark of members, so that the server finds, adopts and
 * watches them as it would find brokers. The other instances have failed, and nothing is due for them.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, realpathSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { formatMarker, markerVariable } from '../src/runtimes/process/member-marker.ts';
import { findDataDirectory } from '../src/store/data-directory.ts';
import { benchCaller, fillWithInstances } from './prepare-data.ts';
import { cpuMs, residentMib, type ServerProcess, startProcess } from './server-process.ts';

const cases = [
  { instances: 0, running: 0 },
  { instances: 100_000, running: 0 },
  { instances: 100_000, running: 1000 },
];
const starts = 3;
const idleMs = 10_000;
const projectId = '0123456789abcdef0123456789abcdef';

/** Bytes that a process has read by system calls; SQLite reads what it has not kept in that way. */
function readBytes({ pid }: ServerProcess): number {
  return Number(/^rchar: (\d+)$/m.exec(readFileSync(`/proc/${pid}/io`, 'utf8'))?.[1]);
}

/** Makes instances run in the eyes of the database, with a single broker each. */
function markRunning(dataDir: string, ids: readonly string[]): void {
  const database = new DatabaseSync(findDataDirectory(dataDir).databaseFile);
  const update = database.prepare(
    `update instances set status = 'running', status_reason = null, spec = json_set(spec, '$.brokerCount', 1) where id = ?`,
  );
  for (const id of ids) update.run(id);
  database.close();
}

function spawnMembers(dataDir: string, ids: readonly string[]): readonly ChildProcess[] {
  return ids.flatMap((instanceId) =>
    ['broker-1', 'zookeeper-1'].map((memberName) => {
      const marker = formatMarker({ dataDir: realpathSync(dataDir), instanceId, memberName });
      const env = { PATH: process.env['PATH'], [markerVariable]: marker };
      const child = spawn('sleep', ['600'], { detached: true, stdio: 'ignore', env });
      child.unref();
      return child;
    }),
  );
}

/** The server must have found every member: it wakes the instances of which it misses one. */
function assertNothingDue(dataDir: string): void {
  const database = new DatabaseSync(findDataDirectory(dataDir).databaseFile, { readOnly: true });
  const due = database.prepare('select count(*) as due from instances where due_at_ms is not null').get();
  database.close();
  if (due?.['due'] !== 0)
    throw new Error(`${String(due?.['due'])} instances are due, though all their members live.`);
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
console.log(`${cpus().length} × ${cpus()[0]?.model}, Node ${process.version}, medians of ${starts} starts`);
for (const { instances, running } of cases) {
  const dataDir = mkdtempSync(join(tmpdir(), 'polybroker-bench-'));
  let members: readonly ChildProcess[] = [];
  process.once('exit', () => {
    for (const member of members) member.kill('SIGKILL');
  });
  try {
    const environment = {
      POLYBROKER_PORT: '0',
      POLYBROKER_DATA_DIR: dataDir,
      POLYBROKER_PROJECT_ID: projectId,
      POLYBROKER_ON_EXIT: 'keep',
    };
    await (await startProcess('../src/main.ts', environment)).stop();
    const ids = await fillWithInstances(dataDir, benchCaller(projectId), instances);
    const runningIds = ids.slice(0, running);
    markRunning(dataDir, runningIds);
    members = spawnMembers(dataDir, runningIds);
    const bootMs: number[] = [];
    const mib: number[] = [];
    let idle = '';
    for (let start = 1; start <= starts; start++) {
      const server = await startProcess('../src/main.ts', environment);
      bootMs.push(server.bootMs);
      mib.push(residentMib(server.pid));
      if (start === starts) {
        // What the start has left to do, such as writing its log.
        await sleep(2000);
        const [cpuBefore, bytesBefore] = [cpuMs(server.pid), readBytes(server)];
        await sleep(idleMs);
        const [cpu, bytes] = [cpuMs(server.pid) - cpuBefore, readBytes(server) - bytesBefore];
        idle = `idle ${((cpu / idleMs) * 1000).toFixed(1)} ms CPU and ${((bytes / idleMs) * 1000).toFixed(0)} bytes read per second`;
        assertNothingDue(dataDir);
      }
      await server.stop();
    }
    console.log(
      `${String(instances).padStart(6)} instances, ${String(running).padStart(4)} running: ready in ${median(bootMs).toFixed(0)} ms, ${median(mib).toFixed(0)} MiB, ${idle}`,
    );
  } finally {
    for (const member of members) member.kill('SIGKILL');
    rmSync(dataDir, { recursive: true });
  }
}
