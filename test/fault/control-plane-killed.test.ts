import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import {
  brokersOf,
  createInstance,
  deleteInstance,
  huaweiClients,
  seedBody,
  showInstance,
  untilGone,
  untilStatus,
} from '../support/huawei.ts';
import { consume } from '../support/kafka-client.ts';
import { membersOf } from '../support/members.ts';
import { startProducing } from '../support/producer-under-fault.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { until } from '../support/until.ts';

suite('the control plane dies', () => {
  let server: TestServer;
  let id: string;

  before(async () => {
    server = await startServer();
  });
  after(() => server.dispose());

  test('kill -9 while an instance is CREATING: it becomes RUNNING after the next start, no JVM doubled', async () => {
    const clients = huaweiClients(server);
    id = await createInstance(clients, await seedBody(clients, { name: 'survivor', ssl_enable: false }));
    const early = await until('the first members run', 60_000, async () => {
      const members = await membersOf(server.dataDir);
      return members.length > 0 ? members : undefined;
    });
    assert.equal(await server.end('SIGKILL'), null);
    server = await server.startAgain();
    await untilStatus(huaweiClients(server), id, 'RUNNING');
    const members = await membersOf(server.dataDir);
    assert.deepEqual(
      members.map((member) => member.memberName),
      ['broker-1', 'broker-2', 'broker-3', 'zookeeper-1', 'zookeeper-2', 'zookeeper-3'],
    );
    const pids = new Set(members.map((member) => member.pid));
    assert.ok(
      early.every((member) => pids.has(member.pid)),
      'what ran before the kill was adopted',
    );
  });

  test('kill -9 while RUNNING with a client producing: its stream is not cut, the same JVMs are adopted', async () => {
    const clients = huaweiClients(server);
    const instance = await showInstance(clients, id);
    const access = brokersOf(instance);
    const producer = await startProducing(access, 'uncut');
    await producer.goesOn(20, 30_000);
    const membersBefore = await membersOf(server.dataDir);
    await server.end('SIGKILL');
    await producer.goesOn(50, 30_000);
    server = await server.startAgain();
    assert.equal(
      (await untilStatus(huaweiClients(server), id, 'RUNNING')).connect_address,
      instance.connect_address,
    );
    await producer.goesOn(50, 30_000);
    await producer.stop();
    assert.equal(producer.disconnects(), 1, 'only its own goodbye');
    assert.deepEqual(await membersOf(server.dataDir), membersBefore);
    const read = await consume(access, 'uncut', producer.acknowledged.length);
    assert.deepEqual(
      producer.acknowledged.filter((value) => !read.has(value)),
      [],
    );
  });

  test('kill -9 of one broker of three: acks=all goes on, and the broker is back within 30 s', async () => {
    const clients = huaweiClients(server);
    const producer = await startProducing(brokersOf(await showInstance(clients, id)), 'one-broker-less');
    await producer.goesOn(20, 30_000);
    const victim = (await membersOf(server.dataDir)).find((member) => member.memberName === 'broker-2');
    assert.ok(victim);
    process.kill(victim.pid, 'SIGKILL');
    const backWithin = 30_000;
    const back = until('broker-2 answers clients again', backWithin, async () => {
      const members = await membersOf(server.dataDir);
      const again = members.find((member) => member.memberName === 'broker-2' && member.pid !== victim.pid);
      if (again === undefined) return undefined;
      const [, address] = (await showInstance(clients, id)).connect_address.split(',');
      await consume({ brokers: [`${address}:9092`] }, 'one-broker-less', 1);
      return again;
    });
    await producer.goesOn(100, 60_000);
    await back;
    await producer.stop();
    await untilStatus(clients, id, 'RUNNING');
    assert.equal((await membersOf(server.dataDir)).length, 6);
  });

  test('SIGTERM stops the brokers and ends with 0; the next start brings instance and data back', async () => {
    assert.equal(await server.end('SIGTERM'), 0);
    assert.deepEqual(await membersOf(server.dataDir), []);
    server = await server.startAgain();
    const instance = await untilStatus(huaweiClients(server), id, 'RUNNING');
    assert.ok((await consume(brokersOf(instance), 'uncut', 100)).size >= 100);
  });

  test('with POLYBROKER_ON_EXIT=keep the brokers go on, and are adopted', async () => {
    const running = await membersOf(server.dataDir);
    await server.end('SIGKILL');
    server = await server.startAgain({ POLYBROKER_ON_EXIT: 'keep' });
    assert.equal(await server.end('SIGTERM'), 0);
    assert.deepEqual(await membersOf(server.dataDir), running);
    server = await server.startAgain({});
    await untilStatus(huaweiClients(server), id, 'RUNNING');
    assert.deepEqual(await membersOf(server.dataDir), running);
    const clients = huaweiClients(server);
    await deleteInstance(clients, id);
    await untilGone(clients, id);
    assert.deepEqual(await membersOf(server.dataDir), []);
  });
});
