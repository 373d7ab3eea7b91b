import assert from 'node:assert/strict';
import { BlockList } from 'node:net';
import { test } from 'node:test';
import fc from 'fast-check';
import { commonBlocks } from './common-blocks.ts';

test('of two blocks that overlap the smaller is common', () => {
  assert.deepEqual(commonBlocks(['10.0.0.0/8', '::/0'], ['10.1.0.0/16', '192.0.2.1/32', 'fd00::/8']), [
    '10.1.0.0/16',
    'fd00::/8',
  ]);
  assert.deepEqual(commonBlocks(['10.1.0.0/16'], ['0.0.0.0/0']), ['10.1.0.0/16']);
  assert.deepEqual(commonBlocks(['10.1.0.0/16'], ['10.2.0.0/16']), []);
  assert.deepEqual(commonBlocks(['0.0.0.0/0'], []), []);
});

test('an address is in common blocks where it is in one of each list', () => {
  const block = fc.tuple(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 24, max: 32 }));
  const text = fc.array(
    block.map(([host, prefix]) => `10.0.0.${host * 64}/${prefix}`),
    { maxLength: 4 },
  );
  fc.assert(
    fc.property(text, text, fc.integer({ min: 0, max: 255 }), (one, other, host) => {
      const isIn = (blocks: readonly string[]) => {
        const list = new BlockList();
        for (const part of blocks) list.addSubnet(part.split('/')[0] ?? '', Number(part.split('/')[1]));
        return list.check(`10.0.0.${host}`);
      };
      assert.equal(isIn(commonBlocks(one, other)), isIn(one) && isIn(other));
    }),
  );
});
