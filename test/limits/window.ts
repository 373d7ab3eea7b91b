import assert from 'node:assert/strict';
import { setTimeout as delay } from 'node:timers/promises';
import kafkaSdk from '@huaweicloud/huaweicloud-sdk-kafka';
import {
  brokersOf,
  createInstance,
  type HuaweiClients,
  huaweiClients,
  showInstance,
  untilStatus,
} from '../support/huawei.ts';
import { consume, produce } from '../support/kafka-client.ts';
import { membersOf } from '../support/members.ts';
import { scheduledTasks, scheduleUpgrade, updateScheduledTask } from '../support/scheduled-tasks.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { singleBrokerBody } from '../support/single-broker.ts';
import { until } from '../support/until.ts';

/** A server whose API offers the version, and an instance of it. */
export interface WindowedInstance {
  readonly server: TestServer;
  readonly clients: HuaweiClients;
  readonly id: string;
}

const hourMs = 3_600_000;
const messages = 100;

export async function startWindowedInstance(version: string): Promise<WindowedInstance> {
  const server = await startServer({ POLYBROKER_KAFKA_VERSIONS: version });
  const clients = huaweiClients(server);
  const order = { engine_version: version, ...windowAt(Date.now() + 12 * hourMs) };
  const id = await createInstance(clients, await singleBrokerBody(clients, order));
  await untilStatus(clients, id, 'RUNNING');
  return { server, clients, id };
}

/** The one of the cloud's daily windows that is open then. */
function windowAt(ms: number) {
  const begin = (Math.floor((new Date(ms).getUTCHours() + 2) / 4) * 4 - 2 + 24) % 24;
  return { maintain_begin: hourText(begin), maintain_end: hourText(begin + 4) };
}

function hourText(hour: number): string {
  return `${String(hour % 24).padStart(2, '0')}:00:00`;
}

/** What interrupts waits for its time or for the window, whichever that is by then, and what is cancelled never begins. */
export async function proveWindow({ server, clients, id }: WindowedInstance): Promise<string> {
  const access = brokersOf(await showInstance(clients, id));
  await produce(access, 'kept', messages);
  const pidOfBroker = async () =>
    (await membersOf(server.dataDir)).find(({ memberName }) => memberName === 'broker-1')?.pid;
  const statusOf = async (task: string) =>
    (await scheduledTasks(clients, id)).find((one) => one.id === task)?.status;
  const begins = async (task: string, before: number | undefined) => {
    await until('it is done', 120_000, async () => (await statusOf(task)) === 'SUCCESS' || undefined);
    await untilStatus(clients, id, 'RUNNING');
    assert.notEqual(await pidOfBroker(), before, 'the broker was restarted');
  };
  const first = await pidOfBroker();
  const cancelled = await scheduleUpgrade(clients, id, Date.now() + 3000);
  await updateScheduledTask(clients, id, cancelled, { status: 'CANCELLED' });
  const inWindow = await scheduleUpgrade(clients, id);
  const [shown] = await scheduledTasks(clients, id);
  assert.ok(Date.parse(shown?.schedule_at ?? '') > Date.now() + 6 * hourMs, 'it waits for the window');
  const atTime = await scheduleUpgrade(clients, id, Date.now() + 10_000);
  await delay(2000);
  assert.equal(await pidOfBroker(), first, 'nothing is restarted before its time');
  await begins(atTime, first);
  assert.deepEqual([await statusOf(cancelled), await statusOf(inWindow)], ['CANCELLED', 'CREATED']);

  const second = await pidOfBroker();
  const body = Object.assign(new kafkaSdk.UpdateInstanceReq(), windowAt(Date.now()));
  await clients.kafka.updateInstance(new kafkaSdk.UpdateInstanceRequest().withInstanceId(id).withBody(body));
  await begins(inWindow, second);
  assert.equal(await statusOf(cancelled), 'CANCELLED');
  assert.equal((await consume(access, 'kept', messages)).size, messages);
  return 'yes';
}
