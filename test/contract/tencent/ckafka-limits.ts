import assert from 'node:assert/strict';
import { randomBytes, randomUUID } from 'node:crypto';
import kafkajs from 'kafkajs';
import { keeps } from '../../limits/bandwidth.ts';
import { violates } from '../../limits/partition-limit.ts';
import { consumeEverywhere, produceEverywhere } from '../../limits/spread-load.ts';
import { shows } from '../../support/client-checks.ts';
import { makeGroup, makeRule } from '../../support/huawei-networks.ts';
import { huaweiClients } from '../../support/huawei.ts';
import {
  type AnyKafkaAccess,
  kafkaClient,
  type KafkaAccess,
  kafkaClientFrom,
} from '../../support/kafka-client.ts';
import { until } from '../../support/until.ts';
import { networkId } from '../../../src/clouds/tencent/network-id.ts';
import type { OpenRoute } from './ckafka-terraform.ts';
import type { TencentInstance } from './tencent-instance.ts';

const brokerCount = 3;
/** How far from a limit is still the limit: less than twice, which is what an elastic bandwidth would be. */
const strictness = { windowMs: 4000, atMost: 1.8 };
/** The machine may be busy: that clients do not get less than a limit is measured by `npm run test:limits`. */
const anything = { atLeast: 0, could: 0 };
const withinMs = 60_000;

/**
 * Brokers hold clients to their share of the bandwidth that was ordered, in MB/s; where it is elastic, to twice as much, and beyond
 * what was ordered. One broker is looked at, because its share is what a busy machine can send.
 */
export async function checkBandwidth(
  { call, plain, withAdmin }: TencentInstance,
  ordered: number,
  isElastic: boolean,
): Promise<void> {
  const topic = 'measured';
  const replicaAssignment = [{ partition: 0, replicas: [1] }];
  await withAdmin((admin) => admin.createTopics({ topics: [{ topic, replicaAssignment }] }));
  const share = ordered / brokerCount;
  const limit = isElastic ? 2 * share : share;
  const clients = [kafkaClient(plain)];
  const loads = {
    produced: () => produceEverywhere({ brokerCount: 1 }, topic, clients, 4),
    consumed: () => consumeEverywhere(topic, clients),
  };
  // The elastic part of what is read is held by the same, and measured elsewhere: it would take as long again.
  const looked = Object.entries(loads).slice(0, isElastic ? 1 : 2);
  for (const [what, begin] of looked) {
    const load = await begin();
    try {
      if (isElastic) {
        await until(`${what}: more than was ordered`, withinMs, () => {
          const now = performance.now();
          return load.traffic.mean(now - 3000, now) > 1.15 * share ? true : undefined;
        });
      }
      await keeps(what, load.traffic, limit, strictness, { ...anything, atMost: strictness.atMost });
    } finally {
      await load.stop();
    }
  }
  await shows('the traffic', async () => {
    const [busiest] = (await call('DescribeTopicFlowRanking', { RankingType: 'PRO' })).TopicFlow;
    return busiest.TopicName === topic && Number(busiest.TopicTraffic) > 0;
  });
  await call('DeleteTopic', { TopicName: topic });
}

/** As many topics as were ordered, and not one more, whoever asks. */
export async function checkTopicLimit({ call, refused, plain }: TencentInstance): Promise<void> {
  const remaining = async () => Number((await call('DescribeInstanceAttributes', {})).RemainingTopics);
  const names = Array.from({ length: await remaining() }, (_, index) => `filling-${index}`);
  // A client that asks again by itself would be told of topics that its first request has made or deleted already.
  const admin = kafkaClientFrom('127.0.0.1', plain).admin();
  await admin.connect();
  const present = async () => {
    const found = new Set(await admin.listTopics());
    return names.filter((name) => found.has(name));
  };
  try {
    // One that was deleted just before may count for two seconds more.
    await until('all are made', 2 * withinMs, async () => {
      const there = new Set(await present());
      const missing = names.filter((name) => !there.has(name));
      if (missing.length === 0) return true;
      await admin.createTopics({ topics: missing.map(topicOf) });
      return undefined;
    });
    await shows('that there is no room', async () => (await remaining()) === 0);
    await assert.rejects(admin.createTopics({ topics: [topicOf('one-more')] }), violates);
    await refused('FailedOperation', 'CreateTopic', {
      TopicName: 'one-more',
      PartitionNum: 1,
      ReplicaNum: 1,
    });
    await until('all are deleted', 2 * withinMs, async () => {
      const there = await present();
      if (there.length === 0) return true;
      await admin.deleteTopics({ topics: there });
      return undefined;
    });
    await shows('that there is room again', async () => (await remaining()) === names.length);
  } finally {
    await admin.disconnect();
  }
}

const topicOf = (topic: string) => ({ topic, numPartitions: 1, replicationFactor: 1 });

/**
 * A public route passes so many Mbit/s and no more, to clients and from them. The relay looks at what it has to do four times a second,
 * so that what changed just before holds from the second attempt on at the latest.
 */
export async function checkPublicBandwidth(access: KafkaAccess, mbitps: number): Promise<void> {
  const bytesPerSecond = (mbitps * 1_000_000) / 8;
  const bytes = 2 * bytesPerSecond;
  // What was saved up in a quarter of a second may pass at once.
  const leastMs = 2000 - 250;
  for (const [what, pass] of Object.entries({ sent: sendBytes, received: receiveBytes })) {
    await until(`no more is ${what} than ${mbitps} Mbit/s`, withinMs, async () => {
      const beganMs = performance.now();
      await pass(access, bytes);
      return performance.now() - beganMs >= leastMs ? true : undefined;
    });
  }
}

const throughTopic = 'from-outside';
const batch = randomBytes(100_000);

async function sendBytes(access: KafkaAccess, bytes: number): Promise<void> {
  const producer = kafkaClient(access).producer();
  await producer.connect();
  try {
    for (let sent = 0; sent < bytes; sent += batch.length) {
      const messages = [{ key: String(sent), value: batch }];
      await producer.send({ topic: throughTopic, acks: 1, messages });
    }
  } finally {
    await producer.disconnect();
  }
}

async function receiveBytes(access: KafkaAccess, bytes: number): Promise<void> {
  const groupId = `outside-${randomUUID()}`;
  const consumer = kafkaClient(access).consumer({
    groupId,
    maxBytesPerPartition: 200_000,
    maxWaitTimeInMs: 200,
  });
  await consumer.connect();
  try {
    await consumer.subscribe({ topic: throughTopic, fromBeginning: true });
    const enough = Promise.withResolvers<void>();
    let received = 0;
    await consumer.run({
      eachMessage: async ({ message }) => {
        received += message.value?.length ?? 0;
        if (received >= bytes) enough.resolve();
      },
    });
    await enough.promise;
  } finally {
    await consumer.disconnect();
  }
}

const [inside, outside] = ['127.80.1.5', '127.80.2.5'] as const;

/** A security group of all routes lets in from where its rules say, also by way of the public addresses, and ends open connections. */
export async function checkSecurityGroup(
  { server, id, call, plain }: TencentInstance,
  routes: readonly { readonly id: number; readonly access: AnyKafkaAccess }[],
): Promise<void> {
  const clients = huaweiClients(server);
  const group = await makeGroup(clients, 'only-some');
  await makeRule(clients, group.id, { remote_ip_prefix: '127.80.1.0/24' });
  const ways: readonly AnyKafkaAccess[] = [plain, ...routes.map(({ access }) => access)];
  const order = {
    InstanceRoutes: [1, ...routes.map((route) => route.id)].map((route) => ({
      InstanceId: id,
      RouteId: route,
    })),
    SecurityGroupId: networkId('sg', group.id),
  };
  const admitted = (from: string, expected: boolean) =>
    shows(`that ${from} is ${expected ? 'let in' : 'kept out'}`, async () => {
      for (const way of ways) if ((await comesIn(way, from)) !== expected) return false;
      return true;
    });
  await admitted(outside, true);
  const open = kafkaClientFrom(outside, plain).admin();
  await open.connect();
  await call('AssociateRoutesSecurityGroup', order);
  await admitted(outside, false);
  await admitted(inside, true);
  await assert.rejects(open.listTopics());
  await open.disconnect();
  await call('DisassociateRoutesSecurityGroup', order);
  await admitted(outside, true);
}

/** The list of a public route keeps others out, and nobody who comes from within. */
export async function checkAllowList(
  { call, plain }: TencentInstance,
  { id: RouteId }: OpenRoute,
  access: KafkaAccess,
): Promise<void> {
  await call('ModifyAccessPolicy', { RouteId, IpWhitelist: [{ CidrBlock: '127.80.1.0/24' }] });
  await shows('that others are kept out', async () => !(await comesIn(access, outside)));
  await shows('that those of the list come in', () => comesIn(access, inside));
  assert.ok(await comesIn(plain, outside), 'from within they come in as before');
  await call('ModifyAccessPolicy', { RouteId, IpWhitelist: [] });
  await shows('that everyone comes in again', () => comesIn(access, outside));
}

/** Isolated it lets nobody in, and ends who is; once it is renewed they come back, and nothing was lost or restarted. */
export async function checkIsolation({ call, plain, withAdmin }: TencentInstance): Promise<void> {
  const status = async () => (await call('DescribeInstancesDetail', {})).InstanceList[0].Status;
  const topics = await withAdmin((admin) => admin.listTopics());
  const open = kafkaClientFrom(outside, plain).admin();
  await open.connect();
  await call('IsolatedInstancePre', {});
  assert.equal(await status(), 5);
  await shows('that nobody is let in', async () => !(await comesIn(plain, outside)));
  await assert.rejects(open.listTopics());
  await open.disconnect();
  await call('RenewCkafkaInstance', { TimeSpan: 1 });
  assert.equal(await status(), 1);
  await shows('that clients come back', () => comesIn(plain, outside));
  assert.deepEqual(await withAdmin((admin) => admin.listTopics()), topics);
}

async function comesIn(access: AnyKafkaAccess, from: string): Promise<boolean> {
  // Each broker looks at its rules by itself.
  for (const broker of access.brokers) {
    const admin = kafkaClientFrom(from, { ...access, brokers: [broker] }).admin();
    try {
      await admin.connect();
      await admin.listTopics();
    } catch (error) {
      if (!(error instanceof kafkajs.KafkaJSError)) throw error;
      return false;
    } finally {
      await admin.disconnect();
    }
  }
  return true;
}
