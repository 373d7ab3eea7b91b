import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { addressesIn, blocksInOrderOf, prefixOf } from './address-block.ts';

test('every seed gives every block of 127.64.0.0/10 exactly once', () => {
  fc.assert(
    fc.property(fc.string(), (seed) => {
      const blocks = new Set(blocksInOrderOf(seed));
      assert.equal(blocks.size, 64 * 256);
      for (const block of blocks)
        assert.match(block, /^127\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.\d{1,3}\.0\/24$/);
    }),
    { numRuns: 20 },
  );
});

test('different seeds start at different places', () => {
  const firsts = Array.from({ length: 50 }, (_, index) => blocksInOrderOf(`/data/${index}`).next().value);
  assert.ok(new Set(firsts).size > 45);
});

test('a block has its 254 hosts and neither the network nor the broadcast address', () => {
  const addresses = addressesIn('127.71.3.0/24');
  assert.equal(addresses.length, 254);
  assert.equal(addresses[0], '127.71.3.1');
  assert.equal(addresses.at(-1), '127.71.3.254');
});

test('what is no block is refused', () => {
  assert.throws(() => prefixOf('10.0.0.0/24'), /looks like 127\.71\.3\.0\/24/);
});
