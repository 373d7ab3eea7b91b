import assert from 'node:assert/strict';
import { randomBytes, randomInt } from 'node:crypto';
import { existsSync, mkdtempSync, rmSync } from 'node:fs';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import fc from 'fast-check';
import { createServer } from '../../src/server/create-server.ts';
import { createSeal } from '../../src/store/sealing.ts';
import { openStore } from '../../src/store/store.ts';
import type { OpenStore } from '../../src/store/store.ts';
import { composeCloud } from '../support/huawei-cloud.ts';
import { createMemoryAdministration, type MemoryAdministration } from '../support/memory-administration.ts';
import { addOwner, alice, ownersPassword } from '../support/owners.ts';
import { signedRequest } from '../support/huawei-signing.ts';
import { encodeRequest, sendBytes, WireClient } from '../support/wire-client.ts';
import type { WireReply } from '../support/wire-client.ts';
import { createPlaceholders } from './placeholders.ts';
import type { Placeholders } from './placeholders.ts';
import { corpus, fuzzCase } from './cases.ts';
import type { FuzzCase } from './cases.ts';
import { mutate, mutateBytes } from './mutations.ts';
import type { Draft } from './mutations.ts';
import { playReconciler } from './play-reconciler.ts';
import { silentLog } from '../../src/system/testing/silent-log.ts';

const requests = 20_000;
const chunkSize = 500;
const lanes = 8;
/** FUZZ_SEED=… repeats a run. */
const seed = Number(process.env['FUZZ_SEED'] ?? randomInt(2 ** 31));

/** In memory where the machine has such a directory: what is tested here does not depend on when a disk has written. */
const directory = mkdtempSync(join(existsSync('/dev/shm') ? '/dev/shm' : tmpdir(), 'polybroker-fuzz-'));
const logged: string[] = [];
const log = {
  ...silentLog,
  warn: (fields: object, message: string) => void logged.push(`${message} ${describe(fields)}`),
  error: (fields: object, message: string) => void logged.push(`${message} ${describe(fields)}`),
};

let open: OpenStore;
let placeholders: Placeholders;
let defects: readonly object[];
let server: ReturnType<typeof createServer>;
let port = 0;

before(async () => {
  open = await openStore(join(directory, 'fuzz.sqlite'), createSeal(randomBytes(32)));
  await addOwner(open.store, alice);
  placeholders = await createPlaceholders(open.store);
  const composed = composeCloud(open.store, {
    nowMs: Date.now,
    administrations: { of: ({ id }) => insideOf(id) },
  });
  defects = composed.defects;
  server = createServer({
    clouds: [composed.cloud],
    health: () => ({ status: 'ok', version: '0' }),
    authorityOf: async () => null,
    log,
  });
  await server.listen({ host: '127.0.0.1', port: 0 });
  port = (server.server.address() as AddressInfo).port;
});

after(async () => {
  await server.close();
  await open.close();
  rmSync(directory, { recursive: true });
});

/** What stands inside instances; forgotten now and then, as it would grow. */
const insides = new Map<string, MemoryAdministration>();

async function insideOf(instanceId: string): Promise<MemoryAdministration> {
  const known = insides.get(instanceId);
  if (known !== undefined) return known;
  const made = createMemoryAdministration();
  insides.set(instanceId, made);
  const topic = 'fuzz-topic';
  await made.topics.create({ name: topic, partitionCount: 2, replicationFactor: 3 });
  await made.groups.resetOffsets('fuzz-group', { topic, position: 'latest' });
  await made.quotas.set({ user: { kind: 'default' } }, { producerBytesPerSecond: 1 });
  return made;
}

interface Outcome {
  readonly status: number;
  /** Past routing and signature: answered by an operation, or refused by one. */
  readonly isDeep: boolean;
}

test(`${requests} mutated requests: no 5xx, no crash, no unsigned success, memory steady (FUZZ_SEED=${seed})`, async (t) => {
  const tally = new Map<string, { sent: number; deep: number; succeeded: number }>();
  const clients = Array.from({ length: lanes }, () => new WireClient(port));
  const heapMiB: number[] = [];
  for (let chunk = 0; chunk * chunkSize < requests; chunk++) {
    const cases = fc.sample(fuzzCase, { seed: seed + chunk, numRuns: chunkSize });
    const queue = cases.values();
    await Promise.all(
      clients.map(async (client) => {
        for (const each of queue) {
          const { status, isDeep } = await runCase(client, each);
          const row = tally.get(each.category) ?? { sent: 0, deep: 0, succeeded: 0 };
          tally.set(each.category, {
            sent: row.sent + 1,
            deep: row.deep + (isDeep ? 1 : 0),
            succeeded: row.succeeded + (status < 300 ? 1 : 0),
          });
        }
      }),
    );
    assert.deepEqual(logged, [], 'nothing was reported to the log');
    assert.deepEqual(defects.map(describe), [], 'no defect was met');
    insides.clear();
    await playReconciler(open.workQueue, open.store, alice.caller);
    await placeholders.refresh();
    if ((chunk + 1) % (requests / chunkSize / 4) === 0) heapMiB.push(heapAfterCollectionMiB());
  }
  for (const client of clients) client.close();

  t.diagnostic(`FUZZ_SEED=${seed}`);
  for (const [category, { sent, deep, succeeded }] of tally) {
    t.diagnostic(`${category}: ${sent} sent, ${deep} past routing and signature, ${succeeded} succeeded`);
  }
  t.diagnostic(`heap after each quarter: ${heapMiB.map((each) => each.toFixed(1)).join(', ')} MiB`);
  const sum = (of: (row: { sent: number; deep: number; succeeded: number }) => number) =>
    [...tally.values()].reduce((total, row) => total + of(row), 0);
  assert.equal(
    sum((row) => row.sent),
    requests,
  );
  assert.ok(sum((row) => row.deep) >= requests / 2, 'at least half get past routing and signature');
  assert.ok(
    sum((row) => row.succeeded) >= requests / 20,
    'some are valid, so that there is something to break',
  );
  for (const category of ['forged', 'unsigned', 'raw']) {
    assert.ok((tally.get(category)?.sent ?? 0) >= requests / 50, category);
    assert.equal(tally.get(category)?.succeeded, 0, `${category} requests never succeed`);
  }
  const [first = 0, , , last = 0] = heapMiB;
  assert.ok(last < first + 16, `the heap grew from ${first} to ${last} MiB`);
  assert.equal((await fetch(`http://127.0.0.1:${port}/_polybroker/health`)).status, 200);
});

async function runCase(client: WireClient, each: FuzzCase): Promise<Outcome> {
  const base = corpus[each.entry];
  assert.ok(base);
  const draft = each.mutations.reduce<Draft>(mutate, placeholders.fill(base));
  const context = () => {
    const text = `${fc.stringify(each)}\n${draft.method} ${draft.target}\n${draft.body.toString()}`;
    return `FUZZ_SEED=${seed} ${text.replaceAll(/(.)\1{50,}/g, '$1…').slice(0, 3000)}`;
  };
  if (each.category === 'raw') {
    // Signed with a wrong secret, so that no change can make it right.
    const bytes = encodeRequest(sign(draft, 'guess'));
    const text = await sendBytes(port, mutateBytes(bytes, each.edits));
    const statuses = [...text.matchAll(/HTTP\/1\.1 (\d{3}) /g)].map((match) => Number(match[1]));
    for (const status of statuses) assert.ok(status >= 400 && status < 500, `${status}: ${context()}`);
    return { status: 400, isDeep: false };
  }
  const reply = await client.send(encodeRequest(finish(draft, each))).catch((error: unknown) => {
    throw new Error(`${(error as Error).message} ${context()}`, { cause: error });
  });
  return check(reply, each, context);
}

/** Signs the request, or does one of the things that must not pass for a signature. */
function finish(draft: Draft, each: FuzzCase) {
  const request = sign(draft, alice.secretKey);
  if (each.category === 'unsigned') {
    const { authorization: _, ...headers } = request.headers;
    return { ...request, headers };
  }
  if (each.category !== 'forged') return request;
  const { headers } = request;
  const authorization = headers['authorization'] ?? '';
  const withHeaders = (changed: Record<string, string>) => ({
    ...request,
    headers: { ...headers, ...changed },
  });
  switch (each.forgery) {
    case 'another secret':
      return sign(draft, 'guess');
    case 'another body':
      return { ...request, body: Buffer.concat([request.body, Buffer.from(' ')]) };
    case 'another query':
      return { ...request, target: `${request.target}${request.target.includes('?') ? '&' : '?'}limit=1` };
    case 'another path':
      return { ...request, target: request.target.replace(/(\?|$)/, 'x$1') };
    case 'another method':
      return { ...request, method: request.method === 'GET' ? 'DELETE' : 'GET' };
    case 'another host':
      return withHeaders({ host: 'elsewhere.test' });
    case 'another date':
      return withHeaders({ 'x-sdk-date': '20200101T000000Z' });
    case 'fewer signed headers':
      return withHeaders({ authorization: authorization.replace('SignedHeaders=host;', 'SignedHeaders=') });
    case 'another signature':
      return withHeaders({
        authorization: authorization.replace(/.$/, (digit) => (digit === '0' ? '1' : '0')),
      });
    case 'another key':
      return withHeaders({ authorization: authorization.replace(alice.accessKey, each.text) });
    case 'half a header':
      return withHeaders({ authorization: authorization.slice(0, authorization.length / 2) });
    default:
      return { ...request, headers: { host: 'x', 'x-auth-token': each.text } };
  }
}

function sign(draft: Draft, secretKey: string) {
  return signedRequest(draft, { accessKey: alice.accessKey, secretKey }, { atMs: Date.now() });
}

function check({ status, head, body }: WireReply, each: FuzzCase, context: () => string): Outcome {
  const text = body.toString();
  const told = () => `${status} ${text.slice(0, 500)} ${context()}`;
  assert.ok(status >= 200 && status < 500, told());
  assert.match(head, /\r\nx-request-id: [0-9a-f-]{36}/, told());
  if (each.category === 'forged' || each.category === 'unsigned') assert.ok(status >= 400, told());
  // Cutting bytes out of the body can make a password the end of a name.
  if (each.category !== 'bytes')
    for (const secret of ['Fuzz-Secret-1', ownersPassword]) assert.ok(!text.includes(secret), told());
  if (status < 400) return { status, isDeep: true };
  const refusal = JSON.parse(text) as Record<string, unknown>;
  const inner = (refusal['error'] ?? refusal) as Record<string, unknown>;
  const message = inner['error_msg'] ?? inner['message'];
  assert.ok(typeof message === 'string' && message !== '', told());
  assert.ok(text.length < 8000, `${text.length} characters for a refusal: ${told()}`);
  const code = inner['error_code'] ?? inner['code'];
  return { status, isDeep: !(typeof code === 'string' && code.startsWith('APIGW.')) };
}

function heapAfterCollectionMiB(): number {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  collect();
  return process.memoryUsage().heapUsed / 2 ** 20;
}

function describe(fields: object): string {
  const { error } = fields as { error?: unknown };
  return error instanceof Error ? (error.stack ?? error.message) : JSON.stringify(fields);
}
