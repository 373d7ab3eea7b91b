import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import kafkajs from 'kafkajs';
import { brokerPorts, brokersOf, relayName } from '../../src/engines/kafka/cluster-layout.ts';
import { until } from '../support/until.ts';
import { consumeEverywhere, type Load, makeSpreadTopic, produceEverywhere } from './spread-load.ts';
import {
  anyone,
  type LimitedCluster,
  ownerName,
  ownerPassword,
  startLimitedCluster,
} from './limited-cluster.ts';

const brokerCount = 2;
const bandwidthMbitps = 24;
const windowMs = 30_000;
/** Until all clients are at it. */
const settleMs = 5000;
const [inside, outside] = ['127.80.1.5', '127.80.2.5'] as const;
/** Relays look at their settings four times a second, brokers once. */
const noticedWithinMs = 5000;

export function startPublicCluster(version: string): Promise<LimitedCluster> {
  // Of this process alone.
  const addresses = [1, 2].map((host) => ({
    id: `eip-${host}`,
    address: `127.63.${process.pid % 256}.${host}`,
  }));
  return startLimitedCluster(version, { brokerCount, publicAccess: { bandwidthMbitps, addresses } });
}

/** Several clients with a login and without one, at all brokers at once. */
export async function provePublicBandwidth(cluster: LimitedCluster): Promise<string> {
  const topic = await makeSpreadTopic(cluster);
  const clients = [false, true].map((login) => cluster.client({ login, publicly: true }));
  const produced = await shareOf(await produceEverywhere(cluster, topic, clients));
  const consumed = await shareOf(await consumeEverywhere(topic, clients));
  const text = `${Math.round(produced * 100)} % / ${Math.round(consumed * 100)} %`;
  for (const one of [produced, consumed]) assert.ok(one >= 0.85 && one <= 1.15, text);
  return text;
}

/** What passes in half a minute, as a part of the bandwidth. */
async function shareOf(load: Load): Promise<number> {
  try {
    await delay(settleMs);
    const fromMs = performance.now();
    await delay(windowMs);
    const mibps = load.traffic.mean(fromMs, performance.now());
    return (mibps * 1024 * 1024) / ((bandwidthMbitps * 1_000_000) / 8);
  } finally {
    await load.stop();
  }
}

export async function provePublicAdmission(cluster: LimitedCluster): Promise<void> {
  const admin = cluster.client({ publicly: true, localAddress: outside }).admin();
  await admin.connect();
  const [, seenFrom] = await Promise.all([admin.listTopics(), clientHost(cluster)]);
  assert.equal(seenFrom, `/${inside}`);
  await cluster.limit({ rules: [anyone('127.80.1.0/24')] });
  await until('the open connection ends', noticedWithinMs, async () => {
    await assert.rejects(admin.listTopics());
    return true;
  });
  await admin.disconnect();
  for (const login of [false, true]) {
    await answers(cluster, login, inside);
    await isRefused(cluster, login, outside);
  }
  // A rule for the private port alone does not open the public one.
  await cluster.limit({ rules: [anyone(null, brokerPorts.sasl)] });
  await isRefused(cluster, true, inside);
  // Nor does one for the public port let anybody in past the relay's rules.
  await cluster.limit({ rules: [anyone('127.80.1.0/24', brokerPorts.publicSasl)] });
  await answers(cluster, true, inside);
  await isRefused(cluster, false, inside);
  await until('nobody gets past the relay', noticedWithinMs, async () => {
    await assert.rejects(answersBehind(cluster, outside));
    return true;
  });
  await cluster.limit({});
  await answers(cluster, false, outside);
}

/** The address that brokers say a member of a group comes from. */
async function clientHost(cluster: LimitedCluster): Promise<string> {
  const kafka = cluster.client({ publicly: true, localAddress: inside });
  const topic = await makeSpreadTopic(cluster);
  const consumer = kafka.consumer({ groupId: 'seen', retry: { retries: 20 } });
  const admin = kafka.admin();
  await Promise.all([consumer.connect(), admin.connect()]);
  try {
    const joined = new Promise((resolve) => consumer.on('consumer.group_join', resolve));
    await consumer.subscribe({ topic });
    await consumer.run({ eachMessage: async () => undefined });
    await joined;
    const { groups } = await admin.describeGroups(['seen']);
    return groups[0]?.members[0]?.clientHost ?? '';
  } finally {
    await Promise.all([consumer.disconnect(), admin.disconnect()]);
  }
}

async function answers(cluster: LimitedCluster, login: boolean, localAddress: string): Promise<void> {
  await until(`${localAddress} is let in`, noticedWithinMs, async () => {
    await listTopics(cluster.client({ publicly: true, login, localAddress, retries: 0 }));
    return true;
  });
}

async function isRefused(cluster: LimitedCluster, login: boolean, localAddress: string): Promise<void> {
  await until(`${localAddress} is refused`, noticedWithinMs, async () => {
    await assert.rejects(listTopics(cluster.client({ publicly: true, login, localAddress, retries: 0 })));
    return true;
  });
}

/** At the port to which the relay connects, without the relay. */
function answersBehind(cluster: LimitedCluster, localAddress: string): Promise<void> {
  const { addresses, instance } = cluster.running.cluster;
  const brokers = brokersOf(instance.spec).map(
    ({ name }) => `${addresses.get(name)}:${brokerPorts.publicSasl}`,
  );
  return listTopics(
    new kafkajs.Kafka({
      brokers,
      logLevel: kafkajs.logLevel.NOTHING,
      retry: { retries: 0 },
      sasl: { mechanism: 'plain', username: ownerName, password: ownerPassword },
      socketFactory: ({ host, port, onConnect }) => connect({ host, port, localAddress }, onConnect),
    }),
  );
}

/** Kafka 0.10 refuses every topic to connections with a login from elsewhere, and keeps them. */
async function listTopics(kafka: kafkajs.Kafka): Promise<void> {
  const admin = kafka.admin();
  try {
    await admin.connect();
    if ((await admin.listTopics()).length === 0) throw new Error('no topic can be seen');
  } finally {
    await admin.disconnect();
  }
}

export async function proveRelayRestart(cluster: LimitedCluster): Promise<void> {
  const topic = await makeSpreadTopic(cluster);
  const producer = cluster.client({ publicly: true, retries: 40 }).producer();
  await producer.connect();
  try {
    const send = () => producer.send({ topic, messages: [{ key: 'a', value: 'b' }] });
    await send();
    await cluster.running.kill(relayName);
    await send();
  } finally {
    await producer.disconnect();
  }
}
