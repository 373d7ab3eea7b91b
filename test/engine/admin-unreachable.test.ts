import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { Server } from 'node:net';
import { after, before, suite, test } from 'node:test';
import { createKafkaAdministrations } from '../../src/engines/kafka/admin/kafka-administrations.ts';
import { brokerPorts } from '../../src/engines/kafka/broker-ports.ts';
import { secretNames } from '../../src/engines/kafka/cluster-secrets.ts';
import { testInstance } from '../../src/engines/kafka/testing/test-cluster.ts';
import { until } from '../support/until.ts';

const instance = testInstance();

function administrationsAt(addresses: readonly string[]) {
  return createKafkaAdministrations({
    clusterOf: () =>
      Promise.resolve({
        instance,
        addresses: new Map([
          ...addresses.map((address, index) => [`broker-${index + 1}`, address] as const),
          ...addresses.map((address, index) => [`zookeeper-${index + 1}`, address] as const),
        ]),
        secrets: new Map([
          [secretNames.internalPassword, 'x'],
          [secretNames.zooKeeperPassword, 'x'],
        ]),
        users: [],
        removedUsers: [],
      }),
    memberDirectory: null,
    nowMs: () => performance.now(),
  });
}

test('an instance whose brokers are all down says so at once', async () => {
  const administrations = administrationsAt(['127.91.7.1', '127.91.7.2', '127.91.7.3']);
  const admin = await administrations.of(instance);
  const beganMs = performance.now();
  const calls: readonly (() => Promise<unknown>)[] = [
    () => admin.topics.list(),
    () => admin.topics.create({ name: 'a', partitionCount: 1, replicationFactor: 1 }),
    () => admin.groups.list(),
    () => admin.users.list(),
    () => admin.acls.list(),
    () => admin.quotas.list(),
    () => admin.cluster.describe(),
    () => admin.logDirectories.usage(),
  ];
  for (const call of calls)
    await assert.rejects(call(), { kind: 'instance-unavailable', message: /ECONNREFUSED/ });
  assert.ok(performance.now() - beganMs < 2000);
  await administrations.close();
});

suite('an instance whose brokers are silent', () => {
  const addresses = ['127.91.7.4', '127.91.7.5', '127.91.7.6'];
  const servers: Server[] = [];

  before(async () => {
    for (const address of addresses) {
      // It reads, so that it notices ends, and never answers.
      const server = createServer((socket) => socket.on('error', () => undefined).resume());
      server.listen(brokerPorts.internal, address);
      servers.push(server);
      await once(server, 'listening');
    }
  });
  after(() => {
    for (const server of servers) server.close();
  });

  test('says so within five seconds, and leaves no connection behind', async () => {
    const administrations = administrationsAt(addresses);
    const admin = await administrations.of(instance);
    const beganMs = performance.now();
    await Promise.all([
      assert.rejects(admin.topics.list(), { kind: 'instance-unavailable' }),
      assert.rejects(admin.topics.delete('a'), { kind: 'instance-unavailable' }),
      assert.rejects(admin.cluster.describe(), { kind: 'instance-unavailable' }),
    ]);
    const tookMs = performance.now() - beganMs;
    assert.ok(tookMs < 5500, `It took ${tookMs} ms.`);
    await administrations.close();
    await until('every connection is gone', 1000, async () => {
      const counts = await Promise.all(servers.map(connectionsOf));
      return counts.every((count) => count === 0) ? true : undefined;
    });
  });
});

function connectionsOf(server: Server): Promise<number> {
  return new Promise((resolve, reject) => {
    server.getConnections((error, count) => (error === null ? resolve(count) : reject(error)));
  });
}
