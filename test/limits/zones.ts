import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import type { ClusterAdministration } from '../../src/domain/administration/cluster-administration.ts';
import { createKafkaAdministrations } from '../../src/engines/kafka/admin/kafka-administrations.ts';
import { brokerPorts } from '../../src/engines/kafka/broker-ports.ts';
import { addressOf, brokersOf, zoneOf, zooKeeperNodesOf } from '../../src/engines/kafka/cluster-layout.ts';
import { kafkaVersion } from '../../src/engines/kafka/versions.ts';
import { createTopic } from '../support/create-topic.ts';
import { consume, type KafkaAccess } from '../support/kafka-client.ts';
import { startProducing } from '../support/producer-under-fault.ts';
import { until } from '../support/until.ts';
import { type LimitedCluster, startLimitedCluster } from './limited-cluster.ts';

/** So many that one of three zones has two. */
const brokerCount = 4;
const zones = ['a', 'b', 'c'];
const bringUpWithinMs = 180_000;

export function startClusterInZones(version: string): Promise<LimitedCluster> {
  return startLimitedCluster(version, { brokerCount, zones });
}

/** The replicas of each partition are in different zones, whoever makes the topic and for whatever. */
export async function proveSpreadTopics(cluster: LimitedCluster): Promise<void> {
  await withAdministration(cluster, async (administration) => {
    const described = await administration.cluster.describe();
    assert.deepEqual(
      described.brokers.map(({ zone }) => zone),
      ['a', 'b', 'c', 'a'],
    );
    const names = {
      client: `by-a-client-${randomUUID()}`,
      owner: `by-the-owner-${randomUUID()}`,
      use: `by-its-use-${randomUUID()}`,
    };
    const client = cluster.client();
    const admin = client.admin();
    await admin.connect();
    await createTopic(admin, { topic: names.client, numPartitions: 8, replicationFactor: 3 });
    await administration.topics.create({ name: names.owner, partitionCount: 2, replicationFactor: 3 });
    await administration.topics.addPartitions(names.owner, 9);
    await produceAndConsume(cluster, names.use);
    const isTransactional = cluster.version !== '0.10.2';
    if (isTransactional) await writeInTransaction(cluster, names.client);

    const topics = [
      ...Object.values(names),
      '__consumer_offsets',
      ...(isTransactional ? ['__transaction_state'] : []),
    ];
    for (const topic of topics) {
      // What clients' work has brokers make shows within a second.
      const { partitions } = await until(`${topic} is shown`, 30_000, () =>
        administration.topics.describe(topic),
      );
      for (const { number, replicaIds } of partitions) {
        const found = new Set(replicaIds.map((id) => described.brokers[id - 1]?.zone));
        assert.equal(found.size, 3, `${topic}-${number} on brokers ${replicaIds.join(', ')}`);
      }
    }
    await admin.disconnect();
  });
}

/** All that runs in one zone is killed and stays away: producers go on, and nothing that was acknowledged is lost. */
export async function proveLossOfZone(cluster: LimitedCluster): Promise<void> {
  const { spec } = cluster.running.cluster.instance;
  const topic = `survives-${randomUUID()}`;
  const admin = cluster.client().admin();
  await admin.connect();
  const configEntries = [{ name: 'min.insync.replicas', value: '2' }];
  await createTopic(admin, { topic, numPartitions: 4, replicationFactor: 3, configEntries });
  await admin.disconnect();

  const withZooKeeper = kafkaVersion(cluster.version).metadata.kind === 'zookeeper';
  const members = [...(withZooKeeper ? zooKeeperNodesOf(spec) : []), ...brokersOf(spec)];
  const lost = members.filter((member) => zoneOf(spec, member) === 'a').map(({ name }) => name);
  assert.equal(lost.length, withZooKeeper ? 3 : 2);

  const producer = await startProducing(accessTo(cluster), topic);
  await producer.goesOn(20, 60_000);
  await cluster.running.killForLong(lost);
  await producer.goesOn(100, 120_000);
  await cluster.running.bringUp(AbortSignal.timeout(bringUpWithinMs));
  await producer.goesOn(20, 60_000);
  await producer.stop();
  const read = await consume(accessTo(cluster), topic, new Set(producer.acknowledged).size);
  for (const value of producer.acknowledged)
    assert.ok(read.has(value), `${value} was acknowledged and is lost`);
}

/** A consumer that names its zone is served by the replica there, though another broker leads. */
export async function proveClosestReplica(cluster: LimitedCluster): Promise<void> {
  const topic = `close-${randomUUID()}`;
  const admin = cluster.client().admin();
  await admin.connect();
  await createTopic(admin, { topic, replicaAssignment: [{ partition: 0, replicas: [1, 2, 3] }] });
  await admin.disconnect();
  const addresses = cluster.running.cluster.addresses;
  const follower = `${addressOf(addresses, 'broker-2')}:${brokerPorts.plaintext}`;
  const consumer = cluster
    .client()
    .consumer({ groupId: `close-${randomUUID()}`, rackId: 'b', maxWaitTimeInMs: 100 });
  const askedOf: string[] = [];
  const read: string[] = [];
  consumer.on(consumer.events.REQUEST, ({ payload }) => {
    if (payload.apiName === 'Fetch') askedOf.push(payload.broker);
  });
  await consumer.connect();
  try {
    await consumer.subscribe({ topic, fromBeginning: true });
    await consumer.run({ eachMessage: async ({ message }) => void read.push(String(message.value)) });
    await until('the replica in its zone is asked', 60_000, () =>
      askedOf.includes(follower) ? true : undefined,
    );
    askedOf.length = 0;
    await send(cluster, topic, 'from the closest');
    await until('the message comes', 60_000, () => (read.length > 0 ? true : undefined));
    await until('it is asked again and again', 60_000, () => (askedOf.length >= 10 ? true : undefined));
    assert.deepEqual([...new Set(askedOf)], [follower]);
  } finally {
    await consumer.disconnect();
  }
}

async function withAdministration(
  cluster: LimitedCluster,
  work: (administration: ClusterAdministration) => Promise<void>,
): Promise<void> {
  const administrations = createKafkaAdministrations({
    clusterOf: () => Promise.resolve(cluster.running.cluster),
    memberDirectory: (_, memberName) => cluster.running.directoryOf(memberName),
    nowMs: () => performance.now(),
  });
  try {
    await work(await administrations.of(cluster.running.cluster.instance));
  } finally {
    await administrations.close();
  }
}

function accessTo({ running }: LimitedCluster): KafkaAccess {
  const { instance, addresses } = running.cluster;
  const brokers = brokersOf(instance.spec).map(
    ({ name }) => `${addressOf(addresses, name)}:${brokerPorts.plaintext}`,
  );
  return { brokers };
}

async function send(cluster: LimitedCluster, topic: string, value: string): Promise<void> {
  const producer = cluster.client().producer({ allowAutoTopicCreation: true });
  await producer.connect();
  await producer.send({ topic, acks: -1, messages: [{ key: value, value }] });
  await producer.disconnect();
}

/** Makes the topic by writing to it, and the brokers' own by reading from it in a group. */
async function produceAndConsume(cluster: LimitedCluster, topic: string): Promise<void> {
  await send(cluster, topic, 'the first');
  await consume(accessTo(cluster), topic, 1);
}

async function writeInTransaction(cluster: LimitedCluster, topic: string): Promise<void> {
  const producer = cluster
    .client()
    .producer({ transactionalId: randomUUID(), maxInFlightRequests: 1, idempotent: true });
  await producer.connect();
  const transaction = await producer.transaction();
  await transaction.send({ topic, messages: [{ key: 'k', value: 'v' }] });
  await transaction.commit();
  await producer.disconnect();
}
