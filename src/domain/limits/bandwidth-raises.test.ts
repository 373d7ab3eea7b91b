import assert from 'node:assert/strict';
import { test } from 'node:test';
import { testInstance } from '../../engines/kafka/testing/test-cluster.ts';
import type { BandwidthRaise } from '../instance/instance.ts';
import { isRaised, withRaises } from './bandwidth-raises.ts';

const hourMs = 3_600_000;
/** A Sunday, 20:00 UTC: Monday, 4:00 where clocks are eight hours ahead. */
const firstAtMs = Date.UTC(2026, 10, 22, 20);
const once: BandwidthRaise = {
  name: 'evening',
  isOn: true,
  produceMibps: 200,
  fetchMibps: 300,
  firstAtMs,
  durationMs: 2 * hourMs,
  repeats: null,
};
const raisedAt = (raise: BandwidthRaise, hours: readonly number[]) =>
  hours.map((hour) => isRaised(raise, firstAtMs + hour * hourMs));

test('a raise holds from its time on for as long as it takes, and only where it is on', () => {
  assert.deepEqual(raisedAt(once, [-1, 0, 1.9, 2, 24]), [false, true, true, false, false]);
  assert.deepEqual(raisedAt({ ...once, isOn: false }, [0, 1]), [false, false]);
});

test('it comes again on its days, which are those of its own clock', () => {
  const daily = { ...once, repeats: { days: [0, 1, 2, 3, 4, 5, 6], aheadOfUtcMs: 0 } };
  assert.deepEqual(raisedAt(daily, [-24, 1, 3, 25, 24 * 40 + 1]), [false, true, false, true, true]);
  const mondays = { ...once, repeats: { days: [1], aheadOfUtcMs: 8 * hourMs } };
  assert.deepEqual(raisedAt(mondays, [1, 25, 24 * 7 + 1]), [true, false, true]);
  const sundays = { ...mondays, repeats: { ...mondays.repeats, days: [0] } };
  assert.deepEqual(raisedAt(sundays, [1, 24 * 6 + 1]), [false, true]);
});

test('one that takes more than a day goes on after the next would have begun', () => {
  const long = { ...once, durationMs: 30 * hourMs, repeats: { days: [0], aheadOfUtcMs: 0 } };
  assert.deepEqual(raisedAt(long, [25, 29, 31]), [true, true, false]);
});

test('of several the highest counts, and nobody gets less than was ordered', () => {
  const raises = [once, { ...once, name: 'low', produceMibps: 250, fetchMibps: 10 }];
  const instance = testInstance(undefined, { bandwidthMibps: 100, bandwidthRaises: raises });
  const at = (nowMs: number) => {
    const { spec } = withRaises(instance, nowMs);
    assert.ok('bandwidthMibps' in spec);
    return [spec.bandwidthMibps, spec.fetchBandwidthMibps];
  };
  assert.deepEqual(at(firstAtMs), [250, 300]);
  assert.deepEqual(at(firstAtMs - 1), [100, undefined]);
});
