import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import kafkaSdk from '@huaweicloud/huaweicloud-sdk-kafka';
import vpcSdk from '@huaweicloud/huaweicloud-sdk-vpc';
import { foundFiles } from '../../../src/runtimes/process/found-files.ts';
import { hasLoopbackIpv6 } from '../../../src/runtimes/process/port-probe.ts';
import { type Ipv6Access, ipv6Client, provesAllBrokers } from '../../limits/ipv6.ts';
import { violates } from '../../limits/partition-limit.ts';
import { clientFrom, topicsSeenFrom } from '../../support/client-from.ts';
import { makeGroup, makeRule } from '../../support/huawei-networks.ts';
import {
  brokersOf,
  createInstance,
  huaweiClients,
  type HuaweiClients,
  showInstance,
  untilStatus,
} from '../../support/huawei.ts';
import { kafkaClient } from '../../support/kafka-client.ts';
import { membersOf } from '../../support/members.ts';
import { startServer, type TestServer } from '../../support/server.ts';
import { singleBrokerBody } from '../../support/single-broker.ts';
import { until } from '../../support/until.ts';

const mebibyte = 1024 * 1024;
/** Of a GB: the smallest order has 100 of them. Filling them is what takes the time here. */
const bytesPerGb = mebibyte / 2;
const capacity = 100 * bytesPerGb;
const topic = 'filling';
const batch = randomBytes(128 * 1024);
/** Of the product that is ordered here. */
const partitionLimit = 250;
const hasIpv6 = await hasLoopbackIpv6();
/** A look of the control plane, a look of the broker at its limits, and a busy machine. */
const noticedWithinMs = 20_000;

suite('limits of an instance that was ordered through the official Huawei SDK', { timeout: 400_000 }, () => {
  let server: TestServer;
  let clients: HuaweiClients;
  let id: string;
  let brokers: readonly string[];
  let pids: readonly number[];
  let byIpv6: Ipv6Access;

  const pidsNow = async () =>
    (await membersOf(server.dataDir)).map(({ pid }) => pid).toSorted((one, other) => one - other);
  const usedBytes = async () =>
    (await foundFiles(join(server.dataDir, 'instances', id, 'broker-1', 'data'))).reduce(
      (sum, { bytes }) => sum + bytes,
      0,
    );
  const shownGb = async () => Number((await showInstance(clients, id))['used_storage_space']);

  before(async () => {
    server = await startServer({ POLYBROKER_BYTES_PER_GB: String(bytesPerGb) });
    clients = huaweiClients(server);
    id = await createInstance(clients, await singleBrokerBody(clients, { ipv6_enable: hasIpv6 }));
    const shown = await untilStatus(clients, id, 'RUNNING');
    ({ brokers } = brokersOf(shown));
    const [address = ''] = (shown['ipv6_connect_addresses'] as string[] | undefined) ?? [];
    byIpv6 = { ports: [Number(/^\[::1\]:(2\d{4})$/.exec(address)?.[1])], login: null };
    pids = await pidsNow();
    const admin = kafkaClient({ brokers }).admin();
    await admin.connect();
    await admin.createTopics({ topics: [{ topic, numPartitions: 2, replicationFactor: 1 }] });
    await admin.disconnect();
  });
  after(() => server.dispose());

  async function update(changes: object): Promise<void> {
    const body = Object.assign(new kafkaSdk.UpdateInstanceReq(), changes);
    await clients.kafka.updateInstance(
      new kafkaSdk.UpdateInstanceRequest().withInstanceId(id).withBody(body),
    );
  }

  async function connectsByIpv6(): Promise<true> {
    const admin = ipv6Client(byIpv6, 0).client.admin();
    try {
      await admin.connect();
      return true;
    } finally {
      await admin.disconnect();
    }
  }

  /** Answers how much fits into the longest second. */
  async function write(bytes: number): Promise<number> {
    const producer = kafkaClient({ brokers }).producer();
    await producer.connect();
    const sentAtMs: number[] = [];
    try {
      for (let sent = 0; sent < bytes; sent += 2 * batch.length) {
        const messages = [0, 1].map((partition) => ({ value: batch, partition }));
        await producer.send({ topic, acks: -1, messages });
        sentAtMs.push(performance.now());
      }
    } finally {
      await producer.disconnect();
    }
    const inSecondFrom = (fromMs: number) =>
      sentAtMs.filter((atMs) => atMs >= fromMs && atMs < fromMs + 1000).length * 2 * batch.length;
    return Math.max(...sentAtMs.map(inSecondFrom));
  }

  test('more partitions than the product has are refused', async () => {
    const admin = kafkaClient({ brokers }).admin();
    await admin.connect();
    const wanted = { topic: 'too-many', numPartitions: partitionLimit - 1, replicationFactor: 1 };
    await assert.rejects(admin.createTopics({ topics: [wanted] }), violates);
    assert.deepEqual(await admin.listTopics(), [topic]);
    await admin.disconnect();
  });

  if (hasIpv6) {
    test('clients that know ::1 only write and read', () => provesAllBrokers(byIpv6, 1));
  } else {
    test('IPv6 is refused on a machine without it', async () => {
      const order = createInstance(clients, await singleBrokerBody(clients, { ipv6_enable: true }));
      await assert.rejects(order, { errorCode: 'DMS.00400049' });
    });
  }

  test('what is used shows within ten seconds', async () => {
    await write(0.2 * capacity);
    const usedGb = Math.round((await usedBytes()) / bytesPerGb);
    await until('the use is shown', 10_000, async () => ((await shownGb()) === usedGb ? true : undefined));
  });

  test('when it is full the oldest goes, and producers never stop', async () => {
    let most = 0;
    const watching = setInterval(() => {
      void usedBytes().then((bytes) => (most = Math.max(most, bytes)));
    }, 100);
    const perSecond = await write(1.1 * capacity);
    clearInterval(watching);
    // Two partitions with a segment each, of a MiB at least.
    const allowed = capacity + 2 * mebibyte + perSecond;
    assert.ok(most <= allowed, `${most / mebibyte} MiB were used, ${allowed / mebibyte} are allowed`);
    await until('it is under 95 %', 30_000, async () =>
      (await usedBytes()) < 0.95 * capacity ? true : undefined,
    );
    assert.ok((await usedBytes()) > 0.5 * capacity, 'more was deleted than had to be');
    assert.deepEqual(await pidsNow(), pids, 'no member was restarted');
  });

  test('with the other policy producers are refused when it is full, consumers go on, and producing resumes', async () => {
    await update({ retention_policy: 'produce_reject' });
    const producer = kafkaClient({ brokers }).producer({ retry: { retries: 2 } });
    await producer.connect();
    const send = (name: string) => producer.send({ topic: name, messages: [{ value: batch }] });
    await until(
      'producers are refused',
      60_000,
      async () => {
        try {
          for (;;) await send(topic);
        } catch (error) {
          assert.equal((error as { type?: string }).type, 'TOPIC_AUTHORIZATION_FAILED', String(error));
          return true;
        }
      },
      0,
    );
    assert.ok((await usedBytes()) <= capacity);
    const consumer = kafkaClient({ brokers }).consumer({ groupId: 'reader' });
    await consumer.connect();
    await consumer.subscribe({ topic, fromBeginning: true });
    const { promise, resolve } = Promise.withResolvers<void>();
    await consumer.run({ eachMessage: async () => resolve() });
    await promise;
    await consumer.disconnect();

    const admin = kafkaClient({ brokers }).admin();
    await admin.connect();
    await admin.deleteTopics({ topics: [topic] });
    await until('producers go on', 30_000, async () => {
      await send('another');
      return true;
    });
    await admin.disconnect();
    await producer.disconnect();
    assert.deepEqual(await pidsNow(), pids, 'no member was restarted');
  });

  test('limits that changed just before a kill -9 of the server hold once it is back', async () => {
    const group = await makeGroup(clients, 'only-others');
    await makeRule(clients, group.id, { remote_ip_prefix: '127.80.1.0/24' });
    await topicsSeenFrom(brokers, '127.80.2.1');
    await update({ security_group_id: group.id });
    await server.end('SIGKILL');
    server = await server.startAgain();
    clients = huaweiClients(server);
    await until('those outside are refused', noticedWithinMs, async () => {
      await assert.rejects(topicsSeenFrom(brokers, '127.80.2.1'));
      return true;
    });
    await topicsSeenFrom(brokers, '127.80.1.1');
    assert.deepEqual(await pidsNow(), pids, 'no member was restarted');
  });

  test('rules of the security group hold at once for new connections and for open ones', async () => {
    const group = await makeGroup(clients, 'only-some');
    await makeRule(clients, group.id, {
      remote_ip_prefix: '127.80.1.0/24',
      protocol: 'tcp',
      port_range_min: 9092,
      port_range_max: 9093,
    });
    await update({ security_group_id: group.id });
    await until('those outside are refused', noticedWithinMs, async () => {
      await assert.rejects(topicsSeenFrom(brokers, '127.80.2.1'));
      return true;
    });
    await topicsSeenFrom(brokers, '127.80.1.1');
    if (hasIpv6) {
      // Rules are for IPv4 unless they say otherwise.
      await assert.rejects(connectsByIpv6());
      const port = { protocol: 'tcp', port_range_min: 9092, port_range_max: 9092 };
      await makeRule(clients, group.id, { ethertype: 'IPv6', remote_ip_prefix: '::1/128', ...port });
      await until('a rule for IPv6 admits', noticedWithinMs, connectsByIpv6);
    }

    const rule = await makeRule(clients, group.id, { remote_ip_prefix: '127.80.2.1/32' });
    await until('a new rule admits', noticedWithinMs, () => topicsSeenFrom(brokers, '127.80.2.1'));
    const open = clientFrom(brokers, '127.80.2.1').admin();
    await open.connect();
    await open.listTopics();
    await clients.network.deleteSecurityGroupRule(
      new vpcSdk.DeleteSecurityGroupRuleRequest().withSecurityGroupRuleId(rule.id),
    );
    await until('the open connection ends', noticedWithinMs, async () => {
      await assert.rejects(open.listTopics());
      return true;
    });
    await open.disconnect();
    await topicsSeenFrom(brokers, '127.80.1.1');
    assert.equal((await showInstance(clients, id)).status, 'RUNNING');
    assert.deepEqual(await pidsNow(), pids, 'no member was restarted');
  });
});
