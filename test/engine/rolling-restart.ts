import assert from 'node:assert/strict';
import type { KafkaInstance } from '../../src/domain/instance/instance.ts';
import { brokerPorts } from '../../src/engines/kafka/broker-ports.ts';
import { addressOf, brokersOf } from '../../src/engines/kafka/cluster-layout.ts';
import { readClusterView } from '../../src/engines/kafka/probe.ts';
import { consume, produce } from '../support/kafka-client.ts';
import type { KafkaAccess } from '../support/kafka-client.ts';
import { startProducing } from '../support/producer-under-fault.ts';
import type { RunningCluster } from './run-cluster.ts';

const restartedWithinMs = 300_000;
const topic = 'through-a-restart';

/**
 * Switches the listener without a login on, which restarts all brokers, while a producer sends with acks=all. It sees only
 * errors after which it may try again (kafkajs gives up at once after any other), and nothing that it sent is lost.
 */
export async function proveRollingRestart(running: RunningCluster, access: KafkaAccess): Promise<void> {
  const { spec } = running.cluster.instance;
  const pidsOfBrokers = () => Promise.all(brokersOf(spec).map(({ name }) => running.pidOf(name)));
  const before = await pidsOfBrokers();
  const producer = await startProducing(access, topic);
  try {
    await producer.goesOn(20, 60_000);
    await switchPlaintext(running, true);
    await producer.goesOn(20, 60_000);
  } finally {
    await producer.stop();
  }
  const after = await pidsOfBrokers();
  after.forEach((pid, index) => assert.notEqual(pid, before[index], `broker-${index + 1} was restarted`));
  const read = await consume(access, topic, producer.acknowledged.length);
  assert.deepEqual(
    producer.acknowledged.filter((value) => !read.has(value)),
    [],
  );
}

/** The listener without a login, which the rolling restart has switched on, serves clients; then it goes, and refuses them. */
export async function proveSwitchedListener(running: RunningCluster): Promise<void> {
  const { addresses, instance } = running.cluster;
  const brokers = brokersOf(instance.spec).map(({ name }) => addressOf(addresses, name));
  const access = { brokers: brokers.map((address) => `${address}:${brokerPorts.plaintext}`) };
  await produce(access, 'without-a-login', 50);
  assert.equal((await consume(access, 'without-a-login', 50)).size, 50);
  await switchPlaintext(running, false);
  for (const address of brokers) {
    const target = { address, port: brokerPorts.plaintext, login: null, authorityPem: null };
    await assert.rejects(readClusterView(target, AbortSignal.timeout(10_000)), /ECONNREFUSED/);
  }
}

async function switchPlaintext(running: RunningCluster, plaintext: boolean): Promise<void> {
  const { instance: present } = running.cluster;
  const { spec } = present;
  const instance: KafkaInstance = {
    ...present,
    spec: { ...spec, access: { ...spec.access, plaintext } },
  };
  await running.bringUp(AbortSignal.timeout(restartedWithinMs), { instance });
}
