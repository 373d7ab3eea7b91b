import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createThrottle } from './throttle.ts';

function throttleAt(perSecond: number, burst: number, keysKept?: number) {
  const clock = { ms: 1_000_000 };
  const parts = { perSecond, burst, nowMs: () => clock.ms };
  const throttle = createThrottle(keysKept === undefined ? parts : { ...parts, keysKept });
  return { clock, take: (key: string) => throttle.take(key) };
}

test('an idle key may make a burst, then as many requests as the rate allows', () => {
  const { clock, take } = throttleAt(10, 20);
  for (let count = 0; count < 20; count++) assert.equal(take('a'), 0);
  const waitMs = take('a');
  assert.ok(Math.abs(waitMs - 100) < 1e-3, `${waitMs} ms`);
  clock.ms += 99;
  assert.notEqual(take('a'), 0);
  clock.ms += 1;
  assert.equal(take('a'), 0);
  assert.notEqual(take('a'), 0);
  clock.ms += 60_000;
  for (let count = 0; count < 20; count++) assert.equal(take('a'), 0);
  assert.notEqual(take('a'), 0);
});

test('one key takes nothing from another', () => {
  const { take } = throttleAt(1, 1);
  assert.equal(take('a'), 0);
  assert.notEqual(take('a'), 0);
  assert.equal(take('b'), 0);
});

test('in no span of time more requests pass than burst and rate allow, and a key that keeps to the rate is never refused', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 2000 }),
      fc.integer({ min: 1, max: 100 }),
      fc.array(fc.integer({ min: 0, max: 300 }), { maxLength: 300 }),
      (perSecond, burst, pauses) => {
        const { clock, take } = throttleAt(perSecond, burst);
        const passed: number[] = [];
        for (const pause of pauses) {
          clock.ms += pause;
          if (take('a') === 0) passed.push(clock.ms);
        }
        for (const [from, startMs] of passed.entries()) {
          for (const [after, endMs] of passed.slice(from).entries()) {
            const allowed = burst + ((endMs - startMs) * perSecond) / 1000;
            assert.ok(after + 1 <= allowed + 1e-6, `${after + 1} in ${endMs - startMs} ms`);
          }
        }
        const steady = throttleAt(perSecond, burst);
        for (let count = 0; count < 200; count++) {
          assert.equal(steady.take('a'), 0);
          steady.clock.ms += 1000 / perSecond;
        }
      },
    ),
    { numRuns: 50 },
  );
});

test('a refused request costs nothing: who asks again in time is let through, however often it was refused', () => {
  const { clock, take } = throttleAt(1, 1);
  assert.equal(take('a'), 0);
  for (let count = 0; count < 100; count++) assert.notEqual(take('a'), 0);
  clock.ms += 1000;
  assert.equal(take('a'), 0);
});

test('a clock that is set back by hours locks nobody out', () => {
  const { clock, take } = throttleAt(1, 2);
  take('a');
  take('a');
  clock.ms -= 3_600_000;
  const waitMs = take('a');
  assert.ok(waitMs <= 1000, `${waitMs} ms`);
});

test('the memory is bounded: the key that called longest ago is forgotten', () => {
  const { take } = throttleAt(1, 1, 3);
  for (const key of ['a', 'b', 'c']) assert.equal(take(key), 0);
  assert.notEqual(take('a'), 0);
  assert.equal(take('d'), 0);
  assert.equal(take('a'), 0, 'a was forgotten');
  assert.notEqual(take('c'), 0);
  assert.notEqual(take('d'), 0);
});
