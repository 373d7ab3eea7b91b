import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { addressOf, brokerPorts, brokersOf } from '../../src/engines/kafka/cluster-layout.ts';
import { secretNames, secretOf } from '../../src/engines/kafka/cluster-secrets.ts';
import { readClusterView } from '../../src/engines/kafka/probe.ts';
import { testInstance } from '../../src/engines/kafka/testing/test-cluster.ts';
import { consume, kafkaClient, produce } from '../support/kafka-client.ts';
import type { KafkaAccess } from '../support/kafka-client.ts';
import { until } from '../support/until.ts';
import { runCluster } from './run-cluster.ts';
import type { RunningCluster } from './run-cluster.ts';

const version = '1.1.0';
const userName = 'the-user';
const password = 'p"a\\s$ w\u00f6rd=,1';
const bringUpWithinMs = 120_000;

function bootstrap({ cluster }: RunningCluster, port: number): string[] {
  return brokersOf(cluster.instance.spec).map(({ name }) => `${addressOf(cluster.addresses, name)}:${port}`);
}

suite(`a plaintext cluster of ${version}`, { timeout: 300_000 }, () => {
  let running: RunningCluster;
  let access: KafkaAccess;

  before(async () => {
    const instance = testInstance({ kind: 'plaintext' }, {}, version);
    running = await runCluster(instance, new Map(), AbortSignal.timeout(bringUpWithinMs));
    access = { brokers: bootstrap(running, brokerPorts.plaintext) };
  });
  after(async () => {
    await running?.dispose();
  });

  test('makes topics of three partitions and three replicas by itself', async () => {
    await produce(access, 'automatic', 1000);
    assert.equal((await consume(access, 'automatic', 1000)).size, 1000);
    const admin = kafkaClient(access).admin();
    await admin.connect();
    try {
      const { topics } = await admin.fetchTopicMetadata({ topics: ['automatic'] });
      const replicas = topics[0]?.partitions.map((partition) => partition.replicas.length);
      assert.deepEqual(replicas, [3, 3, 3]);
    } finally {
      await admin.disconnect();
    }
  });

  test('a killed broker is back within 30 s, while acks=all goes on', async () => {
    const producer = kafkaClient(access).producer();
    await producer.connect();
    try {
      await producer.send({ topic: 'through-a-crash', acks: -1, messages: [{ key: '0', value: 'before' }] });
      await running.kill('broker-2');
      await producer.send({
        topic: 'through-a-crash',
        acks: -1,
        messages: [{ key: '1', value: 'meanwhile' }],
      });
      const target = {
        address: addressOf(running.cluster.addresses, 'broker-2'),
        port: brokerPorts.plaintext,
        login: null,
        authorityPem: null,
      };
      await until('broker-2 is back', 30_000, async () => {
        const view = await readClusterView(target, AbortSignal.timeout(2000));
        return view.brokers.size === 3 || undefined;
      });
    } finally {
      await producer.disconnect();
    }
    assert.deepEqual(await consume(access, 'through-a-crash', 2), new Set(['before', 'meanwhile']));
  });
});

suite(`a cluster of ${version} with logins over TLS`, { timeout: 300_000 }, () => {
  let running: RunningCluster;
  let authorityPem: string;

  before(async () => {
    const access = { kind: 'sasl-tls', mechanisms: ['PLAIN', 'SCRAM-SHA-512'], userName } as const;
    const secrets = new Map([[secretNames.userPassword, password]]);
    const instance = testInstance(access, {}, version);
    running = await runCluster(instance, secrets, AbortSignal.timeout(bringUpWithinMs));
    authorityPem = secretOf(running.cluster.secrets, secretNames.authorityCertificate);
  });
  after(async () => {
    await running?.dispose();
  });

  for (const mechanism of ['plain', 'scram-sha-512'] as const) {
    test(`produces and consumes with ${mechanism}`, async () => {
      const access: KafkaAccess = {
        brokers: bootstrap(running, brokerPorts.saslTls),
        login: { mechanism, username: userName, password, ca: authorityPem },
      };
      await produce(access, `by-${mechanism}`, 500);
      assert.equal((await consume(access, `by-${mechanism}`, 500)).size, 500);
    });
  }

  test('refuses a wrong password', async () => {
    const address = addressOf(running.cluster.addresses, 'broker-1');
    for (const mechanism of ['PLAIN', 'SCRAM-SHA-512'] as const) {
      const login = { mechanism, username: userName, password: 'Wrong-password1' };
      const target = { address, port: brokerPorts.saslTls, authorityPem, login };
      await assert.rejects(readClusterView(target, AbortSignal.timeout(5000)), /authentication|credentials/i);
    }
  });
});
