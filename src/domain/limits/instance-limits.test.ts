import assert from 'node:assert/strict';
import { test } from 'node:test';
import type { SecurityGroupRule } from '../network/network.ts';
import { admittedNetworks, blocksAdmittedTo, blocksAdmittedWithin } from './admitted-networks.ts';
import { kafkaLimits } from './instance-limits.ts';
import { storageNotMeasured } from './storage.ts';

const rule = (changes: Partial<SecurityGroupRule>): SecurityGroupRule => ({
  id: 'rule',
  description: '',
  direction: 'ingress',
  ipVersion: 4,
  protocol: 'tcp',
  portMin: null,
  portMax: null,
  remoteCidr: null,
  remoteGroupId: null,
  ...changes,
});

const blocksAt = (port: number, rules: readonly SecurityGroupRule[]) =>
  blocksAdmittedTo(port, admittedNetworks(rules));

test('rules of ingress by TCP admit their block to their ports', () => {
  const rules = [
    rule({ remoteCidr: '10.0.0.0/8', portMin: 9092, portMax: 9093 }),
    rule({ remoteCidr: '10.1.0.0/16', portMin: 9093, portMax: 9093 }),
    rule({ remoteCidr: '192.0.2.7/32', protocol: null }),
    rule({ remoteCidr: '198.51.100.0/24', protocol: 'udp' }),
    rule({ remoteCidr: '203.0.113.0/24', direction: 'egress' }),
  ];
  assert.deepEqual(blocksAt(9092, rules), ['10.0.0.0/8', '192.0.2.7/32']);
  assert.deepEqual(blocksAt(9093, rules), ['10.0.0.0/8', '10.1.0.0/16', '192.0.2.7/32']);
  assert.deepEqual(blocksAt(9094, rules), ['192.0.2.7/32']);
});

test('a rule without a remote admits everyone of its IP version, one for a group no client', () => {
  assert.deepEqual(blocksAt(9092, [rule({}), rule({ ipVersion: 6 })]), ['0.0.0.0/0', '::/0']);
  assert.deepEqual(blocksAt(9092, [rule({ remoteGroupId: 'own' })]), []);
  assert.deepEqual(blocksAt(9092, []), []);
});

const ordered = {
  brokerCount: 3,
  bandwidthMibps: 100,
  burstBandwidthMibps: null,
  partitionLimit: 300,
  topicLimit: 40,
  access: { plaintext: true, login: null },
} as Parameters<typeof kafkaLimits>[0];

test('brokers share the bandwidth of their instance', () => {
  const limits = kafkaLimits(ordered, [], { ...storageNotMeasured, isFull: true });
  assert.deepEqual(limits, {
    producedBytesPerSecond: 34_952_533,
    fetchedBytesPerSecond: 34_952_533,
    partitions: 300,
    countsReplicas: false,
    topics: 40,
    refusesWrites: true,
    messageBytesUntilFull: new Map(),
    admitted: [],
    admittedAlone: {},
    admittedToPublic: null,
  });
});

test('what is ordered for bursts is where clients are held', () => {
  const { producedBytesPerSecond, fetchedBytesPerSecond } = kafkaLimits(
    { ...ordered, burstBandwidthMibps: 150 },
    [],
    storageNotMeasured,
  );
  assert.deepEqual([producedBytesPerSecond, fetchedBytesPerSecond], [52_428_800, 52_428_800]);
});

const producedWithRoomOf = (roomBytes: number) =>
  kafkaLimits(ordered, [], { ...storageNotMeasured, roomBytes }).producedBytesPerSecond;

test('producers are slowed down where the room that is left could be filled before it is measured again', () => {
  assert.equal(producedWithRoomOf(300 * 2 ** 30), 34_952_533);
  // 225 MB in 2.5 s on three brokers with three copies.
  assert.equal(producedWithRoomOf(225_000_000), 10_000_000);
  assert.equal(producedWithRoomOf(-5), 64 * 1024);
});

test('a list of a listener leaves of those whom the rules admit only who stands in both', () => {
  const admitted = admittedNetworks([rule({ remoteCidr: '10.0.0.0/8' })]);
  const limits = { admitted, admittedAlone: { 'client-plaintext': ['10.1.2.3/32', '192.0.2.1/32'] } };
  assert.deepEqual(blocksAdmittedWithin('client-plaintext', 9092, limits), ['10.1.2.3/32']);
  assert.deepEqual(blocksAdmittedWithin('client-sasl-tls', 9093, limits), ['10.0.0.0/8']);
});

test('what clients may read may be more than what they may write', () => {
  const { producedBytesPerSecond, fetchedBytesPerSecond } = kafkaLimits(
    { ...ordered, bandwidthMibps: 60, fetchBandwidthMibps: 300 },
    [],
    storageNotMeasured,
  );
  assert.deepEqual([producedBytesPerSecond, fetchedBytesPerSecond], [20 * 2 ** 20, 100 * 2 ** 20]);
});
