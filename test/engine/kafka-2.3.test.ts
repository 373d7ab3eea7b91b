import assert from 'node:assert/strict';
import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, suite, test } from 'node:test';
import { brokerPorts } from '../../src/engines/kafka/broker-ports.ts';
import { addressOf, brokersOf } from '../../src/engines/kafka/cluster-layout.ts';
import { secretNames, secretOf } from '../../src/engines/kafka/cluster-secrets.ts';
import { readClusterView } from '../../src/engines/kafka/probe.ts';
import { ensureScramUser } from '../../src/engines/kafka/zookeeper/scram-users.ts';
import { testInstance } from '../../src/engines/kafka/testing/test-cluster.ts';
import { connectZooKeeper } from '../../src/engines/kafka/zookeeper/zookeeper-client.ts';
import type { ZooKeeperClient } from '../../src/engines/kafka/zookeeper/zookeeper-client.ts';
import { zooKeeperPorts, zooKeeperUser } from '../../src/engines/kafka/zookeeper/zookeeper-config.ts';
import { consume, kafkaClient } from '../support/kafka-client.ts';
import type { KafkaAccess } from '../support/kafka-client.ts';
import { listeningPortsOf } from '../support/listening-ports.ts';
import { until } from '../support/until.ts';
import { runCluster } from './run-cluster.ts';
import type { RunningCluster } from './run-cluster.ts';

const userName = 'the-user';
const password = 'p"a\\s$ w\u00f6rd=,1';
const bringUpWithinMs = 120_000;

function bootstrap({ cluster }: RunningCluster, port: number): string[] {
  return brokersOf(cluster.instance.spec).map(({ name }) => `${addressOf(cluster.addresses, name)}:${port}`);
}

function zooKeeperServer({ cluster }: RunningCluster, name: string): { address: string; port: number } {
  return { address: addressOf(cluster.addresses, name), port: zooKeeperPorts.client };
}

function connectTo(running: RunningCluster, zooKeeperPassword: string | null): Promise<ZooKeeperClient> {
  return connectZooKeeper({
    servers: ['zookeeper-1', 'zookeeper-2', 'zookeeper-3'].map((name) => zooKeeperServer(running, name)),
    login: zooKeeperPassword === null ? null : { username: zooKeeperUser, password: zooKeeperPassword },
  });
}

/** The one node that listens for the others: followers connect to the leader. */
async function zooKeeperLeader(running: RunningCluster): Promise<string> {
  for (const name of ['zookeeper-1', 'zookeeper-2', 'zookeeper-3']) {
    const ports = listeningPortsOf(await running.pidOf(name));
    if (ports.some(({ port }) => port === zooKeeperPorts.quorum)) return name;
  }
  throw new Error('No node leads.');
}

/**
 * Sends messages with acks=all. Each has a key: kafkajs 2.2.4 assigns messages without one to other partitions when it
 * repeats a request that some leaders of a new topic refused, so that some are sent twice and others never.
 */
async function produce(access: KafkaAccess, topic: string, count: number): Promise<void> {
  const producer = kafkaClient(access).producer();
  await producer.connect();
  try {
    const messages = Array.from({ length: count }, (_, index) => ({
      key: `${index}`,
      value: `${topic}-${index}`,
    }));
    await producer.send({ topic, acks: -1, messages });
  } finally {
    await producer.disconnect();
  }
}

suite('a plaintext cluster of three brokers', { timeout: 300_000 }, () => {
  let running: RunningCluster;
  let access: KafkaAccess;

  before(async () => {
    const instance = testInstance();
    running = await runCluster(instance, null, AbortSignal.timeout(bringUpWithinMs));
    access = { brokers: bootstrap(running, brokerPorts.plaintext) };
  });
  after(async () => {
    const stoppedMs = (await running?.dispose()) ?? 0;
    assert.ok(stoppedMs < 20_000, `The cluster took ${stoppedMs} ms to stop.`);
  });

  test('comes up in three steps, and again at once when they are repeated', async () => {
    assert.deepEqual(running.steps, ['writeLimits', 'startZooKeeper', 'startBrokers', 'proveReady']);
    await running.bringUp(AbortSignal.timeout(10_000));
  });

  test('makes topics of three partitions and three replicas by itself, with replicas in all zones', async () => {
    await produce(access, 'automatic', 1000);
    assert.equal((await consume(access, 'automatic', 1000)).size, 1000);
    const admin = kafkaClient(access).admin();
    await admin.connect();
    try {
      const { topics } = await admin.fetchTopicMetadata({ topics: ['automatic'] });
      assert.deepEqual(
        topics[0]?.partitions.map(({ replicas }) => replicas.toSorted((one, other) => one - other)),
        [
          [1, 2, 3],
          [1, 2, 3],
          [1, 2, 3],
        ],
      );
    } finally {
      await admin.disconnect();
    }
  });

  test('the internal listener refuses a client without its password', async () => {
    const target = {
      address: addressOf(running.cluster.addresses, 'broker-1'),
      port: brokerPorts.internal,
      authorityPem: null,
    };
    const login = { mechanism: 'PLAIN', username: 'internal', password: 'guessed' } as const;
    await assert.rejects(
      readClusterView({ ...target, login }, AbortSignal.timeout(5000)),
      /authentication|credentials/i,
    );
    await assert.rejects(readClusterView({ ...target, login: null }, AbortSignal.timeout(5000)));
  });

  test('ZooKeeper serves nobody who has not logged in', async () => {
    const stranger = await connectTo(running, null);
    await assert.rejects(stranger.getChildren('/'), { kind: 'session-closed-require-sasl-auth' });
    await stranger.close();
    await assert.rejects(connectTo(running, 'guessed'), { kind: 'auth-failed' });
  });

  test('the ZooKeeper client makes, reads, changes, lists and deletes nodes', async () => {
    const client = await connectTo(running, secretOf(running.cluster.secrets, secretNames.zooKeeperPassword));
    try {
      assert.equal(await client.create('/polybroker-test', Buffer.from('one')), '/polybroker-test');
      await assert.rejects(client.create('/polybroker-test', Buffer.alloc(0)), { kind: 'node-exists' });
      assert.equal((await client.setData('/polybroker-test', Buffer.from('two'), 0)).version, 1);
      await assert.rejects(client.setData('/polybroker-test', Buffer.from('three'), 0), {
        kind: 'bad-version',
      });
      assert.equal((await client.getData('/polybroker-test')).data.toString(), 'two');
      const child = await client.create('/polybroker-test/n', Buffer.alloc(0), {
        ephemeral: true,
        sequential: true,
      });
      assert.equal(child, '/polybroker-test/n0000000000');
      assert.deepEqual(await client.getChildren('/polybroker-test'), ['n0000000000']);
      assert.notEqual((await client.exists(child))?.ephemeralOwner, 0n);
      await assert.rejects(client.delete('/polybroker-test'), { kind: 'not-empty' });
      await client.delete(child);
      await client.delete('/polybroker-test');
      assert.equal(await client.exists('/polybroker-test'), null);
    } finally {
      await client.close();
    }
    await assert.rejects(client.getChildren('/'), { kind: 'connection-loss' });
  });

  test('a session outlives its timeout while nothing is asked', { timeout: 20_000 }, async () => {
    const client = await connectZooKeeper({
      servers: [zooKeeperServer(running, 'zookeeper-1')],
      login: {
        username: zooKeeperUser,
        password: secretOf(running.cluster.secrets, secretNames.zooKeeperPassword),
      },
      sessionTimeoutMs: 2000,
    });
    try {
      const path = await client.create('/polybroker-session', Buffer.alloc(0), { ephemeral: true });
      const beganMs = Date.now();
      await until('the timeout has passed twice', 10_000, () => Date.now() - beganMs > 5000 || undefined);
      assert.notEqual(await client.exists(path), null);
    } finally {
      await client.close();
    }
  });

  test('a killed broker is back within 30 s, while acks=all goes on', async () => {
    const producer = kafkaClient(access).producer();
    await producer.connect();
    try {
      await producer.send({ topic: 'through-a-crash', acks: -1, messages: [{ value: 'before' }] });
      await running.kill('broker-2');
      const killedMs = Date.now();
      await producer.send({ topic: 'through-a-crash', acks: -1, messages: [{ value: 'meanwhile' }] });
      const target = {
        address: addressOf(running.cluster.addresses, 'broker-2'),
        login: null,
        authorityPem: null,
      };
      await until('broker-2 is back', 30_000, async () => {
        const view = await readClusterView(
          { ...target, port: brokerPorts.plaintext },
          AbortSignal.timeout(2000),
        );
        return view.brokers.size === 3 || undefined;
      });
      assert.ok(Date.now() - killedMs < 30_000);
    } finally {
      await producer.disconnect();
    }
    assert.deepEqual(await consume(access, 'through-a-crash', 2), new Set(['before', 'meanwhile']));
  });

  test('ZooKeeper goes on without its leader, which comes back', async () => {
    const leader = await zooKeeperLeader(running);
    await running.kill(leader);
    const admin = kafkaClient(access).admin();
    await admin.connect();
    try {
      // Needs ZooKeeper to write, so that it shows that a quorum is left.
      const topic = { topic: 'without-a-node', numPartitions: 3, replicationFactor: 3 };
      assert.equal(await admin.createTopics({ topics: [topic], timeout: 20_000 }), true);
    } finally {
      await admin.disconnect();
    }
    await produce(access, 'without-a-node', 10);
    await until(`${leader} is back`, 30_000, async () => {
      const login = {
        username: zooKeeperUser,
        password: secretOf(running.cluster.secrets, secretNames.zooKeeperPassword),
      };
      const client = await connectZooKeeper({ servers: [zooKeeperServer(running, leader)], login });
      await client.close();
      return true;
    });
  });

  test('no secret stands in a log or on a command line', async () => {
    const log = await readFile(join(running.directoryOf('broker-1'), 'server.log'), 'utf8');
    assert.match(log, /started \(kafka\.server\.KafkaServer\)/);
    for (const [name, secret] of running.cluster.secrets) assert.ok(!log.includes(secret), name);
  });
});

suite('a cluster with logins over TLS', { timeout: 300_000 }, () => {
  let running: RunningCluster;

  before(async () => {
    const instance = testInstance({
      plaintext: false,
      login: { tls: true, mechanisms: ['PLAIN', 'SCRAM-SHA-512'], userName },
    });
    running = await runCluster(instance, password, AbortSignal.timeout(bringUpWithinMs));
  });
  after(async () => {
    await running?.dispose();
  });

  function accessBy(mechanism: 'plain' | 'scram-sha-512', secret = password): KafkaAccess {
    const ca = secretOf(running.cluster.secrets, secretNames.authorityCertificate);
    return {
      brokers: bootstrap(running, brokerPorts.sasl),
      login: { mechanism, username: userName, password: secret, ca },
    };
  }

  test('writes users before the brokers start', () => {
    assert.deepEqual(running.steps, [
      'writeLimits',
      'startZooKeeper',
      'createUsers',
      'startBrokers',
      'writeUsers',
      'showCertificates',
      'proveReady',
    ]);
  });

  for (const mechanism of ['plain', 'scram-sha-512'] as const) {
    test(`produces and consumes with ${mechanism}`, async () => {
      const access = accessBy(mechanism);
      await produce(access, `by-${mechanism}`, 500);
      assert.equal((await consume(access, `by-${mechanism}`, 500)).size, 500);
    });
  }

  test('refuses a wrong password, another authority and plaintext', async () => {
    const address = addressOf(running.cluster.addresses, 'broker-1');
    const authorityPem = secretOf(running.cluster.secrets, secretNames.authorityCertificate);
    const wrong = { username: userName, password: 'Wrong-password1' };
    for (const mechanism of ['PLAIN', 'SCRAM-SHA-512'] as const) {
      const target = { address, port: brokerPorts.sasl, authorityPem, login: { mechanism, ...wrong } };
      await assert.rejects(readClusterView(target, AbortSignal.timeout(5000)), /authentication|credentials/i);
    }
    const right = { mechanism: 'PLAIN', username: userName, password } as const;
    const plaintext = { address, port: brokerPorts.sasl, authorityPem: null, login: right };
    await assert.rejects(readClusterView(plaintext, AbortSignal.timeout(5000)));
    const noListener = { address, port: brokerPorts.plaintext, authorityPem: null, login: null };
    await assert.rejects(readClusterView(noListener, AbortSignal.timeout(5000)), /ECONNREFUSED/);
    const untrusted = { address, port: brokerPorts.sasl, login: right, authorityPem: '' };
    await assert.rejects(readClusterView(untrusted, AbortSignal.timeout(5000)), /certificate/);
  });

  test('keeps secrets in files that only the owner can read', async () => {
    const directory = running.directoryOf('broker-1');
    const secret = /^(server\.properties|jaas\.conf|users\.properties|keystore-[0-9a-f]{12}\.p12)$/;
    const files = (await readdir(directory)).filter((name) => secret.test(name));
    assert.equal(files.length, 4);
    for (const file of files) assert.equal((await stat(join(directory, file))).mode & 0o077, 0, file);
  });

  test('leaves the credentials of a user alone when they fit, and replaces them when they do not', async () => {
    const client = await connectTo(running, secretOf(running.cluster.secrets, secretNames.zooKeeperPassword));
    const user = { name: 'other user*', password: 'First-1', mechanisms: ['SCRAM-SHA-256'] } as const;
    try {
      await ensureScramUser(client, user);
      const first = await client.getData('/config/users/other%20user%2A');
      await ensureScramUser(client, user);
      assert.deepEqual(await client.getData('/config/users/other%20user%2A'), first);
      await ensureScramUser(client, { ...user, password: 'Second-2' });
      assert.notDeepEqual((await client.getData('/config/users/other%20user%2A')).data, first.data);
    } finally {
      await client.close();
    }
  });
});

suite('a single broker', { timeout: 200_000 }, () => {
  test('serves with one ZooKeeper node', async () => {
    const instance = testInstance({ plaintext: true, login: null }, { brokerCount: 1 });
    const running = await runCluster(instance, null, AbortSignal.timeout(bringUpWithinMs));
    try {
      assert.deepEqual([...running.cluster.addresses.keys()].toSorted(), ['broker-1', 'zookeeper-1']);
      const access = { brokers: bootstrap(running, brokerPorts.plaintext) };
      await produce(access, 'single', 10);
      assert.equal((await consume(access, 'single', 10)).size, 10);
    } finally {
      await running.dispose();
    }
  });
});
