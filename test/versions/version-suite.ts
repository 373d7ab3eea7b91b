import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { addressOf, brokerPorts, brokersOf } from '../../src/engines/kafka/cluster-layout.ts';
import { secretNames, secretOf } from '../../src/engines/kafka/cluster-secrets.ts';
import { readClusterView } from '../../src/engines/kafka/probe.ts';
import type { ProbeTarget } from '../../src/engines/kafka/probe.ts';
import { testInstance } from '../../src/engines/kafka/testing/test-cluster.ts';
import { consume, kafkaClient, produce } from '../support/kafka-client.ts';
import type { KafkaAccess } from '../support/kafka-client.ts';
import { until } from '../support/until.ts';
import { runCluster } from '../engine/run-cluster.ts';
import type { RunningCluster } from '../engine/run-cluster.ts';

/** What was found out about one version; what is still null was not reached. */
export interface VersionProof {
  readonly asked: string;
  javaVersion: string | null;
  startMs: number | null;
  /** Milliseconds from the kill -9 of a broker until it stands in the metadata again. */
  backMs: number | null;
  stopMs: number | null;
  /** Names of `capabilities` that were proven. */
  readonly proven: Set<Capability>;
}

export const capabilities = [
  'PLAIN',
  'SCRAM-SHA-512',
  'wrong password refused',
  'automatic topic',
  'kill -9',
  'repeated bring-up',
] as const;
export type Capability = (typeof capabilities)[number];

const userName = 'the-user';
const password = 'p"a\\s$ w\u00f6rd=,1';

/** Runs three brokers of a version with logins over TLS through everything that each version must be able to do. */
export function versionSuite(asked: string, javaMajor?: number): VersionProof {
  const proof: VersionProof = {
    asked,
    javaVersion: null,
    startMs: null,
    backMs: null,
    stopMs: null,
    proven: new Set(),
  };
  suite(`Kafka ${asked}`, { timeout: 300_000 }, () => {
    let running: RunningCluster;
    let authorityPem: string;

    before(async () => {
      const access = { kind: 'sasl-tls', mechanisms: ['PLAIN', 'SCRAM-SHA-512'], userName } as const;
      const secrets = new Map([[secretNames.userPassword, password]]);
      const beganMs = performance.now();
      running = await runCluster(
        testInstance(access, {}, asked),
        secrets,
        AbortSignal.timeout(120_000),
        javaMajor,
      );
      proof.startMs = performance.now() - beganMs;
      proof.javaVersion = running.java.version;
      authorityPem = secretOf(running.cluster.secrets, secretNames.authorityCertificate);
    });
    after(async () => {
      if (running !== undefined) proof.stopMs = await running.dispose();
      process.stdout.write(
        `Kafka ${asked} on Java ${proof.javaVersion}: start ${proof.startMs?.toFixed()} ms, ` +
          `back after kill -9 ${proof.backMs?.toFixed()} ms, stop ${proof.stopMs?.toFixed()} ms\n`,
      );
    });

    // oxlint-disable-next-line unicorn/consistent-function-scoping -- it must not be called outside of the suite
    function prove(capability: Capability, run: () => Promise<void>): void {
      test(capability, async () => {
        await run();
        proof.proven.add(capability);
      });
    }

    function accessBy(mechanism: 'plain' | 'scram-sha-512'): KafkaAccess {
      const { instance, addresses } = running.cluster;
      return {
        brokers: brokersOf(instance.spec).map(
          ({ name }) => `${addressOf(addresses, name)}:${brokerPorts.saslTls}`,
        ),
        login: { mechanism, username: userName, password, ca: authorityPem },
      };
    }

    function listenerOf(broker: string, mechanism: 'PLAIN' | 'SCRAM-SHA-512', secret: string): ProbeTarget {
      const address = addressOf(running.cluster.addresses, broker);
      const login = { mechanism, username: userName, password: secret };
      return { address, port: brokerPorts.saslTls, login, authorityPem };
    }

    for (const mechanism of ['PLAIN', 'SCRAM-SHA-512'] as const) {
      prove(mechanism, async () => {
        const access = accessBy(mechanism === 'PLAIN' ? 'plain' : 'scram-sha-512');
        await produce(access, `by-${mechanism}`, 500);
        assert.equal((await consume(access, `by-${mechanism}`, 500)).size, 500);
      });
    }

    prove('wrong password refused', async () => {
      for (const mechanism of ['PLAIN', 'SCRAM-SHA-512'] as const) {
        const target = listenerOf('broker-1', mechanism, 'Wrong-password1');
        await assert.rejects(
          readClusterView(target, AbortSignal.timeout(5000)),
          /authentication|credentials/i,
        );
      }
    });

    prove('automatic topic', async () => {
      const admin = kafkaClient(accessBy('plain')).admin();
      await admin.connect();
      try {
        const { topics } = await admin.fetchTopicMetadata({ topics: ['by-PLAIN'] });
        const replicas = topics[0]?.partitions.map((partition) => partition.replicas.length);
        assert.deepEqual(replicas, [3, 3, 3]);
      } finally {
        await admin.disconnect();
      }
    });

    prove('kill -9', async () => {
      const producer = kafkaClient(accessBy('plain')).producer();
      await producer.connect();
      const send = (key: string) =>
        producer.send({ topic: 'through-a-crash', acks: -1, messages: [{ key, value: key }] });
      try {
        await send('before');
        await running.kill('broker-2');
        const killedMs = performance.now();
        await send('meanwhile');
        await until('broker-2 is back', 30_000, async () => {
          const target = listenerOf('broker-2', 'SCRAM-SHA-512', password);
          const view = await readClusterView(target, AbortSignal.timeout(2000));
          return view.brokers.size === 3 || undefined;
        });
        proof.backMs = performance.now() - killedMs;
        await send('after');
      } finally {
        await producer.disconnect();
      }
      const messages = await consume(accessBy('scram-sha-512'), 'through-a-crash', 3);
      assert.deepEqual(messages, new Set(['before', 'meanwhile', 'after']));
    });

    prove('repeated bring-up', () => running.bringUp(AbortSignal.timeout(20_000)));
  });
  return proof;
}
