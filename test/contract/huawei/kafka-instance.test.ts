import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import kafkaSdk from '@huaweicloud/huaweicloud-sdk-kafka';
import {
  brokersOf,
  createInstance,
  deleteInstance,
  huaweiClients,
  type HuaweiClients,
  type HuaweiRefusal,
  loginTo,
  seedBody,
  showInstance,
  type ShownInstance,
  untilGone,
  untilStatus,
  wire,
} from '../../support/huawei.ts';
import {
  consume,
  kafkaClient,
  kcat,
  kcatInstalled,
  type KafkaAccess,
  produce,
} from '../../support/kafka-client.ts';
import { listeningPorts, membersOf } from '../../support/members.ts';
import { openAtMembers } from '../../engine/unauthenticated-peers.ts';
import { polybrokerCommand } from '../../support/polybroker-command.ts';
import { startServer, type TestServer } from '../../support/server.ts';

const messages = 10_000;

suite('a Kafka instance through the official Huawei SDK', () => {
  let server: TestServer;
  let clients: HuaweiClients;
  const ids = { plaintext: '', tls: '', scram: '' };
  const shown: { plaintext?: ShownInstance; tls?: ShownInstance; scram?: ShownInstance } = {};

  before(async () => {
    server = await startServer({ POLYBROKER_KAFKA_VERSIONS: '4.3' });
    clients = huaweiClients(server);
  });
  after(() => server.dispose());

  const directoryOf = (id: string) => join(server.dataDir, 'instances', id);

  function plaintext(): KafkaAccess {
    assert.ok(shown.plaintext);
    return brokersOf(shown.plaintext);
  }

  /** The access of the user, and a file with the certificate that was downloaded. */
  async function logIn(instance: ShownInstance | undefined, mechanism: 'plain' | 'scram-sha-512') {
    assert.ok(instance);
    const access = await loginTo(server, instance, { mechanism });
    const caFile = join(directoryOf(instance.instance_id), 'broker-1', 'ca.pem');
    assert.equal(await readFile(caFile, 'utf8'), access.login.ca);
    return { access, caFile };
  }

  /** What lets somebody in without a login, at any port of the instance's processes. */
  async function openToStrangers(id: string, authorityPem: string): Promise<readonly string[]> {
    const text = await polybrokerCommand(server.dataDir, ['instances', 'show', id]);
    const members = (await membersOf(server.dataDir)).filter(({ instanceId }) => instanceId === id);
    assert.ok(members.length >= 3);
    const listening = members.map(({ memberName, pid }) => {
      const [, address = ''] = new RegExp(`^${memberName} +(127(?:\\.\\d+){3}) `, 'm').exec(text) ?? [];
      return { name: memberName, pid, address };
    });
    return openAtMembers(listening, authorityPem);
  }

  test('create answers an id at once, and GET turns from CREATING to RUNNING', async () => {
    ids.plaintext = await createInstance(
      clients,
      await seedBody(clients, { name: 'plain', ssl_enable: false }),
    );
    ids.tls = await createInstance(clients, await seedBody(clients, { name: 'with-tls' }));
    assert.match(ids.plaintext, /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/);
    const early = await showInstance(clients, ids.tls);
    assert.equal(early.status, 'CREATING');
    shown.plaintext = await untilStatus(clients, ids.plaintext, 'RUNNING');
    shown.tls = await untilStatus(clients, ids.tls, 'RUNNING');
  });

  test('an operator sees which members run, and on which Java', async () => {
    const list = await polybrokerCommand(server.dataDir, ['instances', 'list']);
    const row = new RegExp(
      `^${ids.tls} +with-tls +cn-north-4 +kafka 2\\.3\\.0 +2\\.3\\.1 +running +6 of 6$`,
      'm',
    );
    assert.match(list, row);
    const text = await polybrokerCommand(server.dataDir, ['instances', 'show', ids.tls]);
    const members = (await membersOf(server.dataDir)).filter(({ instanceId }) => instanceId === ids.tls);
    assert.equal(members.length, 6);
    for (const { memberName, pid } of members) {
      const member = new RegExp(`^${memberName} +127(\\.\\d+){3} +running +${pid} .* 17\\.\\S+ +/\\S+$`, 'm');
      assert.match(text, member);
    }
  });

  test('the instance shows what was ordered, with the types that clients insist on', () => {
    const instance = shown.tls;
    assert.ok(instance);
    const expected = {
      name: 'with-tls',
      engine: 'kafka',
      engine_version: '2.3.0',
      type: 'cluster',
      specification: '300MB',
      partition_num: '900',
      storage_space: 300,
      total_storage_space: 300,
      broker_num: 3,
      port: 9093,
      charging_mode: 1,
      ssl_enable: true,
      access_user: 'root',
      kafka_manager_user: 'root',
      retention_policy: 'time_base',
      enable_auto_topic: true,
      enterprise_project_id: '0',
      maintain_begin: '22:00:00',
      maintain_end: '02:00:00',
      product_id: '00300-30310-0--0',
      storage_spec_code: 'dms.physical.storage.ultra',
      sasl_enabled_mechanisms: ['PLAIN'],
      kafka_security_protocol: 'SASL_SSL',
      tags: [
        { key: 'key1', value: 'value1' },
        { key: 'key2', value: 'value2' },
      ],
    };
    for (const [field, value] of Object.entries(expected)) assert.deepEqual(instance[field], value, field);
    assert.equal(instance.connect_address.split(',').length, 3);
    assert.match(String(instance['created_at']), /^\d{13}$/);
    assert.equal(typeof instance['created_at'], 'string');
    assert.equal(Object.keys(JSON.parse(String(instance['cross_vpc_info'])) as object).length, 3);
    assert.equal(typeof instance['port_protocols'], 'object');
    assert.equal(shown.plaintext?.port, 9092);
  });

  test('each broker is a process of its own with an address of its own', async () => {
    const members = await membersOf(server.dataDir);
    for (const id of [ids.plaintext, ids.tls]) {
      const brokers = members.filter(
        (member) => member.instanceId === id && member.memberName.startsWith('broker-'),
      );
      assert.equal(brokers.length, 3);
    }
    const addresses = [shown.plaintext, shown.tls].flatMap((one) => one?.connect_address.split(',') ?? []);
    assert.equal(new Set(addresses).size, 6);
  });

  test('a Node client produces and consumes 10,000 messages in plaintext', async () => {
    const access = plaintext();
    await produce(access, 'node-plain', messages);
    assert.equal((await consume(access, 'node-plain', messages)).size, messages);
  });

  test('a Node client produces and consumes 10,000 messages over SASL_SSL', async () => {
    const { access } = await logIn(shown.tls, 'plain');
    await produce(access, 'node-tls', messages);
    assert.equal((await consume(access, 'node-tls', messages)).size, messages);
  });

  test('a topic that a client names is made with 3 partitions and 3 replicas', async () => {
    const admin = kafkaClient(plaintext()).admin();
    await admin.connect();
    try {
      const { topics } = await admin.fetchTopicMetadata({ topics: ['node-plain'] });
      assert.deepEqual(
        topics[0]?.partitions.map((partition) => partition.replicas.length),
        [3, 3, 3],
      );
    } finally {
      await admin.disconnect();
    }
  });

  const withKcat = kcatInstalled ? {} : { skip: 'kcat is not installed' };
  const lines = Array.from({ length: messages }, (_, index) => `line-${index}`);

  test('kcat produces and consumes 10,000 messages in plaintext', withKcat, async () => {
    const access = plaintext();
    await kcat(access, null, ['-P', '-t', 'kcat-plain'], `${lines.join('\n')}\n`);
    const read = (await kcat(access, null, ['-C', '-t', 'kcat-plain', '-e', '-q'])).trimEnd().split('\n');
    assert.deepEqual(read.toSorted(), lines.toSorted());
  });

  test('kcat produces and consumes 10,000 messages over SASL_SSL', withKcat, async () => {
    const { access, caFile } = await logIn(shown.tls, 'plain');
    await kcat(access, caFile, ['-P', '-t', 'kcat-tls'], `${lines.join('\n')}\n`);
    const read = (await kcat(access, caFile, ['-C', '-t', 'kcat-tls', '-e', '-q'])).trimEnd().split('\n');
    assert.deepEqual(read.toSorted(), lines.toSorted());
  });

  test('a wrong password is refused', async () => {
    const { access } = await logIn(shown.tls, 'plain');
    const wrong = { ...access, login: { ...access.login, password: 'Not-the-password-1' } };
    const admin = kafkaClient(wrong).admin();
    await assert.rejects(admin.connect());
    await admin.disconnect();
  });

  test('without a login nobody gets in, at any port of brokers and ZooKeeper', async () => {
    const { access } = await logIn(shown.tls, 'plain');
    assert.deepEqual(await openToStrangers(ids.tls, access.login.ca), []);
  });

  test('list shows both, newest first, and finds one by name', async () => {
    const request = new kafkaSdk.ListInstancesRequest().withEngine('kafka');
    const all = wire<{ instances: ShownInstance[]; instance_num: number }>(
      await clients.kafka.listInstances(request),
    );
    assert.equal(all.instance_num, 2);
    assert.deepEqual(
      all.instances.map((instance) => instance.name),
      ['with-tls', 'plain'],
    );
    const one = wire<{ instances: ShownInstance[] }>(
      await clients.kafka.listInstances(request.withName('plain').withExactMatchName('true')),
    );
    assert.deepEqual(
      one.instances.map((instance) => instance.instance_id),
      [ids.plaintext],
    );
  });

  test('after delete GET is the cloud’s 404, and no process, port or directory is left', async () => {
    const access = plaintext();
    const directory = directoryOf(ids.plaintext);
    assert.ok(existsSync(directory));
    await deleteInstance(clients, ids.plaintext);
    const refusal = await untilGone(clients, ids.plaintext);
    assert.equal(refusal.httpStatusCode, 404);
    assert.equal(refusal.errorCode, 'DMS.00404022');
    assert.equal(existsSync(directory), false);
    const left = (await membersOf(server.dataDir)).filter((member) => member.instanceId === ids.plaintext);
    assert.deepEqual(left, []);
    const ports = listeningPorts();
    const addresses = new Set(access.brokers.map((broker) => broker.split(':')[0]));
    assert.deepEqual(
      [...ports].filter((port) => addresses.has(port.split(':')[0])),
      [],
    );
  });

  test('SCRAM-SHA-512 when sasl_enabled_mechanisms asks for it, on a version that the operator offers besides', async () => {
    const body = await seedBody(clients, {
      name: 'scram',
      engine_version: '4.3',
      sasl_enabled_mechanisms: ['SCRAM-SHA-512'],
    });
    ids.scram = await createInstance(clients, body);
    shown.scram = await untilStatus(clients, ids.scram, 'RUNNING');
    assert.equal(shown.scram['engine_version'], '4.3');
    const members = (await membersOf(server.dataDir)).filter(({ instanceId }) => instanceId === ids.scram);
    assert.deepEqual(members.map(({ memberName }) => memberName).toSorted(), [
      'broker-1',
      'broker-2',
      'broker-3',
    ]);
    const { access } = await logIn(shown.scram, 'scram-sha-512');
    await produce(access, 'scram', 100);
    assert.equal((await consume(access, 'scram', 100)).size, 100);
    assert.deepEqual(await openToStrangers(ids.scram, access.login.ca), []);
    await deleteInstance(clients, ids.scram);
    await untilGone(clients, ids.scram);
  });

  test('an instance of another name than the cloud allows is refused, and nothing is made', async () => {
    const refusal = await createInstance(clients, await seedBody(clients, { name: '1st' })).then(
      () => assert.fail('was accepted'),
      (error: HuaweiRefusal) => error,
    );
    assert.equal(refusal.httpStatusCode, 400);
    assert.equal(refusal.errorCode, 'DMS.00400010');
    assert.match(refusal.errorMsg, /name/);
  });
});
