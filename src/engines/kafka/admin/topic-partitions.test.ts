import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { extendedAssignment } from './topic-partitions.ts';

test('new partitions go on in turn, each on as many different brokers as the first and in different zones', () => {
  const cases = fc.record({
    brokerCount: fc.integer({ min: 1, max: 9 }),
    replicaCount: fc.integer({ min: 1, max: 9 }),
    zoneCount: fc.integer({ min: 1, max: 4 }),
    present: fc.integer({ min: 1, max: 5 }),
    added: fc.integer({ min: 1, max: 20 }),
  });
  fc.assert(
    fc.property(cases, ({ brokerCount, replicaCount, zoneCount, present, added }) => {
      fc.pre(replicaCount <= brokerCount);
      const brokers = placed(brokerCount, zoneCount);
      const replicas = brokers.slice(0, replicaCount).map(({ id }) => id);
      const before = Object.fromEntries(Array.from({ length: present }, (_, number) => [number, replicas]));
      const after = extendedAssignment(before, present + added, brokers);
      assert.equal(Object.keys(after).length, present + added);
      for (let number = 0; number < present; number += 1) assert.equal(after[number], replicas);
      const leads = new Map<number, number>();
      for (let number = present; number < present + added; number += 1) {
        const made = after[number] ?? [];
        assert.equal(new Set(made).size, replicaCount);
        const zones = new Set(made.map((id) => brokers.find((broker) => broker.id === id)?.zone));
        assert.equal(zones.size, Math.min(replicaCount, zoneCount, brokerCount));
        leads.set(made[0] ?? 0, (leads.get(made[0] ?? 0) ?? 0) + 1);
      }
      assert.ok(Math.max(...leads.values()) <= Math.ceil(added / brokerCount));
    }),
  );
});

test('fewer living brokers than replicas are refused', () => {
  assert.throws(() => extendedAssignment({ 0: [1, 2, 3] }, 2, placed(2, 2)), {
    kind: 'instance-unavailable',
  });
});

/** Brokers 1, 2, …, spread over the zones in turn. */
function placed(count: number, zoneCount: number) {
  return Array.from({ length: count }, (_, index) => ({ id: index + 1, zone: `zone ${index % zoneCount}` }));
}
