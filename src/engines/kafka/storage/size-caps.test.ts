import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import type { LogSegment } from './log-segment.ts';
import { sizeCaps } from './size-caps.ts';

const segment = (topic: string, partition: number, at: number, bytes: number): LogSegment => ({
  topic,
  partition,
  baseOffset: BigInt(at),
  bytes,
  modifiedAtMs: at,
});
const everything = () => true;

test('topics with the oldest messages shrink first, by their largest partitions', () => {
  const segments = [
    segment('old', 0, 1, 100),
    segment('old', 0, 5, 100),
    segment('old', 0, 9, 10),
    segment('old', 1, 2, 30),
    segment('old', 1, 8, 10),
    segment('new', 0, 6, 100),
    segment('new', 0, 7, 10),
  ];
  assert.deepEqual(sizeCaps(segments, 0, everything), []);
  assert.deepEqual(sizeCaps(segments, 1, everything), [{ topic: 'old', bytes: 110 }]);
  // What is left of `old` is older than `new` until its second segment of partition 1 is gone too.
  assert.deepEqual(sizeCaps(segments, 201, everything), [{ topic: 'old', bytes: 10 }]);
  assert.deepEqual(sizeCaps(segments, 231, everything), [
    { topic: 'old', bytes: 10 },
    { topic: 'new', bytes: 10 },
  ]);
  assert.deepEqual(
    sizeCaps(segments, 231, (topic) => topic !== 'old'),
    [{ topic: 'new', bytes: 10 }],
  );
});

test('a segment that nothing was written to since is not given up with the last closed one', () => {
  assert.deepEqual(sizeCaps([segment('t', 0, 1, 50), segment('t', 0, 2, 0)], 50, everything), [
    { topic: 't', bytes: 1 },
  ]);
});

test('under its cap, as Kafka applies it, a topic gives up what was counted on, and never its newest segments', () => {
  const sizes = fc.array(fc.array(fc.integer({ min: 1, max: 100 }), { minLength: 1, maxLength: 6 }), {
    minLength: 1,
    maxLength: 4,
  });
  fc.assert(
    fc.property(sizes, fc.integer({ min: 0, max: 800 }), (partitions, bytes) => {
      const segments = partitions.flatMap((ofPartition, partition) =>
        ofPartition.map((size, index) => segment('t', partition, index * 10 + partition, size)),
      );
      const cap = sizeCaps(segments, bytes, everything)[0]?.bytes ?? Infinity;
      let freed = 0;
      for (const ofPartition of partitions) {
        // Log.deleteRetentionSizeBreachedSegments of Kafka 0.10.2.
        let over = ofPartition.reduce((sum, size) => sum + size, 0) - cap;
        let gone = 0;
        while (gone < ofPartition.length && over >= (ofPartition[gone] ?? 0)) {
          over -= ofPartition[gone] ?? 0;
          freed += ofPartition[gone] ?? 0;
          gone += 1;
        }
        assert.ok(gone < ofPartition.length, 'the newest segment stays');
      }
      const closed = partitions.flatMap((ofPartition) => ofPartition.slice(0, -1));
      const most = closed.reduce((sum, size) => sum + size, 0);
      assert.ok(freed >= Math.min(bytes, most));
    }),
  );
});
