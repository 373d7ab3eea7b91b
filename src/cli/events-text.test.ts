import assert from 'node:assert/strict';
import { test } from 'node:test';
import { eventsText } from './events-text.ts';

test('events with when they happened, and since when where more than once', () => {
  const [firstAtMs, lastAtMs] = [Date.UTC(2026, 0, 1), Date.UTC(2026, 0, 2)];
  const text = eventsText([
    { kind: 'storage-full', text: 'It is full.', firstAtMs, lastAtMs, times: 3 },
    { kind: 'storage-free', text: 'It is not.', firstAtMs, lastAtMs: firstAtMs, times: 1 },
  ]);
  assert.deepEqual(text.split('\n'), [
    'TIME                  EVENT         WHAT HAPPENED',
    '2026-01-02T00:00:00Z  storage-full  It is full. (3 times since 2026-01-01T00:00:00Z)',
    '2026-01-01T00:00:00Z  storage-free  It is not.',
  ]);
  assert.match(eventsText([]), /^Nothing/);
});
