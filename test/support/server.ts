import { type ChildProcessByStdio, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import type { Readable } from 'node:stream';
import { parseEnv } from 'node:util';
import { membersOf } from './members.ts';

const main = new URL('../../src/main.ts', import.meta.url).pathname;
const startWithinMs = 120_000;

type ServerProcess = ChildProcessByStdio<null, Readable, Readable>;

/** A real server in a process of its own, with a data directory of its own. The cache directory is the user's, so that jars are fetched once. */
export interface TestServer {
  readonly dataDir: string;
  readonly endpoint: string;
  readonly accessKey: string;
  readonly secretKey: string;
  readonly projectId: string;
  readonly region: string;
  readonly process: ServerProcess;
  /** What the server has printed so far, for messages. */
  output(): string;
  /** Sends the signal and waits for the end; answers the exit code, or null after a killing signal. */
  end(signal: NodeJS.Signals): Promise<number | null>;
  /** Starts it again on the same data directory. */
  startAgain(environment?: Record<string, string>): Promise<TestServer>;
  /** Ends the server and its brokers, and deletes the data directory. */
  dispose(): Promise<void>;
}

/** Starts a server and waits until it says that it is ready. Its data directory is a new one unless one is given. */
export async function startServer(
  environment: Record<string, string> = {},
  dataDir?: string,
): Promise<TestServer> {
  return startOn(dataDir ?? (await mkdtemp(join(tmpdir(), 'polybroker-test-'))), environment);
}

async function startOn(dataDir: string, environment: Record<string, string>): Promise<TestServer> {
  const child = spawn(process.execPath, [main], {
    env: {
      ...process.env,
      POLYBROKER_PORT: '0',
      POLYBROKER_DATA_DIR: dataDir,
      POLYBROKER_PUBLIC_ADDRESSES: publicAddressesOf(dataDir),
      ...environment,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  const lines: string[] = [];
  createInterface({ input: child.stderr }).on('line', (line) => lines.push(line));
  const endpoint = await readiness(child, lines);
  const credentials = parseEnv(await readFile(join(dataDir, 'credentials.env'), 'utf8'));

  async function end(signal: NodeJS.Signals): Promise<number | null> {
    if (child.exitCode === null && child.signalCode === null) {
      const ended = once(child, 'exit');
      child.kill(signal);
      await ended;
    }
    return child.exitCode;
  }

  return {
    dataDir,
    endpoint,
    accessKey: credentials['POLYBROKER_ACCESS_KEY'] ?? '',
    secretKey: credentials['POLYBROKER_SECRET_KEY'] ?? '',
    projectId: credentials['POLYBROKER_PROJECT_ID'] ?? '',
    region: credentials['POLYBROKER_REGION'] ?? '',
    process: child,
    output: () => lines.join('\n'),
    end,
    startAgain: (changed = environment) => startOn(dataDir, changed),
    async dispose() {
      await end('SIGTERM');
      for (const { pid } of await membersOf(dataDir)) process.kill(pid, 'SIGKILL');
      await rm(dataDir, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}

/** A pool of its own for each data directory, so that servers beside each other, also users' own, have different ones. */
function publicAddressesOf(dataDir: string): string {
  const [second = 0, third = 0] = createHash('sha256').update(dataDir).digest();
  const prefix = `127.${2 + (second % 60)}.${third}`;
  return `${prefix}.1-${prefix}.64`;
}

/** Waits for the line that names the API's address. */
async function readiness(child: ServerProcess, lines: string[]): Promise<string> {
  const { promise, resolve, reject } = Promise.withResolvers<string>();
  createInterface({ input: child.stdout }).on('line', (line) => {
    lines.push(line);
    const address = /^\s*API\s+(http\S+)/.exec(line)?.[1];
    if (address !== undefined) resolve(address);
  });
  child.once('exit', (code, signal) => {
    reject(new Error(`The server ended (${signal ?? code}) instead of starting:\n${lines.join('\n')}`));
  });
  const timer = setTimeout(() => {
    child.kill('SIGKILL');
    reject(new Error(`The server was not ready within ${startWithinMs} ms:\n${lines.join('\n')}`));
  }, startWithinMs);
  try {
    return await promise;
  } finally {
    clearTimeout(timer);
  }
}
