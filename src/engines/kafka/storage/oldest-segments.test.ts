import assert from 'node:assert/strict';
import { test } from 'node:test';
import { segmentsAmong, storageUse } from './log-segment.ts';
import { oldestSegments } from './oldest-segments.ts';

const file = (path: string, bytes: number, modifiedAtMs: number) => ({ path, bytes, modifiedAtMs });
const offset = (value: number) => String(value).padStart(20, '0');
const everything = () => true;

const files = [
  file(`orders-0/${offset(0)}.log`, 100, 10),
  file(`orders-0/${offset(50)}.log`, 100, 30),
  file(`orders-0/${offset(90)}.log`, 40, 50),
  file(`orders-0/${offset(90)}.index`, 7, 50),
  file(`a-b-1/${offset(0)}.log`, 100, 20),
  file(`a-b-1/${offset(10)}.log`, 100, 40),
  file(`orders-1/${offset(0)}.log.deleted`, 60, 5),
  file(`gone-0.0f3c-delete/${offset(0)}.log`, 80, 5),
  file('recovery-point-offset-checkpoint', 4, 0),
];

test('segments are told from other files, and what is leaving from what stays', () => {
  assert.deepEqual(
    segmentsAmong(files).map(({ topic, partition, baseOffset }) => [topic, partition, baseOffset]),
    [
      ['orders', 0, 0n],
      ['orders', 0, 50n],
      ['orders', 0, 90n],
      ['a-b', 1, 0n],
      ['a-b', 1, 10n],
    ],
  );
  assert.deepEqual(storageUse([files, files]), {
    usedBytes: 2 * 591,
    leavingBytes: 280,
    messageBytes: 2 * 440,
  });
});

test('the oldest go first, over all partitions, and no more than it takes', () => {
  const segments = segmentsAmong(files);
  assert.deepEqual(oldestSegments(segments, 0, everything), []);
  assert.deepEqual(oldestSegments(segments, 1, everything), [
    { topic: 'orders', partition: 0, firstKept: 50n },
  ]);
  assert.deepEqual(oldestSegments(segments, 101, everything), [
    { topic: 'orders', partition: 0, firstKept: 50n },
    { topic: 'a-b', partition: 1, firstKept: 10n },
  ]);
  assert.deepEqual(oldestSegments(segments, 201, everything), [
    { topic: 'orders', partition: 0, firstKept: 90n },
    { topic: 'a-b', partition: 1, firstKept: 10n },
  ]);
});

test('the segment that is being written stays, and so do topics that may not be touched', () => {
  const segments = segmentsAmong(files);
  assert.deepEqual(
    oldestSegments(segments, 10_000, (topic) => topic !== 'orders'),
    [{ topic: 'a-b', partition: 1, firstKept: 10n }],
  );
});

test('copies on other brokers free space too', () => {
  const segments = [...segmentsAmong(files), ...segmentsAmong(files)];
  assert.deepEqual(oldestSegments(segments, 200, everything), [
    { topic: 'orders', partition: 0, firstKept: 50n },
  ]);
});
