import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import { brokerPorts } from '../../src/engines/kafka/broker-ports.ts';
import { addressOf } from '../../src/engines/kafka/cluster-layout.ts';
import { secretNames, secretOf } from '../../src/engines/kafka/cluster-secrets.ts';
import { readClusterView } from '../../src/engines/kafka/probe.ts';
import type { ProbeTarget } from '../../src/engines/kafka/probe.ts';
import { adminChecks } from '../engine/admin/admin-checks.ts';
import { administeredCluster, ownerName, ownerPassword } from '../engine/admin/administered-cluster.ts';
import type { AdministeredCluster } from '../engine/admin/administered-cluster.ts';
import { proveLiveUsers, proveRenewedCertificates } from '../engine/live-changes.ts';
import { proveRollingRestart, proveSwitchedListener } from '../engine/rolling-restart.ts';
import { openToStrangers } from '../engine/unauthenticated-peers.ts';
import { consume, kafkaClient, produce } from '../support/kafka-client.ts';
import type { KafkaAccess } from '../support/kafka-client.ts';
import { until } from '../support/until.ts';

/** What was found out about one version; what is still null was not reached. */
export interface VersionProof {
  readonly asked: string;
  javaVersion: string | null;
  startMs: number | null;
  /** Milliseconds from the kill -9 of a broker until it stands in the metadata again. */
  backMs: number | null;
  /** Milliseconds that all members took to stop. */
  stopMs: number | null;
  /** Brokers that ended in order then, and need not look through their logs at the next start. */
  cleanlyStopped: number | null;
  /** By the names of `capabilities` and of the checks of the administration. */
  readonly results: Map<string, 'proven' | 'failed'>;
}

export const capabilities = [
  'PLAIN',
  'SCRAM-SHA-512',
  'wrong password refused',
  'automatic topic',
  'kill -9',
  'repeated bring-up',
  'no way in without a login',
  'users change',
  'certificates change',
  'rolling restart',
  'listener switched',
  'stop and start',
] as const;

export interface VersionSuiteOptions {
  /** Another Java than the one that the version prefers. */
  readonly javaMajor?: number | undefined;
  /** Without it the rolling restarts that switch a listener on and off, and the stop of the whole, are left out. */
  readonly withRestarts: boolean;
}

const dayMs = 24 * 60 * 60 * 1000;
const mechanisms = ['PLAIN', 'SCRAM-SHA-512'] as const;

/** Runs three brokers of a version with logins over TLS through what each version must be able to do. */
export function versionSuite(asked: string, options: VersionSuiteOptions): VersionProof {
  const proof: VersionProof = {
    asked,
    javaVersion: null,
    startMs: null,
    backMs: null,
    stopMs: null,
    cleanlyStopped: null,
    results: new Map(),
  };
  suite(`Kafka ${asked}`, { timeout: 900_000 }, () => {
    let cluster: AdministeredCluster;

    before(async () => {
      const beganMs = performance.now();
      // Its certificates end in 20 days.
      const clock: { nowMs?: number } = { nowMs: Date.now() - 345 * dayMs };
      const { javaMajor } = options;
      cluster = await administeredCluster(asked, { mechanisms, javaMajor, clock });
      delete clock.nowMs;
      proof.startMs = performance.now() - beganMs;
      proof.javaVersion = cluster.running.java.version;
    });
    after(async () => {
      await cluster?.dispose();
    });

    const prove = proverOf(proof);

    function accessBy(mechanism: (typeof mechanisms)[number]): KafkaAccess {
      const access = cluster.access();
      const { login } = access;
      if (login === undefined) throw new Error('This cluster asks for no login.');
      return {
        ...access,
        login: { ...login, mechanism: mechanism === 'PLAIN' ? 'plain' : 'scram-sha-512' },
      };
    }

    function listenerOf(
      broker: string,
      mechanism: (typeof mechanisms)[number],
      password: string,
    ): ProbeTarget {
      const { addresses, secrets } = cluster.running.cluster;
      return {
        address: addressOf(addresses, broker),
        port: brokerPorts.sasl,
        login: { mechanism, username: ownerName, password },
        authorityPem: secretOf(secrets, secretNames.authorityCertificate),
      };
    }

    for (const mechanism of mechanisms) {
      prove(mechanism, async () => {
        const access = accessBy(mechanism);
        await produce(access, `by-${mechanism}`, 500);
        assert.equal((await consume(access, `by-${mechanism}`, 500)).size, 500);
      });
    }

    prove('wrong password refused', async () => {
      for (const mechanism of mechanisms) {
        await assert.rejects(
          readClusterView(listenerOf('broker-1', mechanism, 'Wrong-password1'), AbortSignal.timeout(5000)),
          /authentication|credentials/i,
        );
      }
    });

    prove('automatic topic', async () => {
      const { partitions } = await cluster.admin.topics.describe('by-PLAIN');
      assert.deepEqual(
        partitions.map(({ replicaIds }) => replicaIds.length),
        [3, 3, 3],
      );
    });

    // Before brokers are started again: one that forgets users does so because of others who were removed.
    prove('users change', () => proveLiveUsers(cluster.running));

    prove('kill -9', async () => {
      const producer = kafkaClient(accessBy('PLAIN')).producer();
      await producer.connect();
      const send = (key: string) =>
        producer.send({ topic: 'through-a-crash', acks: -1, messages: [{ key, value: key }] });
      try {
        await send('before');
        await cluster.running.kill('broker-2');
        const killedMs = performance.now();
        await send('meanwhile');
        let refusal: unknown;
        await until('broker-2 is back', 30_000, async () => {
          const target = listenerOf('broker-2', 'SCRAM-SHA-512', ownerPassword);
          try {
            const view = await readClusterView(target, AbortSignal.timeout(2000));
            return view.brokers.size === 3 || undefined;
          } catch (error) {
            if (/credentials/i.test(String(error))) refusal = error;
            throw error;
          }
        });
        assert.equal(refusal, undefined, 'clients give up when they are refused');
        proof.backMs = performance.now() - killedMs;
        await send('after');
      } finally {
        await producer.disconnect();
      }
      const messages = await consume(accessBy('SCRAM-SHA-512'), 'through-a-crash', 3);
      assert.deepEqual(messages, new Set(['before', 'meanwhile', 'after']));
    });

    prove('repeated bring-up', () => cluster.running.bringUp(AbortSignal.timeout(20_000)));

    prove('no way in without a login', async () => {
      assert.deepEqual(await openToStrangers(cluster.running), []);
    });
    prove('certificates change', () => proveRenewedCertificates(cluster.running));
    if (options.withRestarts) {
      prove('rolling restart', () => proveRollingRestart(cluster.running, accessBy('SCRAM-SHA-512')));
      prove('listener switched', () => proveSwitchedListener(cluster.running));
      prove('stop and start', async () => {
        await produce(accessBy('PLAIN'), 'through-a-stop', 500);
        const { stoppedMs, cleanlyStopped } = await cluster.running.stopAll();
        proof.stopMs = stoppedMs;
        proof.cleanlyStopped = cleanlyStopped;
        await cluster.running.bringUp(AbortSignal.timeout(180_000));
        assert.equal((await consume(accessBy('SCRAM-SHA-512'), 'through-a-stop', 500)).size, 500);
      });
    }

    for (const check of adminChecks) prove(check.name, () => check.run(cluster));
  });
  return proof;
}

/** Makes tests whose results stand in the proof. */
function proverOf({ results }: VersionProof): (name: string, run: () => Promise<void>) => void {
  return (name, run) =>
    void test(name, async () => {
      results.set(name, 'failed');
      await run();
      results.set(name, 'proven');
    });
}
