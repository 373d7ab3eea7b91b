import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { test } from 'node:test';
import fc from 'fast-check';
import { createSeal } from './sealing.ts';

test('what is sealed opens again, in its own place only', () => {
  const seal = createSeal(randomBytes(32));
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), fc.string(), fc.string(), (secret, here, elsewhere) => {
      const sealed = seal.seal(secret, here);
      assert.equal(seal.open(sealed, here), secret);
      if (here !== elsewhere) assert.throws(() => seal.open(sealed, elsewhere));
    }),
  );
});

test('an altered byte or another key is noticed', () => {
  const seal = createSeal(randomBytes(32));
  const sealed = Buffer.from(seal.seal('password', 'row'), 'base64');
  for (let index = 0; index < sealed.length; index += 1) {
    const altered = Buffer.from(sealed);
    altered[index] = (altered[index] ?? 0) ^ 1;
    assert.throws(() => seal.open(altered.toString('base64'), 'row'));
  }
  assert.throws(() => createSeal(randomBytes(32)).open(sealed.toString('base64'), 'row'), /does not open/);
});

test('the same secret is never sealed to the same text twice', () => {
  const seal = createSeal(randomBytes(32));
  assert.notEqual(seal.seal('password', 'row'), seal.seal('password', 'row'));
});
