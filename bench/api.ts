/**
 * CPU time and p99 of signed show and list requests with 100 and with 100,000 instances in the store, beside a bare
 * node:http server that checks the same signature: `npm run bench:api`. All servers run at the same time, each in a
 * process of its own, and are loaded in turn; the order changes from round to round, and the medians of the rounds count.
 */
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { signedRequest } from '../test/support/huawei-signing.ts';
import { encodeRequest, WireClient } from '../test/support/wire-client.ts';
import { benchCaller, fillWithInstances } from './prepare-data.ts';
import { cpuMs, type ServerProcess, startProcess } from './server-process.ts';

const counts = [100, Number(process.env['BENCH_INSTANCES'] ?? 100_000)];
/** Many short ones, so that what else the machine does meets all alike. */
const rounds = Number(process.env['BENCH_ROUNDS'] ?? 31);
const connections = 8;
const requestsPerRound = { show: 3000, list: 1000 };
type Kind = keyof typeof requestsPerRound;

const key = { accessKey: 'BENCHBENCHBENCHBENCH', secretKey: 'BenchBenchBenchBenchBenchBenchBenchBench' };
const projectId = '0123456789abcdef0123456789abcdef';
const settings = {
  POLYBROKER_PORT: '0',
  POLYBROKER_ACCESS_KEY: key.accessKey,
  POLYBROKER_SECRET_KEY: key.secretKey,
  POLYBROKER_PROJECT_ID: projectId,
  POLYBROKER_REQUESTS_PER_SECOND: '1000000',
  POLYBROKER_LOG_LEVEL: 'info',
};

interface Contestant {
  readonly name: string;
  readonly server: ServerProcess;
  readonly requests: Readonly<Record<Kind, readonly Buffer[]>>;
}

interface Measured {
  readonly cpuUs: number;
  readonly p99Ms: number;
  readonly perSecond: number;
}

function signed(target: string): Buffer {
  return encodeRequest(signedRequest({ method: 'GET', target }, key, { atMs: Date.now() }));
}

/** Signatures are good for 15 minutes. */
function requestsFor(ids: readonly string[]): Contestant['requests'] {
  const some = Array.from({ length: 1000 }, (_, index) => ids[(index * 7919) % ids.length] ?? '');
  return {
    show: some.map((id) => signed(`/v2/${projectId}/instances/${id}`)),
    list: [signed(`/v2/${projectId}/instances?engine=kafka&limit=10&offset=0`)],
  };
}

async function startApi(root: string, count: number): Promise<Contestant> {
  const environment = { ...settings, POLYBROKER_DATA_DIR: join(root, String(count)) };
  // The first start makes the owner and the network.
  await (await startProcess('../src/main.ts', environment)).stop();
  const ids = await fillWithInstances(environment.POLYBROKER_DATA_DIR, benchCaller(projectId), count);
  const profile = process.env['BENCH_PROFILE'];
  const flags = profile === undefined ? [] : ['--cpu-prof', `--cpu-prof-dir=${profile}`];
  const server = await startProcess('../src/main.ts', environment, flags);
  return { name: `${count} instances`, server, requests: requestsFor(ids) };
}

async function startBare(like: Contestant): Promise<Contestant> {
  const client = new WireClient(like.server.port);
  const bytes = async (kind: Kind) =>
    (await client.send(like.requests[kind][0] ?? Buffer.alloc(0))).body.length;
  const shown = await bytes('show');
  const listed = await bytes('list');
  if (listed < 9 * shown) throw new Error(`A list of ten has ${listed} bytes, one instance has ${shown}.`);
  const server = await startProcess('bare-server.ts', {
    BENCH_ACCESS_KEY: key.accessKey,
    BENCH_SECRET_KEY: key.secretKey,
    BENCH_SHOW_BYTES: String(shown),
    BENCH_LIST_BYTES: String(listed),
  });
  client.close();
  return { name: 'bare node:http', server, requests: like.requests };
}

/**
 * Sends `count` requests over some connections, each the next as soon as it has its answer. It never sleeps meanwhile:
 * on a virtual machine a server pays for waking another core as much as for all else about a write, and the slower it is
 * the more often it would find its client asleep.
 */
async function load({ server, requests }: Contestant, kind: Kind, count: number): Promise<Measured> {
  const latenciesMs: number[] = [];
  const bytes = requests[kind];
  let sent = 0;
  let isLoading = true;
  const stayAwake = () => {
    if (isLoading) setImmediate(stayAwake);
  };
  stayAwake();
  const cpuBefore = cpuMs(server.pid);
  const startedAt = performance.now();
  await Promise.all(
    Array.from({ length: connections }, async () => {
      const client = new WireClient(server.port);
      while (sent < count) {
        const request = bytes[sent++ % bytes.length] ?? Buffer.alloc(0);
        const sentAt = performance.now();
        const reply = await client.send(request);
        latenciesMs.push(performance.now() - sentAt);
        if (reply.status !== 200) throw new Error(`${reply.status}: ${reply.body.toString()}`);
      }
      client.close();
    }),
  );
  isLoading = false;
  const seconds = (performance.now() - startedAt) / 1000;
  const cpuUs = ((cpuMs(server.pid) - cpuBefore) * 1000) / count;
  const p99Ms = latenciesMs.toSorted((a, b) => a - b)[Math.floor(count * 0.99)] ?? 0;
  return { cpuUs, p99Ms, perSecond: count / seconds };
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
const root = mkdtempSync(join(tmpdir(), 'polybroker-bench-'));
const contestants: Contestant[] = [];
try {
  for (const count of counts) contestants.push(await startApi(root, count));
  const [first] = contestants;
  if (first !== undefined) contestants.push(await startBare(first));
  console.log(
    `${cpus().length} × ${cpus()[0]?.model}, Node ${process.version}, ${rounds} rounds, ${connections} connections`,
  );
  for (const kind of ['show', 'list'] as const) {
    // The compiler needs some thousands of requests until it has made of the code what it stays.
    for (const contestant of contestants) await load(contestant, kind, 5 * requestsPerRound[kind]);
    const results = new Map<string, Measured[]>();
    for (let round = 0; round < rounds; round++) {
      const order = round % 2 === 0 ? contestants : contestants.toReversed();
      for (const contestant of order) {
        const measured = await load(contestant, kind, requestsPerRound[kind]);
        results.set(contestant.name, [...(results.get(contestant.name) ?? []), measured]);
      }
    }
    const of = (name: string, field: keyof Measured) =>
      median((results.get(name) ?? []).map((each) => each[field]));
    for (const { name } of contestants) {
      const row = (['cpuUs', 'p99Ms', 'perSecond'] as const).map((field) => of(name, field));
      const [cpu = 0, p99 = 0, perSecond = 0] = row;
      const ratio = of('bare node:http', 'cpuUs') / cpu;
      console.log(
        `${kind.padEnd(5)} ${name.padEnd(17)} ${cpu.toFixed(0).padStart(5)} µs CPU  ${ratio.toFixed(2)} × bare  p99 ${p99.toFixed(2)} ms  ${perSecond.toFixed(0)}/s`,
      );
    }
    const [few, many] = counts.map((count) => of(`${count} instances`, 'p99Ms'));
    console.log(
      `${kind.padEnd(5)} p99 with ${counts[1]} is ${((many ?? 0) / (few ?? 1)).toFixed(2)} × that with ${counts[0]}`,
    );
  }
} finally {
  for (const { server } of contestants) await server.stop();
  rmSync(root, { recursive: true });
}
