import assert from 'node:assert/strict';
import { availableParallelism } from 'node:os';
import { after, before, suite, test, type TestContext } from 'node:test';
import { setTimeout as wait } from 'node:timers/promises';
import { startSlotCount } from '../../src/reconcile/start-slots.ts';
import kafkaSdk from '@huaweicloud/huaweicloud-sdk-kafka';
import {
  accessTo,
  createInstance,
  deleteInstance,
  huaweiClients,
  type HuaweiClients,
  seedBody,
  showInstance,
  type ShownInstance,
  untilGone,
  untilStatus,
  wire,
} from '../support/huawei.ts';
import { consume, produce } from '../support/kafka-client.ts';
import { addressesByMember, addressesOf, leftoversOf } from '../support/leftovers.ts';
import { listeningPorts, membersOf } from '../support/members.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { singleBrokerBody } from '../support/single-broker.ts';
import { until } from '../support/until.ts';

const singles = 18;
const clusters = 2;
/** The issue's: each of twenty creates at once is answered within it. */
const answerWithinMs = 1000;
const slots = startSlotCount(availableParallelism());

suite('twenty creates at once', () => {
  let server: TestServer;
  let clients: HuaweiClients;
  let ids: readonly string[] = [];

  before(async () => {
    server = await startServer();
    clients = huaweiClients(server);
  });
  after(() => server.dispose());

  async function list(): Promise<readonly ShownInstance[]> {
    const request = new kafkaSdk.ListInstancesRequest().withEngine(
      kafkaSdk.ListInstancesRequestEngineEnum.KAFKA,
    );
    return wire<{ instances: ShownInstance[] }>(await clients.kafka.listInstances(request.withLimit('50')))
      .instances;
  }

  /** Members whose process runs and on whose address nothing listens yet: JVMs that are starting. */
  async function startingMembers(): Promise<number> {
    const addresses = addressesByMember(server.dataDir);
    const listening = new Set([...listeningPorts()].map((port) => port.split(':')[0]));
    const members = await membersOf(server.dataDir);
    return members.filter(
      ({ instanceId, memberName }) => !listening.has(addresses.get(`${instanceId}/${memberName}`)),
    ).length;
  }

  test('each is answered within a second, no more JVMs start at once than may, and all come to RUNNING', async (t) => {
    const bodies = await Promise.all([
      ...numbers(singles, (number) => singleBrokerBody(clients, { name: `single-${number}` })),
      ...numbers(clusters, (number) => seedBody(clients, { name: `cluster-${number}`, ssl_enable: false })),
    ]);
    const startedAt = performance.now();
    const answers = await Promise.all(
      bodies.map(async (body) => ({
        id: await createInstance(clients, body),
        ms: performance.now() - startedAt,
      })),
    );
    ids = answers.map(({ id }) => id);
    report(
      t,
      'create',
      answers.map(({ ms }) => ms),
    );
    assert.ok(answers.every(({ ms }) => ms < answerWithinMs));

    const latencies = { show: [] as number[], list: [] as number[] };
    let mostStarting = 0;
    await until('none is CREATING any more', 600_000, async () => {
      mostStarting = Math.max(mostStarting, await startingMembers());
      latencies.show.push(await timed(() => showInstance(clients, ids[0] ?? '')));
      let all: readonly ShownInstance[] = [];
      latencies.list.push(await timed(async () => (all = await list())));
      assert.equal(all.length, ids.length);
      return all.every(({ status }) => status !== 'CREATING') ? true : undefined;
    });
    t.diagnostic(`all done after ${Math.round((performance.now() - startedAt) / 1000)} s`);
    t.diagnostic(`at most ${mostStarting} JVMs were starting`);
    report(t, 'show', latencies.show);
    report(t, 'list', latencies.list);
    assert.ok(mostStarting >= 1 && mostStarting <= slots, `${mostStarting} at once`);
    assert.deepEqual(
      (await list())
        .filter(({ status }) => status !== 'RUNNING')
        .map((one) => [one.name, one['status_reason']]),
      [],
    );
    assert.equal((await membersOf(server.dataDir)).length, singles * 2 + clusters * 6);
  });

  test('one of each kind serves', async () => {
    for (const id of [ids[0] ?? '', ids.at(-1) ?? '']) {
      const access = await accessTo(server, await showInstance(clients, id));
      await produce(access, 'works', 50);
      assert.equal((await consume(access, 'works', 50)).size, 50);
    }
  });

  test('all are deleted at once, and nothing is left of any', async (t) => {
    const held = new Map(ids.map((id) => [id, addressesOf(server.dataDir, id)]));
    const startedAt = performance.now();
    await Promise.all(ids.map((id) => deleteInstance(clients, id)));
    await Promise.all(ids.map((id) => untilGone(clients, id, 300_000)));
    t.diagnostic(`gone after ${Math.round((performance.now() - startedAt) / 1000)} s`);
    for (const [id, addresses] of held) {
      assert.ok(addresses.length > 0);
      assert.deepEqual(await leftoversOf(server.dataDir, id, addresses), []);
    }
  });

  test('create, delete, create of one name: each time another instance, the last one serves', async () => {
    const body = await singleBrokerBody(clients, { name: 'of-one-name' });
    const gone: string[] = [];
    for (const pauseMs of [0, 300, 1500]) {
      const id = await createInstance(clients, body);
      await wait(pauseMs);
      await deleteInstance(clients, id);
      gone.push(id);
    }
    const id = await createInstance(clients, body);
    const instance = await untilStatus(clients, id, 'RUNNING');
    await produce(await accessTo(server, instance), 'works', 10);
    for (const earlier of gone) {
      await untilGone(clients, earlier);
      assert.deepEqual(await leftoversOf(server.dataDir, earlier, []), []);
    }
    assert.deepEqual(new Set([...gone, id]).size, 4);
    assert.equal((await membersOf(server.dataDir)).length, 2);
  });
});

function numbers<T>(count: number, make: (number: number) => T): readonly T[] {
  return Array.from({ length: count }, (_, index) => make(index + 1));
}

async function timed(call: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await call();
  return performance.now() - startedAt;
}

/** Tells how long calls took; what is not the is measured and not judged, since a busy machine takes longer. */
function report(t: TestContext, what: string, latenciesMs: readonly number[]): void {
  const sorted = latenciesMs.toSorted((one, other) => one - other);
  const at = (share: number) => Math.round(sorted[Math.ceil(sorted.length * share) - 1] ?? 0);
  t.diagnostic(`${what}: ${sorted.length} calls, median ${at(0.5)} ms, p99 ${at(0.99)} ms, most ${at(1)} ms`);
}
