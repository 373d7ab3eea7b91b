import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { isInWindow, nextInWindow } from './window.ts';

const at = (time: string, day = 21) => Date.parse(`2026-11-${day}T${time}Z`);

test('a window begins with its first minute and ends before its last, also over midnight', () => {
  const night = { begin: '22:00', end: '02:00' };
  const cases: [string, boolean][] = [
    ['21:59:59', false],
    ['22:00:00', true],
    ['00:00:00', true],
    ['01:59:59', true],
    ['02:00:00', false],
  ];
  for (const [time, isOpen] of cases) assert.equal(isInWindow(night, at(time)), isOpen, time);
  assert.equal(isInWindow({ begin: '02:00', end: '06:00' }, at('03:00:00')), true);
  assert.equal(isInWindow({ begin: '02:00', end: '06:00' }, at('06:00:00')), false);
});

test('what waits for the window waits for its next begin, and not at all while it is open', () => {
  const night = { begin: '22:00', end: '02:00' };
  assert.equal(nextInWindow(night, at('12:00:00')), at('22:00:00'));
  assert.equal(nextInWindow(night, at('23:00:00')), at('23:00:00'));
  assert.equal(nextInWindow(night, at('02:00:00', 22)), at('22:00:00', 22));
});

test('the next time is in the window, less than a day away, and nothing before it is', () => {
  const time = fc
    .tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 }))
    .map(([hour, minute]) => `${String(hour).padStart(2, '0')}:${String(minute).padStart(2, '0')}`);
  fc.assert(
    fc.property(time, time, fc.integer({ min: 0, max: 2 ** 41 }), (begin, end, fromMs) => {
      const window = { begin, end };
      const nextMs = nextInWindow(window, fromMs);
      assert.ok(isInWindow(window, nextMs) && nextMs >= fromMs && nextMs - fromMs < 86_400_000);
      assert.ok(nextMs === fromMs || !isInWindow(window, nextMs - 1));
    }),
  );
});
