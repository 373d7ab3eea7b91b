import assert from 'node:assert/strict';
import { test } from 'node:test';
import { foreseenPauses, reasonToKeep } from './dispensable-broker.ts';

const all = new Set([1, 2, 3]);
const partition = (replicas: number[], inSync: number[], minInSync = 1) => ({
  topic: 'orders',
  partition: 4,
  replicas,
  inSync,
  minInSync,
});

/** what, partition, living brokers, may broker 1 stop if everyone shall have caught up, and if someone is enough */
const rows = [
  ['all in sync', partition([1, 2, 3], [1, 2, 3]), all, true, true],
  ['one is behind', partition([1, 2, 3], [1, 2]), all, false, true],
  ['broker 1 itself is behind', partition([1, 2, 3], [2, 3]), all, true, true],
  ['all others are behind', partition([1, 2, 3], [1]), all, false, false],
  ['the one behind is gone', partition([1, 2, 3], [1, 2]), new Set([1, 2]), true, true],
  ['all others are gone', partition([1, 2, 3], [1]), new Set([1]), false, false],
  ['one is gone and acks=all needs the rest', partition([1, 2, 3], [1, 2], 2), new Set([1, 2]), false, false],
  ['it has the only replica', partition([1], [1]), all, true, true],
  ['another one is not enough for acks=all', partition([1, 2, 3], [1, 2], 2), all, false, false],
  ['no replica is to spare', partition([1, 2], [1, 2], 2), all, true, true],
  ['it has no replica', partition([2, 3], [2]), all, true, true],
] as const;

for (const [what, view, living, everyone, someone] of rows) {
  test(`a broker stops where ${what}: ${everyone ? 'yes' : 'not yet'}, later ${someone ? 'yes' : 'not yet'}`, () => {
    assert.equal(reasonToKeep(1, [view], living, 'everyone') === null, everyone);
    assert.equal(reasonToKeep(1, [view], living, 'someone') === null, someone);
  });
}

test('the reason names who is behind, and where', () => {
  const views = [partition([1, 2, 3], [1, 2, 3]), partition([1, 2, 3], [1])];
  assert.equal(
    reasonToKeep(1, views, all, 'everyone'),
    'Not caught up yet: broker 2 and broker 3 in partition 4 of topic orders.',
  );
});

test('what pauses is named beforehand: partitions without a replica to spare', () => {
  const brokers = new Set([1, 2]);
  assert.equal(foreseenPauses(brokers, [partition([1, 2, 3], [1, 2, 3], 2), partition([3], [3])]), null);
  const alone = { ...partition([2], [2]), topic: 'alone' };
  assert.match(
    foreseenPauses(brokers, [partition([1, 2], [1], 2), alone]) ?? '',
    /may pause while a broker restarts: orders-4, alone-4\.$/,
  );
  const many = Array.from({ length: 25 }, (_, number) => ({ ...alone, partition: number }));
  assert.match(foreseenPauses(brokers, many) ?? '', /alone-19 and 5 more\.$/);
});
