import assert from 'node:assert/strict';
import { test } from 'node:test';
import { bytesToDelete, capacityBytes, isFull, measureAgainInMs } from './storage.ts';

const use = (usedBytes: number, leavingBytes = 0) => ({ usedBytes, leavingBytes });

test('an operator may make gigabytes smaller', () => {
  assert.equal(capacityBytes({ storageGib: 300 }, 2 ** 30), 300 * 2 ** 30);
  assert.equal(capacityBytes({ storageGib: 300 }, 1024), 307_200);
});

test('from 95 % on the oldest goes until 90 % are left; what is leaving counts as gone', () => {
  assert.equal(bytesToDelete(use(949), 1000), 0);
  assert.equal(bytesToDelete(use(950), 1000), 50);
  assert.equal(bytesToDelete(use(1200), 1000), 300);
  assert.equal(bytesToDelete(use(1200, 300), 1000), 0);
});

test('producers are refused from 95 % on, and go on below 93 %', () => {
  assert.deepEqual(
    [949, 950].map((used) => isFull(use(used), 1000, false)),
    [false, true],
  );
  assert.deepEqual(
    [929, 930].map((used) => isFull(use(used), 1000, true)),
    [false, true],
  );
});

test('the faster an instance can be full, the sooner it is measured again', () => {
  const spec = { brokerCount: 3, bandwidthMibps: 100 };
  assert.equal(measureAgainInMs(use(0), spec, 300 * 2 ** 30), 5000);
  assert.equal(measureAgainInMs(use(0), spec, 300 * 2 ** 20), 475);
  assert.equal(measureAgainInMs(use(300 * 2 ** 20), spec, 300 * 2 ** 20), 250);
});
