import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import kafkaSdk from '@huaweicloud/huaweicloud-sdk-kafka';
import { foundFiles } from '../../src/runtimes/process/found-files.ts';
import {
  createInstance,
  type HuaweiClients,
  huaweiClients,
  showInstance,
  untilStatus,
  wire,
} from '../support/huawei.ts';
import { kafkaClient } from '../support/kafka-client.ts';
import { membersOf } from '../support/members.ts';
import { scheduledTasks, scheduleUpgrade, updateScheduledTask } from '../support/scheduled-tasks.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { singleBrokerBody } from '../support/single-broker.ts';
import { until } from '../support/until.ts';

const mebibyte = 1024 * 1024;
const capacity = 100 * mebibyte;

suite('an instance that nobody looks after for a while', { timeout: 600_000 }, () => {
  let server: TestServer;
  let clients: HuaweiClients;
  let id: string;
  let brokers: readonly string[];

  before(async () => {
    server = await startServer({ POLYBROKER_BYTES_PER_GB: String(mebibyte) });
    clients = huaweiClients(server);
    id = await createInstance(clients, await singleBrokerBody(clients));
    const { connect_address: addresses, port } = await untilStatus(clients, id, 'RUNNING');
    brokers = addresses.split(',').map((address) => `${address}:${port}`);
  });
  after(() => server.dispose());

  const kill = () => server.end('SIGKILL');
  async function startAgain(): Promise<void> {
    server = await server.startAgain();
    clients = huaweiClients(server);
  }

  const schedule = (atMs: number) => scheduleUpgrade(clients, id, atMs);
  const scheduled = () => scheduledTasks(clients, id);
  const update = (task: string, change: { readonly execute_at?: string; readonly status?: string }) =>
    updateScheduledTask(clients, id, task, change);

  async function upgrades(): Promise<readonly string[]> {
    const request = new kafkaSdk.ListBackgroundTasksRequest().withInstanceId(id);
    const { tasks } = wire<{ tasks: { name: string; status: string }[] }>(
      await clients.kafka.listBackgroundTasks(request),
    );
    return tasks.filter(({ name }) => name === 'upgradeInstance').map(({ status }) => status);
  }

  const pidOf = async (name: string) =>
    (await membersOf(server.dataDir)).find(({ memberName }) => memberName === name)?.pid;

  test('work that waits for its time is shown, moved, cancelled and deleted', async () => {
    const later = Date.now() + 3_600_000;
    const task = await schedule(later);
    const [shown] = await scheduled();
    assert.equal(shown?.id, task);
    assert.equal(shown.name, 'upgradeInstance');
    assert.equal(shown.status, 'CREATED');
    assert.equal(Date.parse(shown.schedule_at), later);
    await update(task, { execute_at: '20400101000000' });
    assert.equal(Date.parse((await scheduled())[0]?.schedule_at ?? ''), Date.UTC(2040, 0, 1));
    await update(task, { status: 'CANCELLED' });
    assert.equal((await scheduled())[0]?.status, 'CANCELLED');
    await clients.kafka.deleteScheduledTask(new kafkaSdk.DeleteScheduledTaskRequest(id, task));
    assert.deepEqual(await scheduled(), []);
    assert.deepEqual(await upgrades(), []);
  });

  test('what comes due after a kill -9 is begun at the next start, and once', async () => {
    const [broker, node] = [await pidOf('broker-1'), await pidOf('zookeeper-1')];
    const dueMs = Date.now() + 3_000;
    await schedule(dueMs);
    await kill();
    await delay(Math.max(dueMs - Date.now(), 0));
    await startAgain();
    await until('it was begun', 60_000, async () => ((await upgrades()).length > 0 ? true : undefined));
    await untilStatus(clients, id, 'RUNNING');
    assert.notEqual(await pidOf('broker-1'), broker, 'the broker was restarted');
    assert.equal(await pidOf('zookeeper-1'), node);
    const restarted = await pidOf('broker-1');
    await kill();
    await startAgain();
    assert.deepEqual(
      (await scheduled()).map(({ status }) => status),
      ['SUCCESS'],
    );
    assert.equal((await showInstance(clients, id)).status, 'RUNNING');
    assert.deepEqual(await upgrades(), ['SUCCESS']);
    assert.equal(await pidOf('broker-1'), restarted);
  });

  test('while nobody deletes the oldest, brokers refuse producers before the disk is full', async () => {
    const topic = 'left-alone';
    const batch = randomBytes(256 * 1024);
    const used = async () => {
      const files = await foundFiles(join(server.dataDir, 'instances', id, 'broker-1', 'data'));
      return files.reduce((sum, { bytes }) => sum + bytes, 0);
    };
    const producer = kafkaClient({ brokers }).producer({ retry: { retries: 2 } });
    await producer.connect();
    const send = () => producer.send({ topic, messages: [{ key: randomUUID(), value: batch }] });
    // Brokers are told how much they may hold once it was measured what they do.
    await until('the topic is there', 30_000, async () => {
      await send();
      return true;
    });
    const limits = join(server.dataDir, 'instances', id, 'broker-1', 'limits.properties');
    await until('the broker knows how much it may hold', 30_000, async () =>
      (await readFile(limits, 'utf8')).includes('max.stored.bytes') ? true : undefined,
    );
    await kill();
    const refusal = await until(
      'producers are refused',
      120_000,
      async () => {
        for (;;) {
          const error = await send().then(
            () => null,
            (failure: { readonly type?: string }) => failure,
          );
          if (error !== null) return error;
        }
      },
      0,
    );
    assert.equal(refusal.type, 'TOPIC_AUTHORIZATION_FAILED');
    // Two seconds of input are let through beyond the capacity, and one until it is noticed.
    assert.ok(
      (await used()) < capacity + 3 * 100 * mebibyte,
      `${Math.round((await used()) / mebibyte)} MiB are used`,
    );

    await startAgain();
    await until('the oldest goes, and producers go on', 120_000, async () => {
      await send();
      return true;
    });
    await until('it is under 95 %', 120_000, async () =>
      (await used()) < 0.95 * capacity ? true : undefined,
    );
    await producer.disconnect();
    assert.equal((await showInstance(clients, id)).status, 'RUNNING');
  });
});
