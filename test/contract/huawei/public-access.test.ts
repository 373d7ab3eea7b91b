import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import { readlink } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import { connect as connectTls } from 'node:tls';
import kafkaSdk from '@huaweicloud/huaweicloud-sdk-kafka';
import vpcSdk from '@huaweicloud/huaweicloud-sdk-vpc';
import kafkajs, { type ISocketFactoryArgs } from 'kafkajs';
import { consoleTool } from '../../support/console-tool.ts';
import { freePublicAddresses } from '../../support/free-public-addresses.ts';
import { makeGroup, makeRule, refused } from '../../support/huawei-networks.ts';
import {
  createInstance,
  deleteInstance,
  huaweiClients,
  type HuaweiClients,
  loginTo,
  seedBody,
  showInstance,
  type ShownInstance,
  untilGone,
  untilStatus,
  wire,
} from '../../support/huawei.ts';
import { consume, kafkaClient, produce, type KafkaAccess } from '../../support/kafka-client.ts';
import { addressesOf, leftoversOf } from '../../support/leftovers.ts';
import { listeningPorts, membersOf } from '../../support/members.ts';
import { startServer, type TestServer } from '../../support/server.ts';
import { singleBrokerBody } from '../../support/single-broker.ts';
import { until } from '../../support/until.ts';

const megabyte = 1_000_000;
const bandwidthMbitps = 24;
const bytesPerSecond = (bandwidthMbitps * 1_000_000) / 8;
const topic = 'from-outside';
const batch = randomBytes(100_000);
/** A look of the relay or of a broker at its settings, and a busy machine. */
const noticedWithinMs = 30_000;

const addressesIn = (list: unknown): readonly string[] => String(list).split(',');

suite(
  'public access to instances that were ordered through the official Huawei SDK',
  { timeout: 500_000 },
  () => {
    let server: TestServer;
    let clients: HuaweiClients;
    let id: string;
    let single: string;
    let eips: readonly string[];
    let shown: ShownInstance;
    let access: Required<KafkaAccess>;

    const pidOf = async (ofInstance: string, name: string) =>
      (await membersOf(server.dataDir)).find(
        ({ instanceId, memberName }) => instanceId === ofInstance && memberName === name,
      )?.pid;

    before(async () => {
      server = await startServer();
      clients = huaweiClients(server);
      eips = await freePublicAddresses(server);
      const body = await seedBody(clients, {
        product_id: 's6.2u4g.cluster.small',
        specification: undefined,
        partition_num: undefined,
        broker_num: 3,
        storage_spec_code: 'dms.physical.storage.ultra.v2',
        sasl_enabled_mechanisms: ['PLAIN', 'SCRAM-SHA-512'],
        enable_publicip: true,
        publicip_id: eips.slice(0, 3).join(','),
        public_bandwidth: bandwidthMbitps,
      });
      id = await createInstance(clients, body);
      const small = { name: 'single', enable_publicip: true, publicip_id: eips[3], public_bandwidth: 300 };
      single = await createInstance(clients, await singleBrokerBody(clients, small));
      shown = await untilStatus(clients, id, 'RUNNING');
      access = { ...(await loginTo(server, shown)), brokers: addressesIn(shown['public_connect_address']) };
    });
    after(() => server.dispose());

    /** A client with the login, from one address, whose connections are seen. */
    function from(localAddress: string, brokers = access.brokers, retries = 0) {
      const sockets: Socket[] = [];
      const { login } = access;
      const kafka = new kafkajs.Kafka({
        brokers: [...brokers],
        logLevel: kafkajs.logLevel.NOTHING,
        connectionTimeout: 5000,
        ssl: true,
        sasl: { mechanism: 'plain', username: login.username, password: login.password },
        retry: { retries },
        socketFactory({ host, port, onConnect }: ISocketFactoryArgs) {
          const socket = connect({ host, port, localAddress });
          sockets.push(socket);
          return connectTls({ socket, host, ca: login.ca }, onConnect);
        },
      });
      return { kafka, sockets };
    }

    async function listTopics(localAddress: string, brokers = access.brokers): Promise<string[]> {
      const admin = from(localAddress, brokers).kafka.admin();
      try {
        await admin.connect();
        return await admin.listTopics();
      } finally {
        await admin.disconnect();
      }
    }

    /** Answers the seconds that it takes to send so much. */
    async function send(brokers: readonly string[], bytes: number): Promise<number> {
      const producer = kafkaClient({ ...access, brokers }).producer();
      await producer.connect();
      try {
        await producer.send({ topic, messages: [{ key: 'first', value: 'first' }] });
        const beganMs = performance.now();
        for (let sent = 0; sent < bytes; sent += batch.length) {
          await producer.send({ topic, acks: 1, messages: [{ key: String(sent), value: batch }] });
        }
        return (performance.now() - beganMs) / 1000;
      } finally {
        await producer.disconnect();
      }
    }

    /** Answers the seconds from the first message to that by which so much has come. */
    async function receive(brokers: readonly string[], bytes: number): Promise<number> {
      const consumer = kafkaClient({ ...access, brokers }).consumer({
        groupId: `reader-${brokers[0]}`,
        maxBytesPerPartition: 500_000,
      });
      await consumer.connect();
      try {
        await consumer.subscribe({ topic, fromBeginning: true });
        const { promise, resolve } = Promise.withResolvers<number>();
        const beganMs = performance.now();
        let received = 0;
        await consumer.run({
          eachMessage: async ({ message }) => {
            received += message.value?.length ?? 0;
            if (received >= bytes) resolve((performance.now() - beganMs) / 1000);
          },
        });
        return await promise;
      } finally {
        await consumer.disconnect();
      }
    }

    test('clients reach all brokers by public_connect_address alone, and are told of no other', async () => {
      assert.deepEqual(
        [shown['enable_publicip'], shown['kafka_public_status'], shown['public_bandwidth']],
        [true, 'actived', bandwidthMbitps],
      );
      const open = addressesIn(shown['publicip_address']);
      assert.deepEqual(
        access.brokers,
        open.map((address) => `${address}:9095`),
      );
      const admin = kafkaClient(access).admin();
      await admin.connect();
      const { brokers } = await admin.describeCluster();
      assert.deepEqual(
        brokers.map(({ host, port }) => `${host}:${port}`).toSorted(),
        access.brokers.toSorted(),
      );
      await admin.createTopics({ topics: [{ topic, numPartitions: 3, replicationFactor: 1 }] });
      await admin.disconnect();
      await produce(access, 'greetings', 100);
      assert.equal((await consume(access, 'greetings', 100)).size, 100);
    });

    test('EIPs that another instance has, or that do not exist, are refused', async () => {
      const unknown = randomUUID();
      for (const [eip, reason] of [
        [eips[0], id],
        [unknown, unknown],
      ]) {
        const publicip = [...eips.slice(4, 6), eip].join(',');
        const body = await seedBody(clients, {
          name: 'another',
          enable_publicip: true,
          publicip_id: publicip,
        });
        assert.match(
          await refused(createInstance(clients, body), 400, 'DMS.00400128'),
          new RegExp(String(reason)),
        );
      }
    });

    test('the bandwidth holds in each direction', async (t) => {
      const within = addressesIn(shown.connect_address).map((address) => `${address}:${shown.port}`);
      const bytes = 6 * megabyte;
      // What was saved up in a quarter of a second may pass at once.
      const leastSeconds = bytes / bytesPerSecond - 0.25;
      for (const pass of [send, receive]) {
        const unlimited = await pass(within, bytes);
        const limited = await pass(access.brokers, bytes);
        t.diagnostic(`${pass.name}: ${limited} s, by the private address ${unlimited} s`);
        assert.ok(limited >= leastSeconds, `${pass.name}: ${limited} s, ${leastSeconds} s at least`);
      }
    });

    test('kill -9 of the control plane cuts no stream, and the relay is adopted; kill -9 of the relay brings another', async () => {
      const { kafka, sockets } = from('127.80.1.5');
      const producer = kafka.producer();
      await producer.connect();
      let sent = 0;
      const sendOne = () => producer.send({ topic, messages: [{ key: String(sent++), value: 'on and on' }] });
      const relay = await pidOf(id, 'relay');
      assert.ok(relay !== undefined);
      try {
        await sendOne();
        const restarted = new AbortController();
        const stream = (async () => {
          while (!restarted.signal.aborted) await sendOne();
        })();
        await server.end('SIGKILL');
        server = await server.startAgain();
        clients = huaweiClients(server);
        restarted.abort();
        await stream;
        await untilStatus(clients, id, 'RUNNING');
        for (let n = 0; n < 10; n += 1) await sendOne();
        assert.ok(sockets.length > 0 && sockets.every((socket) => !socket.destroyed));
        assert.equal(await pidOf(id, 'relay'), relay);
      } finally {
        await producer.disconnect();
      }

      process.kill(relay, 'SIGKILL');
      await until('another relay lets clients in', 60_000, async () => {
        await listTopics('127.80.1.5');
        return true;
      });
      assert.notEqual(await pidOf(id, 'relay'), relay);
    });

    test('rules of the security group hold for clients from outside, whose addresses brokers see', async () => {
      const group = await makeGroup(clients, 'public-only');
      const ports = { protocol: 'tcp', port_range_min: 9095, port_range_max: 9095 };
      await makeRule(clients, group.id, { remote_ip_prefix: '127.80.1.0/24', ...ports });
      const rule = await makeRule(clients, group.id, { remote_ip_prefix: '127.80.2.5/32', ...ports });
      const body = new kafkaSdk.UpdateInstanceReq().withSecurityGroupId(group.id);
      await clients.kafka.updateInstance(
        new kafkaSdk.UpdateInstanceRequest().withInstanceId(id).withBody(body),
      );
      const isRefused = (localAddress: string, brokers = access.brokers) =>
        until(`${localAddress} is refused`, noticedWithinMs, async () => {
          await assert.rejects(listTopics(localAddress, brokers));
          return true;
        });
      await isRefused('127.80.3.5');
      await isRefused(
        '127.80.1.5',
        addressesIn(shown.connect_address).map((address) => `${address}:9093`),
      );
      await listTopics('127.80.1.5');
      const admin = from('127.80.2.5').kafka.admin();
      await admin.connect();
      try {
        await admin.listTopics();
        await clients.network.deleteSecurityGroupRule(
          new vpcSdk.DeleteSecurityGroupRuleRequest().withSecurityGroupRuleId(rule.id),
        );
        await until('the open connection ends', noticedWithinMs, async () => {
          await assert.rejects(admin.listTopics());
          return true;
        });
      } finally {
        await admin.disconnect();
      }
      assert.equal(await seenFrom('127.80.1.9'), '127.80.1.9');
    });

    /** The address that brokers say a group's member comes from. */
    async function seenFrom(localAddress: string): Promise<string | undefined> {
      const { kafka } = from(localAddress, access.brokers, 10);
      const consumer = kafka.consumer({ groupId: 'seen', retry: { retries: 10 } });
      const asker = kafka.admin();
      await Promise.all([consumer.connect(), asker.connect()]);
      try {
        await consumer.subscribe({ topic });
        const joined = new Promise((resolve) => consumer.on('consumer.group_join', resolve));
        await consumer.run({ eachMessage: async () => undefined });
        await joined;
        const { groups } = await asker.describeGroups(['seen']);
        // A name may stand before it: what Java found when it set TLS up.
        return groups[0]?.members[0]?.clientHost.split('/').at(-1);
      } finally {
        await Promise.all([consumer.disconnect(), asker.disconnect()]);
      }
    }

    test('a deleted instance leaves no process, port or directory, and its EIPs are free', async () => {
      const held = addressesOf(server.dataDir, id);
      assert.equal(held.length, 7);
      await deleteInstance(clients, id);
      await untilGone(clients, id);
      const open = addressesIn(shown['publicip_address']);
      assert.deepEqual(await leftoversOf(server.dataDir, id, [...held, ...open]), []);
      const free = await freePublicAddresses(server);
      assert.ok(eips.slice(0, 3).every((eip) => free.includes(eip)));
    });

    test('public access is switched off, and on again with another EIP', async () => {
      const first = await untilStatus(clients, single, 'RUNNING');
      const [opened = ''] = addressesIn(first['public_connect_address']);
      await produce({ brokers: [opened] }, topic, 10);
      await switchTo({ eip_address: '', public_boundwidth: 0, publicip_id: '' }, 'unbindInstancePublicIp');
      const off = await showInstance(clients, single);
      assert.deepEqual([off['enable_publicip'], off['public_connect_address']], [false, '']);
      assert.ok(!listeningPorts().has(opened));
      const free = await freePublicAddresses(server);
      assert.ok(free.includes(eips[3] ?? ''));
      const relays = (await membersOf(server.dataDir)).filter(({ memberName }) => memberName === 'relay');
      assert.deepEqual(relays, []);
      assert.equal((await consume({ brokers: [`${off.connect_address}:9092`] }, topic, 10)).size, 10);

      await switchTo({ publicip_id: eips[4], public_boundwidth: 300 }, 'bindInstancePublicIp');
      const on = await showInstance(clients, single);
      const [openedAgain = ''] = addressesIn(on['public_connect_address']);
      assert.notEqual(openedAgain, opened);
      // Kafka's own client too goes by what the listener advertises.
      const java = { executable: await readlink(`/proc/${await pidOf(single, 'broker-1')}/exe`) };
      const directoryOf = (name: string) => join(server.dataDir, 'instances', single, name);
      const source = ['--bootstrap-server', openedAgain, '--topic', topic, '--from-beginning'];
      const limits = ['--max-messages', '10', '--timeout-ms', '60000'];
      const printed = await consoleTool({ java, directoryOf }, 'kafka.tools.ConsoleConsumer', [
        ...source,
        ...limits,
      ]);
      assert.match(printed, /Processed a total of 10 messages/);
    });

    async function switchTo(changes: object, taskName: string): Promise<void> {
      const body = Object.assign(new kafkaSdk.ModifyKafkaPublicIPAccessSwitchReq(), changes);
      await clients.kafka.modifyKafkaPublicIpAccessSwitch(
        new kafkaSdk.ModifyKafkaPublicIpAccessSwitchRequest().withInstanceId(single).withBody(body),
      );
      await until(`${taskName} is done`, 120_000, async () => {
        const { tasks } = wire<{ tasks: { name: string; status: string; params: string }[] }>(
          await clients.kafka.listBackgroundTasks(
            new kafkaSdk.ListBackgroundTasksRequest().withInstanceId(single),
          ),
        );
        const task = tasks.find(({ name }) => name === taskName);
        return task?.status === 'SUCCESS' ? true : undefined;
      });
    }
  },
);
