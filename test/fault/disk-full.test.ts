import assert from 'node:assert/strict';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import kafkaSdk from '@huaweicloud/huaweicloud-sdk-kafka';
import {
  accessTo,
  createInstance,
  deleteInstance,
  huaweiClients,
  type HuaweiClients,
  type HuaweiRefusal,
  restartInstance,
  showInstance,
  untilGone,
  untilStatus,
  wire,
} from '../support/huawei.ts';
import { consume, produce } from '../support/kafka-client.ts';
import { addressesOf, leftoversOf } from '../support/leftovers.ts';
import { membersOf } from '../support/members.ts';
import { startServer, type TestServer } from '../support/server.ts';
import { singleBrokerBody } from '../support/single-broker.ts';
import { mountSmallDisk, type SmallDisk, whyNoSmallDisk } from '../support/small-disk.ts';
import { until } from '../support/until.ts';

/** Commits after which SQLite has written its log to full length and begun anew in it (1000 pages): no growth for a while. */
const commitsThatFillTheLog = 400;

const options = whyNoSmallDisk === null ? {} : { skip: whyNoSmallDisk };

suite('the disk of the data directory is full', options, () => {
  let disk: SmallDisk;
  let server: TestServer;
  let clients: HuaweiClients;
  const ids = { before: '', during: '', after: '' };

  before(async () => {
    disk = await mountSmallDisk(192);
    server = await startServer({}, join(disk.path, 'data'));
    clients = huaweiClients(server);
    ids.before = await createInstance(clients, await singleBrokerBody(clients, { name: 'before' }));
    await produce(await reach(ids.before), 'kept', 500);
  });
  after(async () => {
    await disk.makeRoom();
    await server.dispose();
    await disk.unmount();
  });

  async function reach(id: string) {
    return accessTo(server, await untilStatus(clients, id, 'RUNNING'));
  }

  async function listed(): Promise<number> {
    const answer = await clients.kafka.listInstances(
      new kafkaSdk.ListInstancesRequest().withEngine(kafkaSdk.ListInstancesRequestEngineEnum.KAFKA),
    );
    return wire<{ instances: object[] }>(answer).instances.length;
  }

  const assertAlive = () =>
    assert.deepEqual([server.process.exitCode, server.process.signalCode], [null, null]);

  test('a create is refused with the reason, and nothing is made of it', async () => {
    const body = await singleBrokerBody(clients, { name: 'refused' });
    await disk.fill(0);
    await assert.rejects(createInstance(clients, body), (refusal: HuaweiRefusal) => {
      assert.deepEqual([refusal.httpStatusCode, refusal.errorCode], [500, 'DMS.00500000']);
      assert.match(refusal.errorMsg, /database .*polybroker\.sqlite cannot be written: no space is left/);
      return true;
    });
    assert.equal(await listed(), 1);
    assert.equal((await showInstance(clients, ids.before)).status, 'RUNNING');
    assertAlive();
    await disk.makeRoom();
  });

  test('a disk that fills up in the middle of a create: it goes on when there is room', async (t) => {
    const body = await singleBrokerBody(clients, { name: 'during' });
    ids.during = await createInstance(clients, body);
    await disk.fill(0);
    const told = await until('somebody is told', 60_000, async () => {
      const { status, status_reason: reason } = await showInstance(clients, ids.during);
      if (status === 'ERROR') return String(reason);
      return /no space is left|ENOSPC/.exec(server.output())?.[0];
    });
    t.diagnostic(told);
    assert.match(told, /no space is left|ENOSPC/i);
    assertAlive();
    await disk.makeRoom();
    // The instance may be in ERROR until it is tried again by itself.
    await until('the instance runs', 120_000, async () =>
      (await showInstance(clients, ids.during)).status === 'RUNNING' ? true : undefined,
    );
    await produce(await reach(ids.during), 'works', 10);
    const members = (await membersOf(server.dataDir)).filter((member) => member.instanceId === ids.during);
    assert.equal(members.length, 2);
  });

  test('where only the brokers’ files find no room, the instance is in ERROR and says so', async (t) => {
    for (let number = 0; number < commitsThatFillTheLog; number += 1) {
      const change = new kafkaSdk.UpdateInstanceReq().withDescription(`number ${number}`);
      const request = new kafkaSdk.UpdateInstanceRequest().withInstanceId(ids.before).withBody(change);
      await clients.kafka.updateInstance(request);
    }
    const body = await singleBrokerBody(clients, { name: 'after' });
    await disk.fill(0);
    ids.after = await createInstance(clients, body);
    const instance = await untilStatus(clients, ids.after, 'ERROR');
    t.diagnostic(String(instance['status_reason']));
    assert.match(String(instance['status_reason']), /Cannot write to .*instances.*: no space is left there/);
    assert.deepEqual(
      (await membersOf(server.dataDir)).filter((member) => member.instanceId === ids.after),
      [],
    );
    await disk.makeRoom();
    await restartInstance(clients, ids.after);
    await produce(await reach(ids.after), 'works', 10);
  });

  test('afterwards all instances serve, nothing acknowledged is lost, and all can be deleted', async () => {
    const access = await reach(ids.before);
    assert.equal((await consume(access, 'kept', 500)).size, 500);
    for (const id of Object.values(ids)) {
      const addresses = addressesOf(server.dataDir, id);
      await deleteInstance(clients, id);
      await untilGone(clients, id);
      assert.deepEqual(await leftoversOf(server.dataDir, id, addresses), []);
    }
    assertAlive();
  });
});
