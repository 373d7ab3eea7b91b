import assert from 'node:assert/strict';
import { after, suite, test, type TestContext } from 'node:test';
import kafkaSdk from '@huaweicloud/huaweicloud-sdk-kafka';
import { freePublicAddresses } from '../support/free-public-addresses.ts';
import {
  accessTo,
  createInstance,
  deleteInstance,
  huaweiClients,
  restartInstance,
  showInstance,
  type ShownInstance,
  untilGone,
  untilStatus,
  userPassword,
  wire,
} from '../support/huawei.ts';
import { consume, produce } from '../support/kafka-client.ts';
import { addressesOf, leftoversOf } from '../support/leftovers.ts';
import { listeningPorts, membersOf } from '../support/members.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { singleBrokerBody } from '../support/single-broker.ts';
import { until } from '../support/until.ts';

/**
 * The house's harness for kill -9 of the control plane. A server tells in its log which points its work passes; here one
 * instance lives a whole life, and then the server is killed at each point that was seen. A new step of the engine's plan or
 * of the reconciler is thereby covered by itself. What an owner may ask for besides stands in `wishes`: later ones go there.
 */
interface Wish {
  /** The points that belong to it begin so: the status that it puts the instance into. */
  readonly status: string;
  /** Answers the instance's id. */
  ask(server: TestServer, id: string): Promise<string>;
  /** Waits until it is true, and looks at everything that it means. */
  isTrue(server: TestServer, id: string): Promise<void>;
  /** Whether it has come true, as far as one call can tell. */
  isOver(server: TestServer, id: string): Promise<boolean>;
}

/** Of the instance that is deleted last, its EIP among them. */
let addressesHeld: readonly string[] = [];
/** The EIP of the instance that was created last. */
let publicAddress = '';
const messages = 200;
const members = ['broker-1', 'relay', 'zookeeper-1'];
let named = 0;

/** To clients from within, and to those from outside by way of the relay. */
async function assertServes(server: TestServer, instance: ShownInstance): Promise<void> {
  const access = await accessTo(server, instance);
  const topic = `at-${Date.now()}`;
  await produce(access, topic, 10);
  const brokers = [String(instance['public_connect_address'])];
  assert.deepEqual(brokers, [`${publicAddress}:9095`]);
  assert.equal((await consume({ ...access, brokers }, topic, 10)).size, 10);
}

async function assertStands(server: TestServer, id: string): Promise<ShownInstance> {
  const instance = await untilStatus(huaweiClients(server), id, 'RUNNING');
  const running = (await membersOf(server.dataDir)).filter((member) => member.instanceId === id);
  assert.deepEqual(
    running.map((member) => member.memberName),
    members,
    'each member once',
  );
  await assertServes(server, instance);
  return instance;
}

async function isRunning(server: TestServer, id: string): Promise<boolean> {
  return (await showInstance(huaweiClients(server), id)).status === 'RUNNING';
}

const create: Wish = {
  status: 'creating',
  async ask(server) {
    const clients = huaweiClients(server);
    const login = {
      ssl_enable: true,
      access_user: 'root',
      password: userPassword,
      sasl_enabled_mechanisms: ['PLAIN', 'SCRAM-SHA-512'],
    };
    named += 1;
    const [publicip] = await freePublicAddresses(server);
    const open = { enable_publicip: true, publicip_id: publicip, public_bandwidth: 300 };
    const body = await singleBrokerBody(clients, { name: `life-${named}`, ...login, ...open });
    return createInstance(clients, body);
  },
  async isTrue(server, id) {
    publicAddress = String((await showInstance(huaweiClients(server), id))['publicip_address']);
    const instance = await assertStands(server, id);
    await produce(await accessTo(server, instance), 'kept', messages);
  },
  isOver: isRunning,
};

const restart: Wish = {
  status: 'restarting',
  async ask(server, id) {
    await restartInstance(huaweiClients(server), id);
    return id;
  },
  async isTrue(server, id) {
    const instance = await assertStands(server, id);
    const access = await accessTo(server, instance);
    assert.equal((await consume(access, 'kept', messages)).size, messages, 'nothing acknowledged is lost');
  },
  isOver: isRunning,
};

const closePublicAccess: Wish = {
  status: 'running',
  async ask(server, id) {
    const body = new kafkaSdk.ModifyKafkaPublicIPAccessSwitchReq();
    await huaweiClients(server).kafka.modifyKafkaPublicIpAccessSwitch(
      new kafkaSdk.ModifyKafkaPublicIpAccessSwitchRequest().withInstanceId(id).withBody(body),
    );
    return id;
  },
  async isTrue(server, id) {
    await until('public access is closed', 120_000, async () =>
      (await closePublicAccess.isOver(server, id)) ? true : undefined,
    );
    const ports = [...listeningPorts()].filter((port) => port.startsWith(`${publicAddress}:`));
    assert.deepEqual(ports, []);
    const running = (await membersOf(server.dataDir)).filter(({ instanceId }) => instanceId === id);
    assert.deepEqual(
      running.map(({ memberName }) => memberName),
      ['broker-1', 'zookeeper-1'],
    );
    assert.equal((await freePublicAddresses(server)).length, 64);
  },
  async isOver(server, id) {
    const request = new kafkaSdk.ListBackgroundTasksRequest().withInstanceId(id);
    const { tasks } = wire<{ tasks: { name: string; status: string }[] }>(
      await huaweiClients(server).kafka.listBackgroundTasks(request),
    );
    return tasks.some(({ name, status }) => name === 'unbindInstancePublicIp' && status === 'SUCCESS');
  },
};

const remove: Wish = {
  status: 'deleting',
  async ask(server, id) {
    addressesHeld = [...addressesOf(server.dataDir, id), publicAddress];
    assert.equal(addressesHeld.length, members.length + 1);
    await deleteInstance(huaweiClients(server), id);
    return id;
  },
  async isTrue(server, id) {
    await untilGone(huaweiClients(server), id);
    assert.deepEqual(await leftoversOf(server.dataDir, id, addressesHeld), []);
  },
  isOver: async () => false,
};
const wishes = [create, restart, closePublicAccess, remove];

const stepOf = (point: string) => point.split('/')[1] ?? '';

suite('kill -9 of the control plane at every point of its work', () => {
  let server: TestServer;
  let points: readonly string[] = [];
  let id = '';

  /** All that were started with a fault point; where a test fails, some are alive. */
  const doomedServers: TestServer[] = [];

  after(async () => {
    for (const doomed of doomedServers) await doomed.end('SIGKILL');
    await server.dispose();
  });

  /** The points of a wish at which nothing was killed yet: what a create goes through, a restart does not prove again. */
  function pointsOf(wish: Wish, pattern: RegExp): readonly string[] {
    const earlier = wishes.slice(0, wishes.indexOf(wish)).map(({ status }) => `${status}/`);
    const others = points.filter((point) => earlier.some((status) => point.startsWith(status)));
    const known = new Set(others.map(stepOf));
    return points.filter(
      (point) => point.startsWith(`${wish.status}/`) && pattern.test(point) && !known.has(stepOf(point)),
    );
  }

  /** Starts the server with this fault point; null where it died before it was ready, in work that it took up again. */
  async function startDoomed(point: string): Promise<TestServer | null> {
    try {
      const doomed = await server.startAgain({ POLYBROKER_TEST_KILL_AT: point });
      doomedServers.push(doomed);
      return doomed;
    } catch (error) {
      assert.match(String(error), /ended \(SIGKILL\)/);
      return null;
    }
  }

  /** True when the server died at its fault point, false when the wish came true without passing it. */
  async function untilDead(doomed: TestServer, wish: Wish): Promise<boolean> {
    const outcome = await until(`the server dies, or all is ${wish.status} no more`, 120_000, async () => {
      if (doomed.process.signalCode !== null) return 'dead';
      return (await wish.isOver(doomed, id).catch(() => false)) ? 'over' : undefined;
    });
    if (outcome === 'over') await doomed.end('SIGKILL');
    return outcome === 'dead';
  }

  /** Kills the server at each of the points in turn while one wish comes true. */
  async function killAtEach(t: TestContext, wish: Wish, chain: readonly string[]): Promise<void> {
    await server.end('SIGKILL');
    const [first = '', ...others] = chain;
    const asked = await startDoomed(first);
    assert.ok(asked !== null, 'nothing was left to do');
    id = await wish.ask(asked, id);
    assert.ok(await untilDead(asked, wish));
    const passed = [first];
    for (const point of others) {
      const doomed = await startDoomed(point);
      if (doomed === null || (await untilDead(doomed, wish))) passed.push(point);
    }
    server = await server.startAgain({});
    await wish.isTrue(server, id);
    t.diagnostic(`killed at ${passed.length} of ${chain.length} points`);
    // A restart that is taken up again leaves out what was restarted already, a stop what was stopped.
    if (wish !== restart && wish !== closePublicAccess) assert.deepEqual(passed, chain);
  }

  test('one life without a kill shows the points', async (t) => {
    server = await startServer({ POLYBROKER_LOG_LEVEL: 'debug' });
    await explained(server, async () => {
      for (const wish of wishes) {
        id = await wish.ask(server, id);
        await wish.isTrue(server, id);
      }
    });
    await server.end('SIGTERM');
    // The last lines of the log may arrive after the end.
    await until('the log shows the points of each wish', 10_000, () => {
      const logged = server.output().matchAll(/"point":"([^"]+)"/g);
      points = [...new Set([...logged].map(([, point = '']) => point))];
      return wishes.every((wish) => pointsOf(wish, /./).length > 1) ? true : undefined;
    });
    t.diagnostic(points.join(' '));
  });

  test('a create, killed after any journalled step, becomes whole, serves, and can be deleted', async (t) => {
    for (const point of pointsOf(create, /journalled|report/)) {
      await t.test(point, async (s) => {
        await killAtEach(s, create, [point]);
        await remove.ask(server, id);
        await remove.isTrue(server, id);
      });
    }
  });

  test('one create, killed in turn after the effect of each step, becomes whole', (t) =>
    killAtEach(t, create, pointsOf(create, /done/)));

  test('one restart, killed at its points in turn, ends well', (t) =>
    killAtEach(t, restart, pointsOf(restart, /./)));

  test('public access that is switched off, killed at its points in turn, is closed and its EIP free', (t) =>
    killAtEach(t, closePublicAccess, pointsOf(closePublicAccess, /./)));

  test('one delete, killed at its points in turn, leaves nothing', (t) =>
    killAtEach(t, remove, pointsOf(remove, /./)));
});

/** What went wrong stands in the server's log. */
async function explained(server: TestServer, run: () => Promise<void>): Promise<void> {
  try {
    await run();
  } catch (error) {
    throw new Error(`${String(error)}\nThe server's log:\n${server.output().slice(-20_000)}`, {
      cause: error,
    });
  }
}
