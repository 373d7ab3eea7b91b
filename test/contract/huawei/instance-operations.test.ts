import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import kafkaSdk from '@huaweicloud/huaweicloud-sdk-kafka';
import {
  brokersOf,
  createInstance,
  huaweiClients,
  type HuaweiClients,
  type HuaweiRefusal,
  seedBody,
  showInstance,
  type ShownInstance,
  untilGone,
  untilStatus,
  wire,
} from '../../support/huawei.ts';
import { consume, type KafkaAccess } from '../../support/kafka-client.ts';
import { watchMembers } from '../../support/member-history.ts';
import { membersOf } from '../../support/members.ts';
import { startProducing } from '../../support/producer-under-fault.ts';
import { startServer, type TestServer } from '../../support/server.ts';
import { until } from '../../support/until.ts';

interface ShownTask {
  readonly id: string;
  readonly name: string;
  readonly status: string;
  readonly created_at: string;
}

suite('operations on a running instance through the official Huawei SDK', () => {
  let server: TestServer;
  let clients: HuaweiClients;
  let id: string;
  let access: KafkaAccess;

  before(async () => {
    server = await startServer({ POLYBROKER_INSTANCE_QUOTA: '1' });
    clients = huaweiClients(server);
    id = await createInstance(clients, await seedBody(clients, { name: 'operated', ssl_enable: false }));
    access = brokersOf(await untilStatus(clients, id, 'RUNNING'));
  });
  after(() => server.dispose());

  async function act(action: 'restart' | 'delete') {
    const body = { action, instances: [id] } as kafkaSdk.BatchRestartOrDeleteInstanceReq;
    const request = new kafkaSdk.BatchRestartOrDeleteInstancesRequest().withBody(body);
    return wire<{ results: unknown }>(await clients.kafka.batchRestartOrDeleteInstances(request)).results;
  }

  async function tasks() {
    const request = new kafkaSdk.ListBackgroundTasksRequest().withInstanceId(id).withStart(1).withLimit(100);
    return wire<{ task_count: string; tasks: ShownTask[] }>(await clients.kafka.listBackgroundTasks(request));
  }

  test('restart is rolling, an acks=all producer loses nothing, and kill -9 of the control plane in its middle restarts none twice', async (t) => {
    const producer = await startProducing(access, 'through-a-restart');
    await producer.goesOn(20, 30_000);
    const history = watchMembers(server.dataDir);
    t.after(() => history.stop());
    await until('the watch has seen all members', 10_000, () => (history.pids.size === 6 ? true : undefined));
    assert.deepEqual(await act('restart'), [{ result: 'success', instance: id }]);
    assert.equal((await showInstance(clients, id)).status, 'RESTARTING');
    await assert.rejects(act('restart'), (refusal: HuaweiRefusal) => {
      assert.deepEqual([refusal.httpStatusCode, refusal.errorCode], [400, 'DMS.00400026']);
      return true;
    });
    await until('the first broker is being restarted', 120_000, () =>
      [...history.pids.values()].some((pids) => pids.length === 2) ? true : undefined,
    );
    await server.end('SIGKILL');
    server = await server.startAgain();
    clients = huaweiClients(server);
    await untilStatus(clients, id, 'RUNNING');
    await history.stop();
    for (const [member, pids] of history.pids) {
      assert.equal(pids.length, member.startsWith('broker-') ? 2 : 1, `${member} was ${pids.join(', ')}`);
    }
    assert.equal(history.pids.size, 6);
    assert.ok(history.leastBrokers() >= 2, 'at most one broker was away at a time');
    await producer.goesOn(20, 60_000);
    await producer.stop();
    const read = await consume(access, 'through-a-restart', producer.acknowledged.length);
    const lost = producer.acknowledged.filter((value) => !read.has(value));
    assert.deepEqual(lost, []);
  });

  test('update changes name, description and window without touching a process', async () => {
    const running = await membersOf(server.dataDir);
    const body = { name: 'renamed', description: 'new', maintain_begin: '06:00', maintain_end: '10:00' };
    const request = new kafkaSdk.UpdateInstanceRequest()
      .withInstanceId(id)
      .withBody(body as object as kafkaSdk.UpdateInstanceReq);
    assert.equal(
      wire<{ httpStatusCode: number }>(await clients.kafka.updateInstance(request)).httpStatusCode,
      204,
    );
    const list = new kafkaSdk.ListInstancesRequest().withEngine('kafka').withName('renamed');
    const { instances } = wire<{ instances: ShownInstance[] }>(
      await clients.kafka.listInstances(list.withExactMatchName('true')),
    );
    assert.deepEqual(
      instances.map((instance) => [
        instance.instance_id,
        instance['description'],
        instance['maintain_begin'],
      ]),
      [[id, 'new', '06:00:00']],
    );
    assert.deepEqual(await membersOf(server.dataDir), running);
  });

  test('tasks have strings for numbers and times; the ended one can be shown and deleted', async () => {
    const listed = await tasks();
    assert.equal(listed.task_count, '2');
    assert.deepEqual(
      listed.tasks.map((task) => task.name),
      ['restartInstance', 'createInstance'],
    );
    const [task] = listed.tasks;
    assert.equal(task?.status, 'SUCCESS');
    assert.match(task.created_at, /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
    const one = new kafkaSdk.ShowBackgroundTaskRequest().withInstanceId(id).withTaskId(task.id);
    const shown = wire<{ tasks: { step_list: { name: string; statue: string }[] }[] }>(
      await clients.kafka.showBackgroundTask(one),
    );
    const steps = shown.tasks[0]?.step_list.filter(({ statue }) => statue === 'SUCCESS') ?? [];
    for (const step of ['restart:broker-2', 'restart:broker-3', 'proveReady']) {
      assert.ok(
        steps.some(({ name }) => name === step),
        step,
      );
    }
    const removal = new kafkaSdk.DeleteBackgroundTaskRequest().withInstanceId(id).withTaskId(task.id);
    await clients.kafka.deleteBackgroundTask(removal);
    assert.equal((await tasks()).task_count, '1');
  });

  test('the rest of the daily reads: brokers, tags, quota, windows, flavors', async () => {
    const { kafka } = clients;
    const { cluster } = wire<{ cluster: { brokers: { health: boolean; broker_id: string }[] } }>(
      await kafka.showKafkaCluster(new kafkaSdk.ShowKafkaClusterRequest().withInstanceId(id)),
    );
    assert.deepEqual(
      cluster.brokers.map(({ broker_id: broker, health }) => [broker, health]),
      [
        ['1', true],
        ['2', true],
        ['3', true],
      ],
    );
    const change = { action: 'create', tags: [{ key: 'env', value: 'test' }] };
    await kafka.batchCreateOrDeleteKafkaTag(
      new kafkaSdk.BatchCreateOrDeleteKafkaTagRequest()
        .withInstanceId(id)
        .withBody(change as kafkaSdk.BatchCreateOrDeleteTagReq),
    );
    const { tags } = wire<{ tags: { key: string }[] }>(
      await kafka.showKafkaTags(new kafkaSdk.ShowKafkaTagsRequest().withInstanceId(id)),
    );
    assert.deepEqual(
      tags.map(({ key }) => key),
      ['key1', 'key2', 'env'],
    );
    const { tags: all } = wire<{ tags: { key: string; values: string[] }[] }>(
      await kafka.showKafkaProjectTags(new kafkaSdk.ShowKafkaProjectTagsRequest()),
    );
    assert.deepEqual(all.at(-1), { key: 'env', values: ['test'] });
    const { quotas } = wire<{ quotas: { resources: unknown[] } }>(
      await kafka.showQuotas(new kafkaSdk.ShowQuotasRequest()),
    );
    // One number for instances of both engines.
    assert.deepEqual(quotas.resources, [
      { type: 'kafkaInstance', quota: 1, used: 1 },
      { type: 'rocketmqInstance', quota: 1, used: 1 },
    ]);
    await assert.rejects(createInstance(clients, await seedBody(clients, { name: 'beyond' })), (error) => {
      assert.equal((error as HuaweiRefusal).errorCode, 'DMS.00400035');
      return true;
    });
    const { maintain_windows: windows } = wire<{ maintain_windows: unknown[] }>(
      await kafka.showMaintainWindows(new kafkaSdk.ShowMaintainWindowsRequest()),
    );
    assert.equal(windows.length, 6);
    const { products } = wire<{ products: unknown[] }>(
      await kafka.listEngineProducts(new kafkaSdk.ListEngineProductsRequest().withEngine('kafka')),
    );
    assert.equal(products.length, 8);
  });

  test('delete by the batch call leaves no process', async () => {
    assert.deepEqual(await act('delete'), [{ result: 'success', instance: id }]);
    await untilGone(clients, id);
    assert.deepEqual(await membersOf(server.dataDir), []);
  });
});
