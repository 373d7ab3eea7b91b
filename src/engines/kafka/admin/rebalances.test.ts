import assert from 'node:assert/strict';
import { test } from 'node:test';
import { generationIn, partitionOfGroup } from './rebalances.ts';

function text(value: string): Buffer {
  const bytes = Buffer.from(value);
  const length = Buffer.alloc(2);
  length.writeInt16BE(bytes.length);
  return Buffer.concat([length, bytes]);
}

const number = (value: number, bytes: 2 | 4) => {
  const buffer = Buffer.alloc(bytes);
  buffer.writeIntBE(value, 0, bytes);
  return buffer;
};

test('a record of a group tells its generation, others tell nothing', () => {
  const key = Buffer.concat([number(2, 2), text('readers')]);
  const value = Buffer.concat([number(1, 2), text('consumer'), number(7, 4), Buffer.from([1, 2])]);
  assert.equal(generationIn({ key, value }, 'readers'), 7);
  assert.equal(generationIn({ key, value }, 'others'), null);
  assert.equal(generationIn({ key, value: null }, 'readers'), null);
  // A commit.
  assert.equal(generationIn({ key: Buffer.concat([number(1, 2), text('readers')]), value }, 'readers'), null);
});

test('groups lie in partitions by the hash of their names', () => {
  // "hello".hashCode() is 99162322 in Java, "polygenelubricants".hashCode() its smallest int.
  assert.equal(partitionOfGroup('hello', 50), 99_162_322 % 50);
  assert.equal(partitionOfGroup('polygenelubricants', 3), 0);
});
