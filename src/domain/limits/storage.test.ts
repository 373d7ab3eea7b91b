import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  bytesToDelete,
  capacityBytes,
  capacityOf,
  isFull,
  measureAgainInMs,
  messageBytesUntilFull,
} from './storage.ts';

const capacity = (bytes: number) => capacityOf({ storageGib: bytes }, 1);
const use = (usedBytes: number, leavingBytes = 0) => ({ usedBytes, leavingBytes, messageBytes: 0 });

test('an operator may make gigabytes smaller', () => {
  assert.equal(capacityBytes({ storageGib: 300 }, 2 ** 30), 300 * 2 ** 30);
  assert.equal(capacityBytes({ storageGib: 300 }, 1024), 307_200);
});

test('from 95 % on the oldest goes until 90 % are left; what is leaving counts as gone', () => {
  assert.equal(bytesToDelete(use(949), capacity(1000)), 0);
  assert.equal(bytesToDelete(use(950), capacity(1000)), 50);
  assert.equal(bytesToDelete(use(1200), capacity(1000)), 300);
  assert.equal(bytesToDelete(use(1200, 300), capacity(1000)), 0);
});

test('producers are refused from 95 % on, and go on below 93 %', () => {
  assert.deepEqual(
    [949, 950].map((used) => isFull(use(used), capacity(1000), false)),
    [false, true],
  );
  assert.deepEqual(
    [929, 930].map((used) => isFull(use(used), capacity(1000), true)),
    [false, true],
  );
});

test('the faster an instance can be full, the sooner it is measured again', () => {
  const spec = { brokerCount: 3, bandwidthMibps: 100 };
  assert.equal(measureAgainInMs(use(0), spec, capacity(300 * 2 ** 30)), 5000);
  assert.equal(measureAgainInMs(use(0), spec, capacity(300 * 2 ** 20)), 475);
  assert.equal(measureAgainInMs(use(300 * 2 ** 20), spec, capacity(300 * 2 ** 20)), 250);
});

test('other clouds are full earlier', () => {
  const early = capacityOf({ storageGib: 1000, fullAtPercent: 85 }, 1);
  assert.deepEqual([bytesToDelete(use(849), early), bytesToDelete(use(850), early)], [0, 50]);
  assert.deepEqual(
    [isFull(use(849), early, false), isFull(use(850), early, false), isFull(use(829), early, true)],
    [false, true, false],
  );
});

test('left alone, members share the room and a tenth of the capacity, or two seconds of input', () => {
  const stored = new Map([
    ['one', 300],
    ['two', 100],
  ]);
  const slow = { brokerCount: 2, bandwidthMibps: 0 };
  assert.deepEqual(
    [...messageBytesUntilFull(stored, 600, capacity(1000), slow)],
    [
      ['one', 650],
      ['two', 450],
    ],
  );
  assert.deepEqual([...messageBytesUntilFull(stored, -50, capacity(1000), slow).values()], [350, 150]);
  const fast = { brokerCount: 3, bandwidthMibps: 100 };
  const alone = new Map([['one', 0]]);
  assert.deepEqual(
    [...messageBytesUntilFull(alone, 0, capacity(100 * 2 ** 20), fast).values()].map(
      (bytes) => bytes / 2 ** 20,
    ),
    [600],
  );
});
