import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { JuteReader, JuteWriter } from './jute.ts';

test('numbers are big-endian and null is a length of -1', () => {
  const bytes = new JuteWriter().int(258).long(-1n).bool(true).buffer(null).string('\u00e4').toBuffer();
  assert.equal(bytes.toString('hex'), '00000102ffffffffffffffff01ffffffff00000002c3a4');
});

test('what is written is read back', () => {
  const strings = fc.string({ unit: 'grapheme' });
  fc.assert(
    fc.property(fc.maxSafeInteger(), fc.uint8Array(), fc.array(strings), (number, bytes, words) => {
      const written = new JuteWriter()
        .long(BigInt(number))
        .buffer(bytes)
        .vector(words, (writer, word) => writer.string(word));
      const reader = new JuteReader(written.toBuffer());
      assert.equal(reader.long(), BigInt(number));
      assert.deepEqual(new Uint8Array(reader.buffer() ?? []), bytes);
      assert.deepEqual(
        reader.vector((each) => each.string()),
        words,
      );
      assert.equal(reader.remaining, 0);
    }),
  );
});

test('bytes that end too early or announce too much are refused, never waited for', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 40 }), (bytes) => {
      for (const read of [
        (reader: JuteReader) => reader.buffer(),
        (reader: JuteReader) => reader.vector((each) => each.string()),
      ]) {
        try {
          read(new JuteReader(Buffer.from(bytes)));
        } catch (error) {
          assert.ok(error instanceof RangeError, String(error));
        }
      }
    }),
  );
  assert.throws(() => new JuteReader(Buffer.from('7fffffff', 'hex')).buffer(), RangeError);
  assert.throws(
    () => new JuteReader(Buffer.from('7fffffff', 'hex')).vector((each) => each.int()),
    RangeError,
  );
});
