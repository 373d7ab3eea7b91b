import assert from 'node:assert/strict';
import { brokerPorts } from '../../src/engines/kafka/broker-ports.ts';
import { until } from '../support/until.ts';
import { anyone, type LimitedCluster } from './limited-cluster.ts';

const inside = '127.80.1.5';
const outside = '127.80.2.5';
/** Brokers look at their limits once a second. */
const noticedWithinMs = 30_000;

/**
 * Rules of a security group hold for new connections on both listeners and are changed without a restart; an open connection
 * of an address that was removed ends at its next request.
 */
export async function proveAdmission(cluster: LimitedCluster): Promise<void> {
  const pids = await cluster.pids();
  const admin = cluster.client().admin();
  await admin.connect();
  await until('a topic is made', noticedWithinMs, async () => {
    await admin.createTopics({ topics: [{ topic: 'seen', numPartitions: 1, replicationFactor: 1 }] });
    return true;
  });
  await admin.disconnect();
  await cluster.limit({ rules: [anyone('127.80.1.0/24')] });
  for (const login of [false, true]) {
    await accepted(cluster, login, inside);
    await refused(cluster, login, outside);
  }
  // A rule may name a port.
  await cluster.limit({ rules: [anyone('127.80.0.0/16', brokerPorts.sasl)] });
  await accepted(cluster, true, outside);
  await refused(cluster, false, inside);

  await cluster.limit({ rules: [anyone('127.80.0.0/16')] });
  for (const login of [false, true]) await endsWithItsAddress(cluster, login);
  await cluster.limit({});
  for (const login of [false, true]) await accepted(cluster, login, outside);
  assert.deepEqual(await cluster.pids(), pids, 'no member was restarted');
}

async function endsWithItsAddress(cluster: LimitedCluster, login: boolean): Promise<void> {
  await accepted(cluster, login, outside);
  const bystander = cluster.client({ login, localAddress: inside }).admin();
  const admin = cluster.client({ login, localAddress: outside }).admin();
  await Promise.all([bystander.connect(), admin.connect()]);
  try {
    await Promise.all([bystander.listTopics(), admin.listTopics()]);
    await cluster.limit({ rules: [anyone('127.80.1.0/24')] });
    await until('the connection ends', noticedWithinMs, async () => {
      await assert.rejects(topicsSeen(admin));
      return true;
    });
    await bystander.listTopics();
  } finally {
    await Promise.all([bystander.disconnect(), admin.disconnect()]);
    await cluster.limit({ rules: [anyone('127.80.0.0/16')] });
  }
}

async function accepted(cluster: LimitedCluster, login: boolean, localAddress: string): Promise<void> {
  await until(`${localAddress} may connect`, noticedWithinMs, async () => {
    await connects(cluster, login, localAddress);
    return true;
  });
}

async function refused(cluster: LimitedCluster, login: boolean, localAddress: string): Promise<void> {
  await until(`${localAddress} may not connect`, noticedWithinMs, async () => {
    await assert.rejects(connects(cluster, login, localAddress));
    return true;
  });
}

async function connects(cluster: LimitedCluster, login: boolean, localAddress: string): Promise<void> {
  const admin = cluster.client({ login, localAddress, retries: 0 }).admin();
  try {
    await admin.connect();
    await topicsSeen(admin);
  } finally {
    await admin.disconnect();
  }
}

/** Kafka 0.10 refuses every topic to connections with a login from elsewhere, and keeps them. */
async function topicsSeen(admin: { listTopics(): Promise<string[]> }): Promise<void> {
  const topics = await admin.listTopics();
  if (topics.length === 0) throw new Error('no topic can be seen');
}
