import assert from 'node:assert/strict';
import { freePublicAddresses } from '../support/free-public-addresses.ts';
import { after, before, suite, test } from 'node:test';
import kafkaSdk from '@huaweicloud/huaweicloud-sdk-kafka';
import {
  accessTo,
  createInstance,
  deleteInstance,
  huaweiClients,
  restartInstance,
  showInstance,
  untilGone,
  untilStatus,
  wire,
} from '../support/huawei.ts';
import { type JarMirror, startJarMirror } from '../support/jar-mirror.ts';
import { consume, produce } from '../support/kafka-client.ts';
import { addressesOf, leftoversOf } from '../support/leftovers.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { singleBrokerBody } from '../support/single-broker.ts';

interface WireTask {
  readonly name: string;
  readonly status: string;
}

suite('the engine’s jars cannot be fetched', () => {
  let mirror: JarMirror;
  let server: TestServer;
  let id = '';

  const environment = () => ({
    POLYBROKER_CACHE_DIR: mirror.emptyCache,
    POLYBROKER_MAVEN_REPOSITORY: mirror.address,
  });

  before(async () => {
    // One with the user's own cache: it fetches what is not there yet, for the mirror to have.
    server = await startServer();
    await server.dispose();
    mirror = await startJarMirror();
  });
  after(async () => {
    await server.dispose();
    await mirror.close();
  });

  test('a repository that never answers holds neither the start nor the stop up', async (t) => {
    mirror.mode = 'is-silent';
    const startedAt = performance.now();
    server = await startServer(environment());
    const readyAfterMs = performance.now() - startedAt;
    t.diagnostic(`ready after ${Math.round(readyAfterMs)} ms`);
    assert.ok(readyAfterMs < 30_000, 'before the first download attempt is given up');
    assert.match(server.output(), /Nothing has been received for 10 s; .*in the background/);
    assert.equal(await server.end('SIGTERM'), 0);
  });

  test('a repository that fails: the server starts, and the instance is in ERROR with the reason', async (t) => {
    mirror.mode = 'fails';
    const startedAt = performance.now();
    server = await server.startAgain(environment());
    t.diagnostic(`ready after ${Math.round(performance.now() - startedAt)} ms`);
    const clients = huaweiClients(server);
    const [eip = '', ...others] = await freePublicAddresses(server);
    const publicAccess = { enable_publicip: true, publicip_id: eip, public_bandwidth: 3 };
    id = await createInstance(clients, await singleBrokerBody(clients, { name: 'no-jars', ...publicAccess }));
    assert.deepEqual(await freePublicAddresses(server), others);
    const orderedAt = performance.now();
    const instance = await untilStatus(clients, id, 'ERROR', 60_000);
    t.diagnostic(`ERROR after ${Math.round(performance.now() - orderedAt)} ms`);
    assert.match(
      String(instance['status_reason']),
      /kafka 2\.3.* could not be fetched from http:\/\/127\.0\.0\.1.*503/,
    );
    const request = new kafkaSdk.ListBackgroundTasksRequest().withInstanceId(id);
    const { tasks } = wire<{ tasks: WireTask[] }>(await clients.kafka.listBackgroundTasks(request));
    assert.deepEqual(
      tasks.map((task) => task.status),
      ['FAILED'],
    );
    assert.match(JSON.stringify(tasks), /could not be fetched from .*503/);
  });

  test('it stays in ERROR while the cause lasts, whatever is tried', async () => {
    const clients = huaweiClients(server);
    await restartInstance(clients, id);
    await untilStatus(clients, id, 'ERROR', 60_000);
    assert.match(String((await showInstance(clients, id))['status_reason']), /503/);
  });

  test('restart brings it up once they can be fetched', async () => {
    mirror.mode = 'serves';
    const clients = huaweiClients(server);
    await restartInstance(clients, id);
    assert.notEqual((await showInstance(clients, id)).status, 'ERROR');
    const instance = await untilStatus(clients, id, 'RUNNING');
    assert.equal(instance['status_reason'], undefined);
    const access = await accessTo(server, instance);
    await produce(access, 'at-last', 100);
    assert.equal((await consume(access, 'at-last', 100)).size, 100);
  });

  test('it is deleted without a trace', async () => {
    const clients = huaweiClients(server);
    const addresses = addressesOf(server.dataDir, id);
    await deleteInstance(clients, id);
    await untilGone(clients, id);
    assert.deepEqual(await leftoversOf(server.dataDir, id, addresses), []);
    assert.equal((await freePublicAddresses(server)).length, 64);
  });
});
