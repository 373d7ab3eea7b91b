import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { Engine } from '../engine.ts';
import type { KafkaCluster } from './kafka-cluster.ts';
import { clusterLayout } from './cluster-layout.ts';
import { createClassArchives } from '../java/class-archives.ts';
import { createKafkaEngine } from './kafka-engine.ts';
import { testAddresses, testInstance, usersOf } from './testing/test-cluster.ts';

const jars = (name: string): readonly string[] => [`/jars/${name}.jar`];

function engineWithoutDownloads(): Engine {
  return createKafkaEngine({
    bytesPerGb: 1024 ** 3,
    jarCache: {
      ensure: async (lock) => jars(lock.engine),
      paths: (lock) => jars(lock.engine),
    },
    provideJava: async ([major = 0]) => ({
      executable: `/java-${major}/bin/java`,
      version: `${major}.0.1`,
      major,
      home: '/',
    }),
    brokerJar: () => Promise.resolve('/cache/jvm/polybroker-broker.jar'),
    classArchives: createClassArchives('/cache'),
    nowMs: () => Date.UTC(2030, 0, 1),
  });
}

async function clusterOf(
  engine: Engine,
  mechanisms: readonly ('PLAIN' | 'SCRAM-SHA-512')[],
): Promise<KafkaCluster> {
  const instance = testInstance(
    { plaintext: false, login: { tls: true, mechanisms, userName: 'the-user' } },
    { brokerCount: 1 },
  );
  const addresses = testAddresses(clusterLayout(instance).members);
  const made = await engine.createSecrets(instance, addresses);
  return {
    instance,
    addresses,
    secrets: made,
    users: usersOf(instance, 'Secret-of-the-user-1'),
    removedUsers: [],
  };
}

test('a plan needs an installation', async () => {
  const engine = engineWithoutDownloads();
  const cluster = await clusterOf(engine, ['PLAIN']);
  await assert.rejects(engine.plan(cluster), /install\(\)/);
});

test('the same cluster gets the same members, and no command line shows a secret', async () => {
  const engine = engineWithoutDownloads();
  await engine.install('2.3.0', AbortSignal.timeout(5000));
  const cluster = await clusterOf(engine, ['PLAIN', 'SCRAM-SHA-512']);
  const membersNow = async () =>
    (await engine.plan(cluster)).flatMap((step) => (step.kind === 'members' ? step.members : []));
  const members = await membersNow();
  assert.deepEqual(await membersNow(), members);
  assert.deepEqual(
    members.map(({ name, executable }) => [name, executable]),
    [
      ['zookeeper-1', '/java-17/bin/java'],
      ['broker-1', '/java-17/bin/java'],
    ],
  );
  for (const member of members) {
    const commandLine = [member.executable, ...member.arguments].join(' ');
    for (const [name, secret] of cluster.secrets) assert.ok(!commandLine.includes(secret), name);
  }
});

test('users are written to ZooKeeper only where a mechanism looks for them there', async () => {
  const engine = engineWithoutDownloads();
  await engine.install('2.3.0', AbortSignal.timeout(5000));
  const steps = async (mechanisms: readonly ('PLAIN' | 'SCRAM-SHA-512')[]): Promise<readonly string[]> =>
    (await engine.plan(await clusterOf(engine, mechanisms))).map(({ name }) => name);
  assert.deepEqual(await steps(['PLAIN']), [
    'writeLimits',
    'startZooKeeper',
    'startBrokers',
    'writeUsers',
    'showCertificates',
    'proveReady',
  ]);
  assert.deepEqual(await steps(['SCRAM-SHA-512']), [
    'writeLimits',
    'startZooKeeper',
    'createUsers',
    'startBrokers',
    'writeUsers',
    'showCertificates',
    'proveReady',
  ]);
});
