import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseJsonBody } from './json-body.ts';

const parse = (text: string) => parseJsonBody(Buffer.from(text));
const nested = (levels: number) => `${'{"a":['.repeat(levels / 2)}${']}'.repeat(levels / 2)}`;

test('a body is JSON in UTF-8, and empty ones have a code of their own', () => {
  assert.deepEqual(parse('{"a":[1,"ä"]}'), { a: [1, 'ä'] });
  assert.throws(() => parse(''), { code: 'DMS.00400004' });
  assert.throws(() => parse('{"password":"hush'), { code: 'DMS.00400005', message: /^(?!.*hush)/ });
  assert.throws(() => parseJsonBody(Buffer.from('{"a":"ä"}', 'latin1')), { code: 'DMS.00400005' });
});

test('a body that is nested deeply enough to overflow a stack is refused', () => {
  assert.doesNotThrow(() => parse(nested(32)));
  assert.throws(() => parse(nested(34)), { code: 'DMS.00400005', message: /more than 32 levels/ });
  assert.throws(() => parse(nested(400_000)), { code: 'DMS.00400005' });
});
