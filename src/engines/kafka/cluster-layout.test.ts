import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { ClientAccess } from '../../domain/instance/instance.ts';
import { memberAddresses } from '../../domain/instance/member-addresses.ts';
import { clientListeners, publicListeners } from './client-listeners.ts';
import { brokersOf, clusterLayout, hasTls, zoneOf } from './cluster-layout.ts';
import { testAddresses, testInstance } from './testing/test-cluster.ts';

const login = { plaintext: false, login: { tls: true, mechanisms: ['PLAIN'], userName: 'user' } } as const;

function members(brokerCount: number): readonly string[] {
  return clusterLayout(testInstance(undefined, { brokerCount })).members;
}

test('three brokers have three ZooKeeper nodes, fewer have one', () => {
  assert.deepEqual(members(3), [
    'zookeeper-1',
    'zookeeper-2',
    'zookeeper-3',
    'broker-1',
    'broker-2',
    'broker-3',
  ]);
  assert.deepEqual(members(1), ['zookeeper-1', 'broker-1']);
  assert.equal(members(2).length, 3);
  assert.equal(members(30).length, 33);
});

test('the ports of both ways are probed, whichever the instance has now', () => {
  for (const access of [undefined, login]) {
    assert.deepEqual(
      clusterLayout(testInstance(access)).ports,
      [2181, 2888, 3888, 9091, 9092, 9093, 9094, 9095, 9096, 9097, 9098, 9099, 9100],
    );
  }
});

const portsOf = (access: ClientAccess) => clientListeners(testInstance(access).spec).map(({ port }) => port);

test('clients connect to 9092 without a login and to 9093 with one, or to both', () => {
  assert.deepEqual(portsOf({ plaintext: true, login: null }), [9092]);
  assert.deepEqual(portsOf(login), [9093]);
  assert.deepEqual(portsOf({ ...login, plaintext: true }), [9093, 9092]);
  assert.deepEqual(portsOf({ plaintext: true, tls: true, login: null }), [9099, 9092]);
});

test('clients log in by two listeners at once, each at a port that it keeps', () => {
  const ways = ['sasl-plaintext', 'sasl-tls'] as const;
  const second = { ...login.login, tls: false, ways };
  assert.deepEqual(portsOf({ plaintext: true, login: second }), [9093, 9097, 9092]);
  // The first has gone.
  assert.deepEqual(portsOf({ plaintext: false, login: { ...second, ways: ['sasl-tls'] } }), [9097]);
  const ports = { 'client-sasl-plaintext': 9094, 'client-sasl-tls': 9095 } as const;
  assert.deepEqual(portsOf({ plaintext: true, login: second, ports }), [9094, 9095, 9092]);
});

test('what is public may be what is not there from within', () => {
  const publicAccess = { bandwidthMbitps: 2, addresses: [{ id: 'a', address: '127.1.0.7' }] };
  const { spec } = testInstance(
    { plaintext: true, login: { ...login.login, ways: [] }, ports: { 'public-sasl-tls': 9093 } },
    { brokerCount: 1, publicAccess: { ...publicAccess, ways: ['sasl-tls'] } },
  );
  assert.deepEqual(
    publicListeners(spec).map(({ listener, port }) => [listener, port]),
    [['public-sasl-tls', 9093]],
  );
  assert.deepEqual(portsOf(spec.access), [9092]);
  assert.ok(hasTls(spec));
});

test('endpoints are two per broker, in the order of the brokers', () => {
  const layout = clusterLayout(testInstance(login));
  const endpoints = layout.endpoints(testAddresses(layout.members));
  assert.deepEqual(endpoints.slice(0, 2), [
    { member: 'broker-1', listener: 'client-sasl-tls', address: '127.90.0.4', port: 9093 },
    { member: 'broker-1', listener: 'internal', address: '127.90.0.4', port: 9091 },
  ]);
  assert.deepEqual(
    endpoints.map(({ member }) => member),
    ['broker-1', 'broker-1', 'broker-2', 'broker-2', 'broker-3', 'broker-3'],
  );
});

test('brokers that clients reach by IPv6 too have ports of ::1 for both kinds of clients', () => {
  const layout = clusterLayout(testInstance(login, { ipv6: true, brokerCount: 1 }));
  assert.deepEqual(layout.ipv6Listeners, ['broker-1.plaintext', 'broker-1.sasl']);
  const ports = new Map(layout.ipv6Listeners.map((name, index) => [name, 20_100 + index]));
  assert.deepEqual(layout.endpoints(testAddresses(layout.members), ports), [
    { member: 'broker-1', listener: 'client-sasl-tls', address: '127.90.0.2', port: 9093 },
    { member: 'broker-1', listener: 'client-sasl-tls-ipv6', address: '::1', port: 20_101 },
    { member: 'broker-1', listener: 'internal', address: '127.90.0.2', port: 9091 },
  ]);
  assert.throws(() => layout.endpoints(testAddresses(layout.members)), /No ports of ::1 .* broker-1/);
  assert.deepEqual(clusterLayout(testInstance(login)).ipv6Listeners, []);
});

test('with public access there is a relay, and an endpoint at each public address', () => {
  const addresses = ['127.1.0.7', '127.1.0.8'].map((address) => ({ id: address, address }));
  const publicAccess = { bandwidthMbitps: 2, addresses };
  const layout = clusterLayout(testInstance({ ...login, plaintext: true }, { brokerCount: 2, publicAccess }));
  assert.equal(layout.members.at(-1), 'relay');
  const own = testAddresses(layout.members);
  assert.deepEqual(
    layout.endpoints(own).filter(({ listener }) => listener.startsWith('public-')),
    [
      { member: 'broker-1', listener: 'public-sasl-tls', address: '127.1.0.7', port: 9095 },
      { member: 'broker-1', listener: 'public-plaintext', address: '127.1.0.7', port: 9094 },
      { member: 'broker-2', listener: 'public-sasl-tls', address: '127.1.0.8', port: 9095 },
      { member: 'broker-2', listener: 'public-plaintext', address: '127.1.0.8', port: 9094 },
    ],
  );
  assert.deepEqual(memberAddresses({ endpoints: layout.endpoints(own) }).get('relay'), own.get('relay'));
});

test('endpoints of members without an address are a defect', () => {
  assert.throws(() => clusterLayout(testInstance()).endpoints(new Map()), /broker-1/);
});

test('brokers are spread over the zones in turn', () => {
  const { spec } = testInstance(undefined, { brokerCount: 5, zones: ['b', 'c'] });
  assert.deepEqual(
    brokersOf(spec).map((broker) => zoneOf(spec, broker)),
    ['b', 'c', 'b', 'c', 'b'],
  );
});
