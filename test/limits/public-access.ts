import assert from 'node:assert/strict';
import { connect } from 'node:net';
import { setTimeout as delay } from 'node:timers/promises';
import kafkajs from 'kafkajs';
import { brokerPorts } from '../../src/engines/kafka/broker-ports.ts';
import { brokersOf, relayName } from '../../src/engines/kafka/cluster-layout.ts';
import { until } from '../support/until.ts';
import { keeps, rateOf } from './bandwidth.ts';
import { consumeEverywhere, makeSpreadTopic, produceEverywhere, removeTopic } from './spread-load.ts';
import {
  anyone,
  controlPlaneClient,
  type LimitedCluster,
  ownerName,
  ownerPassword,
  startLimitedCluster,
} from './limited-cluster.ts';

const { AclOperationTypes, AclPermissionTypes, AclResourceTypes, ResourcePatternTypes } = kafkajs;

const brokerCount = 2;
const bandwidthMbitps = 24;
const bandwidthMibps = (bandwidthMbitps * 1_000_000) / 8 / 1024 ** 2;
const windowMs = 30_000;
const bounds = { atLeast: 0.85, atMost: 1.15 };
/** Until all clients are at it. */
const settleMs = 5000;
const unlimitedMs = 4000;
/** So that clients keep the line busy for most of a second where a busy machine lets them wait for answers. */
const requestsInFlight = 4;
const [inside, outside] = ['127.80.1.5', '127.80.2.5'] as const;
/** Relays look at their settings four times a second, brokers once; and the machine may be busy. */
const noticedWithinMs = 30_000;

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
  const clientsFrom = (publicly: boolean) =>
    [false, true, false, true].map((login) => cluster.client({ login, publicly }));
  const loads = {
    produced: (clients: readonly kafkajs.Kafka[]) =>
      produceEverywhere(cluster, topic, clients, requestsInFlight),
    consumed: (clients: readonly kafkajs.Kafka[]) => consumeEverywhere(topic, clients),
  };
  const seen: string[] = [];
  try {
    for (const [what, begin] of Object.entries(loads)) {
      const could = await rateOf(await begin(clientsFrom(false)), unlimitedMs);
      const load = await begin(clientsFrom(true));
      try {
        await delay(settleMs);
        seen.push(
          `${what} ${await keeps(what, load.traffic, bandwidthMibps, { windowMs }, { ...bounds, could })}`,
        );
      } finally {
        await load.stop();
      }
    }
  } finally {
    await removeTopic(cluster, topic);
  }
  return seen.join('; ');
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
  await answersEverywhere(cluster);
}

/** Each broker looks at its rules by itself. */
async function answersEverywhere(cluster: LimitedCluster): Promise<void> {
  for (let broker = 1; broker <= cluster.brokerCount; broker += 1) {
    for (const publicly of [false, true]) {
      await until(`broker ${broker} lets everyone in`, noticedWithinMs, async () => {
        await listTopics(cluster.client({ publicly, broker, retries: 0 }));
        return true;
      });
    }
  }
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
function answersBehind(cluster: LimitedCluster, localAddress: string): Promise<unknown> {
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
async function listTopics(kafka: kafkajs.Kafka): Promise<readonly string[]> {
  const admin = kafka.admin();
  try {
    await admin.connect();
    const topics = await admin.listTopics();
    if (topics.length === 0) throw new Error('no topic can be seen');
    return topics;
  } finally {
    await admin.disconnect();
  }
}

/** Of two clients without a login, access rules tell the one from the other by their addresses. */
export async function provePublicHosts(cluster: LimitedCluster): Promise<void> {
  const [topic] = [await makeSpreadTopic(cluster), await makeSpreadTopic(cluster)];
  const admin = controlPlaneClient(cluster).admin();
  await admin.connect();
  const rule = {
    resourceType: AclResourceTypes.TOPIC,
    resourceName: topic,
    resourcePatternType: ResourcePatternTypes.LITERAL,
    principal: 'User:ANONYMOUS',
    host: inside,
    operation: AclOperationTypes.ALL,
    permissionType: AclPermissionTypes.ALLOW,
  };
  const sees = async (localAddress: string) =>
    (await listTopics(cluster.client({ publicly: true, localAddress }))).includes(topic);
  try {
    assert.ok(await sees(outside));
    await admin.createAcls({ acl: [rule] });
    await until('only the one sees the topic', noticedWithinMs, async () => {
      assert.deepEqual([await sees(inside), await sees(outside)], [true, false]);
      return true;
    });
  } finally {
    await admin.deleteAcls({ filters: [rule] });
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
