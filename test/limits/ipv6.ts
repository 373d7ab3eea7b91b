import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { connect } from 'node:net';
import { connect as connectByTls } from 'node:tls';
import kafkajs, { type ISocketFactoryArgs, type KafkaConfig } from 'kafkajs';
import type { SecurityGroupRule } from '../../src/domain/network/network.ts';
import { brokersOf, ipv6PortOf, ipv6PortsOf } from '../../src/engines/kafka/cluster-layout.ts';
import { secretNames, secretOf } from '../../src/engines/kafka/cluster-secrets.ts';
import { kcat, kcatInstalled } from '../support/kafka-client.ts';
import { until } from '../support/until.ts';
import {
  anyone,
  type LimitedCluster,
  ownerName,
  ownerPassword,
  startLimitedCluster,
} from './limited-cluster.ts';

/** Brokers look at their limits once a second; the rest is for a busy machine. */
const noticedWithinMs = 30_000;
const messages = 200;

/** Two brokers with a listener without a login and one with TLS, both on IPv6 too. */
export function startIpv6Cluster(version: string): Promise<LimitedCluster> {
  const login = { tls: true, mechanisms: ['PLAIN'], userName: ownerName } as const;
  return startLimitedCluster(version, { ipv6: true, access: { plaintext: true, login } });
}

/** How clients come by IPv6, and where they connected. */
export interface Ipv6Access {
  readonly ports: readonly number[];
  readonly login: { readonly user: string; readonly password: string; readonly ca: string } | null;
}

/** A client that knows no other address than `::1`, and every `host:port` that it connects to. */
export function ipv6Client({ ports, login }: Ipv6Access, retries = 5) {
  const contacted = new Set<string>();
  const config: KafkaConfig = {
    // kafkajs takes no IPv6 address here: the name stands for it.
    brokers: ports.map((port) => `loopback:${port}`),
    clientId: 'polybroker-test',
    logLevel: kafkajs.logLevel.NOTHING,
    connectionTimeout: 10_000,
    requestTimeout: 30_000,
    retry: { initialRetryTime: 100, maxRetryTime: 1000, retries },
    socketFactory: ({ host, port, ssl, onConnect }: ISocketFactoryArgs) => {
      const address = host === 'loopback' ? '::1' : host;
      contacted.add(`${address}:${port}`);
      return login === null
        ? connect({ host: address, port }, onConnect)
        : connectByTls({ ...ssl, host: address, port }, onConnect);
    },
    ...(login === null
      ? {}
      : {
          ssl: { ca: [login.ca] },
          sasl: { mechanism: 'plain', username: login.user, password: login.password },
        }),
  };
  return { client: new kafkajs.Kafka(config), contacted };
}

/** Clients that know `::1` only write to all brokers and read all of it, without a login and over TLS. */
export async function proveIpv6(cluster: LimitedCluster): Promise<void> {
  await cluster.limit({ rules: [anyone(), ipv6Rule()] });
  for (const withLogin of [false, true]) {
    const access = accessTo(cluster, withLogin);
    await provesAllBrokers(access, cluster.brokerCount);
    if (kcatInstalled && !withLogin) await proveWithKcat(access);
  }
  // Those who come by IPv4 are sent to IPv4.
  const admin = cluster.client().admin();
  await admin.connect();
  for (const { host, port } of (await admin.describeCluster()).brokers) {
    assert.match(`${host}:${port}`, /^127\.\d+\.\d+\.\d+:9092$/);
  }
  await admin.disconnect();
}

/** Rules for IPv6 hold for it, by the ports of the cloud, and those for IPv4 do not. */
export async function proveIpv6Admission(cluster: LimitedCluster): Promise<void> {
  const pids = await cluster.pids();
  const expect = async (rules: readonly SecurityGroupRule[], plain: boolean, login: boolean) => {
    await cluster.limit({ rules });
    for (const [withLogin, may] of [
      [false, plain],
      [true, login],
    ] as const) {
      await until(
        `${withLogin ? 'a login' : 'a client'} is ${may ? '' : 'not '}let in`,
        noticedWithinMs,
        async () => {
          const listed = topicsSeen(accessTo(cluster, withLogin));
          await (may ? listed : assert.rejects(listed));
          return true;
        },
      );
    }
  };
  await expect([anyone(), ipv6Rule()], true, true);
  await expect([anyone()], false, false);
  await expect([anyone(), ipv6Rule('::1/128', 9093)], false, true);
  await expect([anyone(), ipv6Rule('::1/128', 9092)], true, false);
  await expect([anyone(), ipv6Rule('2001:db8::/32')], false, false);
  await expect([anyone(), ipv6Rule()], true, true);
  assert.deepEqual(await cluster.pids(), pids, 'no member was restarted');
}

export async function provesAllBrokers(access: Ipv6Access, brokerCount: number): Promise<void> {
  const topic = `ipv6-${randomUUID()}`;
  const { client, contacted } = ipv6Client(access);
  const admin = client.admin();
  await admin.connect();
  await admin.createTopics({ topics: [{ topic, numPartitions: 4, replicationFactor: 1 }] });
  const { brokers } = await admin.describeCluster();
  assert.deepEqual(
    new Set(brokers.map(({ host, port }) => `${host}:${port}`)),
    new Set(access.ports.map((port) => `::1:${port}`)),
  );
  assert.equal(brokers.length, brokerCount);
  await admin.disconnect();
  const producer = client.producer();
  await producer.connect();
  const sent = Array.from({ length: messages }, (_, index) => ({ key: String(index), value: `m${index}` }));
  await producer.send({ topic, acks: -1, messages: sent });
  await producer.disconnect();
  const read = new Set<string>();
  const consumer = client.consumer({ groupId: `ipv6-${randomUUID()}` });
  await consumer.connect();
  await consumer.subscribe({ topic, fromBeginning: true });
  await consumer.run({ eachMessage: async ({ message }) => void read.add(String(message.value)) });
  await until('all messages are read', 60_000, () => (read.size === messages ? true : undefined));
  await consumer.disconnect();
  // All brokers lead partitions, so that all were asked, and nothing else was.
  assert.deepEqual(contacted, new Set(access.ports.map((port) => `::1:${port}`)));
}

async function proveWithKcat({ ports }: Ipv6Access): Promise<void> {
  const topic = `ipv6-${randomUUID()}`;
  const only6 = ['-X', 'broker.address.family=v6'];
  const access = { brokers: ports.map((port) => `[::1]:${port}`) };
  await kcat(access, null, [...only6, '-P', '-t', topic], 'one\ntwo\n');
  const output = await kcat(access, null, [...only6, '-C', '-e', '-q', '-o', 'beginning', '-t', topic]);
  assert.deepEqual(output.trim().split('\n').toSorted(), ['one', 'two']);
}

/** Kafka 0.10 refuses every topic to connections with a login from elsewhere, and keeps them. */
async function topicsSeen(access: Ipv6Access): Promise<void> {
  const admin = ipv6Client(access, 0).client.admin();
  try {
    await admin.connect();
    if ((await admin.listTopics()).length === 0) throw new Error('no topic can be seen');
  } finally {
    await admin.disconnect();
  }
}

function accessTo({ running }: LimitedCluster, withLogin: boolean): Ipv6Access {
  const { instance, ipv6Ports, secrets } = running.cluster;
  const ports = brokersOf(instance.spec).map(({ name }) => {
    const own = ipv6PortsOf(name, instance.spec, ipv6Ports);
    if (own === null) throw new Error('There are no IPv6 listeners.');
    return ipv6PortOf(own, withLogin ? 'sasl' : 'plaintext');
  });
  if (!withLogin) return { ports, login: null };
  const ca = secretOf(secrets, secretNames.authorityCertificate);
  return { ports, login: { user: ownerName, password: ownerPassword, ca } };
}

function ipv6Rule(remoteCidr = '::/0', port: number | null = null): SecurityGroupRule {
  return { ...anyone(remoteCidr, port), ipVersion: 6 };
}
