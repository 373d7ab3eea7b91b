import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { FastjsonMap, parseFastjson } from './fastjson.ts';

test('JSON is read as JSON.parse reads it', () => {
  fc.assert(
    fc.property(fc.jsonValue({ noUnicodeString: false, maxDepth: 5 }), (value) => {
      const text = JSON.stringify(value);
      const wanted = JSON.parse(text, (_, inner: unknown) =>
        typeof inner === 'number' && Number.isInteger(inner) && !Number.isSafeInteger(inner)
          ? // The digits that were written, and not those of the double that they stand for.
            BigInt(String(inner).includes('e') ? 0 : String(inner))
          : inner,
      ) as unknown;
      // Numbers with an exponent stay numbers; they are compared as text.
      if (/\de/i.test(text)) assert.equal(typeof parseFastjson(text), typeof JSON.parse(text));
      else assert.deepEqual(parseFastjson(text), wanted);
    }),
  );
});

test('keys may be numbers', () => {
  assert.deepEqual(parseFastjson('{0:"127.0.0.1:10911",1:"127.0.0.1:10921"}'), {
    0: '127.0.0.1:10911',
    1: '127.0.0.1:10921',
  });
});

test('keys may be objects', () => {
  const map = parseFastjson(
    '{"offsetTable":{{"brokerName":"b","queueId":0,"topic":"t"}:{"brokerOffset":7}}}',
  );
  assert.ok(typeof map === 'object' && map !== null && 'offsetTable' in map);
  const table = map.offsetTable;
  assert.ok(table instanceof FastjsonMap);
  assert.deepEqual(table.entries, [[{ brokerName: 'b', queueId: 0, topic: 't' }, { brokerOffset: 7 }]]);
});

test('large whole numbers keep all their digits', () => {
  assert.equal(parseFastjson('9223372036854775807'), 9_223_372_036_854_775_807n);
});

test('a control character within a string is part of it', () => {
  assert.deepEqual(parseFastjson('{"a":"x\u0001y"}'), { a: 'x\u0001y' });
});

test('what is broken is refused with its place, and nothing hangs', () => {
  for (const text of ['', '{', '{"a"', '{"a":}', '[1,', '"x', '{"a":1}}', 'tru', '['.repeat(1000)]) {
    assert.throws(() => parseFastjson(text), SyntaxError, text);
  }
  fc.assert(
    fc.property(fc.string(), (text) => {
      try {
        parseFastjson(text);
      } catch (error) {
        assert.ok(error instanceof SyntaxError);
      }
    }),
  );
});
