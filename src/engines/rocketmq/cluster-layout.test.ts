import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clusterLayout, replicasOf, zoneOf } from './cluster-layout.ts';
import { testInstance } from './testing/test-instance.ts';

const addressesOf = (members: readonly string[]) =>
  new Map(members.map((member, index) => [member, `127.90.0.${index + 1}`]));

test('4.8.0 has two name servers, and 5.x three, which are controllers too', () => {
  assert.deepEqual(clusterLayout(testInstance('4.8.0')).members, [
    'nameserver-1',
    'nameserver-2',
    'broker-1-1',
    'broker-1-2',
    'broker-1-3',
  ]);
  assert.deepEqual(
    clusterLayout(testInstance('5.5.0')).members.filter((name) => name.startsWith('nameserver')),
    ['nameserver-1', 'nameserver-2', 'nameserver-3'],
  );
  assert.deepEqual(clusterLayout(testInstance('5.5.0', { replicasPerBroker: 1 })).members, [
    'nameserver-1',
    'nameserver-2',
    'broker-1-1',
  ]);
});

test('the replicas of each group are in different zones, and leaders’ places too', () => {
  const { spec } = testInstance('4.8.0', { brokerCount: 3 });
  const zones = replicasOf(spec).map((replica) => [replica.group, zoneOf(spec, replica)]);
  for (const group of ['broker-1', 'broker-2', 'broker-3']) {
    const ofGroup = zones.filter(([name]) => name === group).map(([, zone]) => zone);
    assert.equal(new Set(ofGroup).size, 3);
  }
  const first = replicasOf(spec).filter(({ number }) => number === 1);
  assert.equal(new Set(first.map((replica) => zoneOf(spec, replica))).size, 3);
});

test('who comes by IPv6 or from public addresses finds a port for every member', () => {
  const layout = clusterLayout(
    testInstance('5.5.0', {
      replicasPerBroker: 1,
      ipv6: true,
      publicAccess: { bandwidthMbitps: 5, addresses: [{ id: 'eip', address: '198.51.100.7' }] },
    }),
  );
  assert.deepEqual(layout.ipv6Listeners, [
    'nameserver-1.remoting',
    'nameserver-2.remoting',
    'broker-1-1.remoting',
  ]);
  assert.deepEqual(layout.members.slice(-2), ['relay', 'relay-ipv6']);
  const ports = new Map(layout.ipv6Listeners.map((name, index) => [name, 23_000 + index]));
  assert.deepEqual(
    layout
      .endpoints(addressesOf(layout.members), ports)
      .map(({ listener, address, port }) => [listener, address, port]),
    [
      ['nameserver', '127.90.0.1', 8100],
      ['nameserver', '127.90.0.2', 8100],
      ['broker', '127.90.0.3', 10_100],
      ['internal', '127.90.0.4', 9096],
      ['public-nameserver', '198.51.100.7', 8200],
      ['public-broker', '198.51.100.7', 10_110],
      ['nameserver-ipv6', '::1', 23_000],
      ['nameserver-ipv6', '::1', 23_001],
      ['broker-ipv6', '::1', 23_002],
    ],
  );
});

test('endpoints name name servers, brokers and, where there is one, the gRPC proxy', () => {
  const layout = clusterLayout(testInstance('5.5.0', { replicasPerBroker: 1, grpcProxy: true }));
  assert.deepEqual(layout.endpoints(addressesOf(layout.members)), [
    { member: 'nameserver-1', listener: 'nameserver', address: '127.90.0.1', port: 8100 },
    { member: 'nameserver-2', listener: 'nameserver', address: '127.90.0.2', port: 8100 },
    { member: 'broker-1-1', listener: 'broker', address: '127.90.0.3', port: 10_100 },
    { member: 'broker-1-1', listener: 'grpc', address: '127.90.0.3', port: 8080 },
  ]);
});
