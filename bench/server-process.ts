import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';

/** A server in a process of its own. What it logs is thrown away, but written. */
export interface ServerProcess {
  readonly pid: number;
  readonly port: number;
  /** From the start of the process until it said that it is ready. */
  readonly bootMs: number;
  stop(): Promise<void>;
}

/** Starts a script and waits until it prints the address that it listens on. */
export async function startProcess(
  script: string,
  environment: Readonly<Record<string, string>>,
  nodeFlags: readonly string[] = [],
): Promise<ServerProcess> {
  const startedAt = performance.now();
  const file = fileURLToPath(new URL(script, import.meta.url));
  const child = spawn(process.execPath, [...nodeFlags, file], {
    env: { ...process.env, ...environment },
    stdio: ['ignore', 'pipe', process.env['BENCH_LOG'] === undefined ? 'ignore' : 'inherit'],
  });
  // However the bench ends, its servers end too.
  const kill = () => child.kill('SIGKILL');
  process.once('exit', kill);
  const port = await listeningPort(child);
  const bootMs = performance.now() - startedAt;
  return {
    pid: child.pid ?? 0,
    port,
    bootMs,
    async stop() {
      const ended = once(child, 'exit');
      child.kill('SIGTERM');
      await ended;
      process.off('exit', kill);
    },
  };
}

async function listeningPort(child: ChildProcess): Promise<number> {
  const { promise, resolve, reject } = Promise.withResolvers<number>();
  if (child.stdout === null) throw new Error('The output of the server is not piped.');
  createInterface({ input: child.stdout }).on('line', (line) => {
    const port = /http:\/\/127\.0\.0\.1:(\d+)/.exec(line)?.[1];
    if (port !== undefined) resolve(Number(port));
  });
  child.once('exit', (code) => reject(new Error(`The server ended with ${code} before it was ready.`)));
  return promise;
}

/**
 * CPU time that all threads of a process have used so far, in user and kernel mode, in ms. `/proc/<pid>/stat` would count
 * in steps of 10 ms.
 */
export function cpuMs(pid: number): number {
  let ns = 0;
  for (const thread of readdirSync(`/proc/${pid}/task`)) {
    ns += Number(readFileSync(`/proc/${pid}/task/${thread}/schedstat`, 'utf8').split(' ', 1)[0]);
  }
  return ns / 1e6;
}

/** Memory of a process that is its own or shared, in MiB. */
export function residentMib(pid: number): number {
  const kib = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1];
  return Number(kib) / 1024;
}
