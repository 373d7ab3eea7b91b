import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { after, before, suite, test } from 'node:test';
import kafkajs from 'kafkajs';
import kafkaSdk from '@huaweicloud/huaweicloud-sdk-kafka';
import {
  brokersOf,
  createInstance,
  huaweiClients,
  type HuaweiClients,
  type HuaweiRefusal,
  loginTo,
  seedBody,
  showInstance,
  untilStatus,
  wire,
} from '../../support/huawei.ts';
import { consume, kafkaClient, type KafkaAccess, produce } from '../../support/kafka-client.ts';
import { createTopic } from '../../support/create-topic.ts';
import { type MemberHistory, watchMembers } from '../../support/member-history.ts';
import { startProducing } from '../../support/producer-under-fault.ts';
import { startServer, type TestServer } from '../../support/server.ts';
import { until } from '../../support/until.ts';

interface Task {
  readonly name: string;
  readonly status: string;
  readonly params: string;
  readonly step_list: readonly { readonly name: string; readonly start_time: number }[];
}

const topic = 'through-changes';
const user = { name: 'somebody', password: 'Secret-13579' };

function restartsOf({ pids }: MemberHistory): readonly (readonly [string, number])[] {
  return [...pids].map(([member, all]) => [member, all.length - 1] as const);
}

suite('changes of a running instance through the official Huawei SDK', () => {
  let server: TestServer;
  let clients: HuaweiClients;
  let id: string;
  let plaintext: KafkaAccess;

  before(async () => {
    server = await startServer();
    clients = huaweiClients(server);
    id = await createInstance(clients, await seedBody(clients, { name: 'changed', ssl_enable: false }));
    plaintext = brokersOf(await untilStatus(clients, id, 'RUNNING'));
  });
  after(() => server.dispose());

  async function untilDone(jobId: string): Promise<Task> {
    let seen: unknown;
    return until(`job ${jobId} has ended`, 120_000, async () => {
      const request = new kafkaSdk.ShowBackgroundTaskRequest().withInstanceId(id).withTaskId(jobId);
      const [task] = wire<{ tasks: Task[] }>(await clients.kafka.showBackgroundTask(request)).tasks;
      seen = [task, (await showInstance(clients, id))['status_reason']];
      if (task?.status === 'FAILED') throw new Error(JSON.stringify(task));
      return task?.status === 'SUCCESS' ? task : undefined;
    }).catch((error: unknown) => {
      throw new Error(`${JSON.stringify(seen)} ${server.output().slice(-2000)}`, { cause: error });
    });
  }

  async function modify(configs: Readonly<Record<string, string>>) {
    const list = Object.entries(configs).map(([name, value]) => ({ name, value }));
    const request = new kafkaSdk.ModifyInstanceConfigsRequest()
      .withInstanceId(id)
      .withBody({ kafka_configs: list } as object as kafkaSdk.ModifyInstanceConfigsReq);
    return wire<{ job_id: string; dynamic_config: number; static_config: number }>(
      await clients.kafka.modifyInstanceConfigs(request),
    );
  }

  async function switchListener(protocol: string, enable: boolean, login: object = {}): Promise<string> {
    const request = new kafkaSdk.UpdateKafkaPortProtocolRequest()
      .withEngine('kafka')
      .withInstanceId(id)
      .withBody({ protocol, enable, ...login } as object as kafkaSdk.PlainSslEnableRequest);
    return wire<{ job_id: string }>(await clients.kafka.updateKafkaPortProtocol(request)).job_id;
  }

  async function withLogin(): Promise<KafkaAccess> {
    const login = { username: user.name, password: user.password };
    return loginTo(server, await showInstance(clients, id), login);
  }

  /** What brokers say of a topic, to a client. */
  async function settingsOf(name: string): Promise<ReadonlyMap<string, string>> {
    const admin = kafkaClient(plaintext).admin();
    await admin.connect();
    try {
      const configNames = ['retention.ms', 'max.message.bytes', 'min.insync.replicas'];
      const { resources } = await admin.describeConfigs({
        resources: [{ type: kafkajs.ConfigResourceTypes.TOPIC, name, configNames }],
        includeSynonyms: false,
      });
      return new Map(resources[0]?.configEntries.map((entry) => [entry.configName, entry.configValue]));
    } finally {
      await admin.disconnect();
    }
  }

  async function watch(): Promise<MemberHistory> {
    const history = watchMembers(server.dataDir);
    await until('the watch has seen all members', 10_000, () => (history.pids.size === 6 ? true : undefined));
    return history;
  }

  test('settings that brokers take as they run hold at once, on every broker, without a restart', async (t) => {
    await produce(plaintext, topic, 10);
    const admin = kafkaClient(plaintext).admin();
    await admin.connect();
    const ownRetention = [{ name: 'retention.ms', value: '3600000' }];
    const order = {
      topic: 'of-its-own',
      numPartitions: 1,
      replicationFactor: 3,
      configEntries: ownRetention,
    };
    await createTopic(admin, order);
    await admin.disconnect();
    const history = await watch();
    t.after(() => history.stop());
    const answer = await modify({
      'log.retention.hours': '5',
      'message.max.bytes': '2000000',
      'min.insync.replicas': '2',
    });
    assert.deepEqual([answer.dynamic_config, answer.static_config], [3, 0]);
    assert.equal((await untilDone(answer.job_id)).name, 'kafkaConfigModify');
    await history.stop();
    assert.ok(restartsOf(history).every(([, restarts]) => restarts === 0));
    assert.deepEqual(Object.fromEntries(await settingsOf(topic)), {
      'max.message.bytes': '2000000',
      'min.insync.replicas': '2',
      'retention.ms': String(5 * 3_600_000),
    });
    const own = await settingsOf('of-its-own');
    assert.deepEqual([own.get('retention.ms'), own.get('min.insync.replicas')], ['3600000', '2']);
    const producer = kafkaClient(plaintext).producer({ retry: { retries: 0 } });
    await producer.connect();
    const large = { key: 'large', value: 'x'.repeat(2_100_000) };
    await assert.rejects(producer.send({ topic, messages: [large] }), { type: 'MESSAGE_TOO_LARGE' });
    await producer.disconnect();
    const shown = wire<{ kafka_configs: { name: string; value: string; default_value: string }[] }>(
      await clients.kafka.showInstanceConfigs(new kafkaSdk.ShowInstanceConfigsRequest().withInstanceId(id)),
    ).kafka_configs;
    const retention = shown.find(({ name }) => name === 'log.retention.hours');
    assert.deepEqual([retention?.value, retention?.default_value], ['5', '72']);
    await assert.rejects(modify({ 'auto.create.groups.enable': 'false' }), (refusal: HuaweiRefusal) => {
      assert.match(refusal.errorMsg, /num\.partitions/);
      return refusal.httpStatusCode === 400;
    });
  });

  test('a second listener comes by a rolling restart that a kill -9 of the control plane does not stop', async (t) => {
    const admin = kafkaClient(plaintext).admin();
    await admin.connect();
    const { controller } = await admin.describeCluster();
    await admin.createTopics({ topics: [{ topic: 'alone', numPartitions: 1, replicationFactor: 1 }] });
    await admin.disconnect();
    const producer = await startProducing(plaintext, topic);
    await producer.goesOn(20, 30_000);
    const history = await watch();
    t.after(() => history.stop());
    const jobId = await switchListener('private_sasl_ssl_enable', true, {
      user_name: user.name,
      pass_word: user.password,
      sasl_enabled_mechanisms: ['SCRAM-SHA-512', 'PLAIN'],
    });
    await until('the first broker was restarted', 60_000, () =>
      restartsOf(history).some(([, restarts]) => restarts > 0) ? true : undefined,
    );
    await server.end('SIGKILL');
    server = await server.startAgain();
    clients = huaweiClients(server);
    const task = await untilDone(jobId);
    await history.stop();
    for (const [member, restarts] of restartsOf(history)) {
      assert.equal(restarts, member.startsWith('broker-') ? 1 : 0, member);
    }
    assert.ok(history.leastBrokers() >= 2, 'at most one broker was away at a time');
    const restarts = task.step_list.filter(({ name }) => name.startsWith('restart:'));
    assert.equal(restarts.at(-1)?.name, `restart:broker-${controller}`);
    assert.match(task.params, /no replica to spare.*alone-0/);
    await producer.goesOn(20, 60_000);
    await producer.stop();
    const read = await consume(plaintext, topic, producer.acknowledged.length);
    assert.deepEqual(
      producer.acknowledged.filter((value) => !read.has(value)),
      [],
    );
    const shown = await showInstance(clients, id);
    const protocols = shown['port_protocols'] as Record<string, unknown>;
    assert.deepEqual(
      [protocols['private_plain_enable'], protocols['private_sasl_ssl_enable'], shown.port],
      [true, true, 9093],
    );
    assert.ok((await consume(await withLogin(), topic, 10)).size >= 10);
  });

  test('a listener goes, and with it who has no login; automatic topics change with the same restart', async () => {
    assert.equal(
      (await modify({ 'num.partitions': '5', 'default.replication.factor': '2' })).static_config,
      2,
    );
    await untilDone(await switchListener('private_plain_enable', false));
    for (const broker of plaintext.brokers) {
      const [host = '', port = ''] = broker.split(':');
      const socket = connect({ host, port: Number(port) });
      const { promise, resolve } = Promise.withResolvers<string>();
      socket.once('connect', () => resolve('connected'));
      socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? ''));
      assert.equal(await promise, 'ECONNREFUSED', broker);
    }
    const access = await withLogin();
    await produce(access, 'of-five', 20);
    const admin = kafkaClient(access).admin();
    await admin.connect();
    const { topics } = await admin.fetchTopicMetadata({ topics: ['of-five'] });
    await admin.disconnect();
    assert.deepEqual(
      topics[0]?.partitions.map(({ replicas }) => replicas.length),
      [2, 2, 2, 2, 2],
    );
    await assert.rejects(switchListener('private_sasl_ssl_enable', false), (refusal: HuaweiRefusal) => {
      assert.match(refusal.errorMsg, /last listener/);
      return refusal.httpStatusCode === 400;
    });
  });

  test('logins go on without TLS, and automatic topics are switched off; the task has the name that Terraform waits for', async () => {
    // One after the other, and all of them by the restarts that follow: clients log in by one listener at a time.
    await switchListener('private_plain_enable', true);
    await switchListener('private_sasl_ssl_enable', false);
    await switchListener('private_sasl_plaintext_enable', true, {
      user_name: user.name,
      pass_word: user.password,
      sasl_enabled_mechanisms: ['SCRAM-SHA-512', 'PLAIN'],
    });
    const body = { enable_auto_topic: false };
    await clients.kafka.updateInstanceAutoCreateTopic(
      new kafkaSdk.UpdateInstanceAutoCreateTopicRequest()
        .withInstanceId(id)
        .withBody(body as object as kafkaSdk.UpdateInstanceAutoCreateTopicReq),
    );
    const list = new kafkaSdk.ListBackgroundTasksRequest().withInstanceId(id).withStart(1).withLimit(100);
    await until('the newest task has ended', 120_000, async () => {
      const { tasks } = wire<{ tasks: Task[] }>(await clients.kafka.listBackgroundTasks(list));
      assert.equal(tasks[0]?.name, 'kafkaConfigModify');
      return tasks[0].status === 'SUCCESS' ? true : undefined;
    });
    const { brokers } = await withLogin();
    for (const mechanism of ['plain', 'scram-sha-512'] as const) {
      const login = { mechanism, username: user.name, password: user.password, ca: '' };
      assert.ok((await consume({ brokers, login }, topic, 10)).size >= 10, mechanism);
      const wrong = kafkaClient({ brokers, login: { ...login, password: 'Not-the-password-1' } }).admin();
      await assert.rejects(wrong.connect(), /credentials|password|authentication/i);
      await wrong.disconnect();
    }
    const login = { mechanism: 'plain', username: user.name, password: user.password, ca: '' } as const;
    const producer = kafkaClient({ brokers, login }).producer({
      retry: { retries: 1, initialRetryTime: 50 },
    });
    await producer.connect();
    await assert.rejects(
      producer.send({ topic: 'unknown-to-all', messages: [{ value: 'x' }] }),
      /does not host this topic-partition/,
    );
    await producer.disconnect();
  });
});
