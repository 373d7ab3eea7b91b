import assert from 'node:assert/strict';
import { createHmac } from 'node:crypto';
import { test } from 'node:test';
import { signed } from './signature.ts';

test('values are signed in the order of their names, the access key among them, then the body', () => {
  const fields = new Map([
    ['topic', 'orders'],
    ['b', '2'],
    ['Z', '1'],
  ]);
  const body = Buffer.from('content');
  const result = signed(fields, body, { accessKey: 'someone', secretKey: 'secret' });
  // AccessKey < Z < b < topic.
  const wanted = createHmac('sha1', 'secret').update('someone12orderscontent').digest('base64');
  assert.deepEqual(Object.fromEntries(result), {
    topic: 'orders',
    b: '2',
    Z: '1',
    AccessKey: 'someone',
    Signature: wanted,
  });
});
