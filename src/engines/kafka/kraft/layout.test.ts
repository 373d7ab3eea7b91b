import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clusterLayout, controllersOf } from '../cluster-layout.ts';
import { testInstance } from '../testing/test-cluster.ts';

test('without ZooKeeper the brokers are the only members, and have a port for controllers', () => {
  const layout = clusterLayout(testInstance(undefined, {}, '4.3'));
  assert.deepEqual(layout.members, ['broker-1', 'broker-2', 'broker-3']);
  assert.deepEqual(layout.ports.slice(0, 2), [9090, 9091]);
});

test('three brokers or more have three controllers among them, fewer have one', () => {
  const counts = [1, 2, 3, 30].map(
    (brokerCount) => controllersOf(testInstance(undefined, { brokerCount }).spec).length,
  );
  assert.deepEqual(counts, [1, 1, 3, 3]);
});
