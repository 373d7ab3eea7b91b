import assert from 'node:assert/strict';
import { test } from 'node:test';
import { scramAnchorName } from './scram-anchor.ts';

/** `String.hashCode`. */
function javaHash(text: string): number {
  let hash = 0;
  for (const character of text) hash = (Math.imul(hash, 31) + character.charCodeAt(0)) | 0;
  return hash;
}

test('the anchor is the first of every HashMap: its hash is 0', () => {
  assert.equal(javaHash('hello'), 99_162_322);
  assert.equal(javaHash(scramAnchorName), 0);
});
