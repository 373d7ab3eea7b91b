import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { formatMarker, markerOf, parseMarker } from './member-marker.ts';

const name = fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9._-]{0,30}$/);

test('a marker is read as it was written, whatever the path', () => {
  const path = fc.string({ minLength: 1 }).map((text) => `/${text}`);
  fc.assert(
    fc.property(path, name, name, (dataDir, instanceId, memberName) => {
      const marker = { dataDir, instanceId, memberName };
      assert.deepEqual(parseMarker(formatMarker(marker)), marker);
    }),
  );
});

test('what is no marker is none', () => {
  for (const text of ['', '/data', '/data|i1', '|i1|b1', '/data||b1', '/data|i1|']) {
    assert.equal(parseMarker(text), null, text);
  }
  assert.equal(markerOf(process.pid), null);
  assert.equal(markerOf(2 ** 30), null);
});
