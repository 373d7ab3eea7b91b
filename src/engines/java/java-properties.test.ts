import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { renderProperties } from './java-properties.ts';
import { parseProperties } from '../kafka/testing/test-cluster.ts';

test('writes a line per property, with escapes that Java reads back', () => {
  const text = renderProperties(
    new Map<string, string | number | boolean>([
      ['broker.id', 1],
      ['delete.topic.enable', true],
      ['a key:', '  two blanks, a \\ and a line\nbreak'],
      ['umlaut', '\u00e4\u{1f600}'],
    ]),
  );
  assert.equal(
    text,
    'broker.id=1\ndelete.topic.enable=true\na\\ key\\:=\\ \\ two blanks, a \\\\ and a line\\u000abreak\n' +
      'umlaut=\\u00e4\\ud83d\\ude00\n',
  );
});

test('keeps every key and value on one line of printable ASCII', () => {
  const texts = fc.string({ unit: 'binary', minLength: 1 });
  fc.assert(
    fc.property(texts, texts, (key, value) => {
      const text = renderProperties(new Map([[key, value]]));
      assert.match(text, /^[\x20-\x7e]+\n$/);
      assert.deepEqual([...parseProperties(text)], [[key, value]]);
    }),
  );
});
