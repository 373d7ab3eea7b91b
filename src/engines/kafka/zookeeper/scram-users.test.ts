import assert from 'node:assert/strict';
import { test } from 'node:test';
import { sanitizedName } from './scram-users.ts';

test('user names stand in paths as Kafka writes them', () => {
  // `Sanitizer.sanitize`: URLEncoder, then %2A for * and %20 for +.
  assert.equal(sanitizedName('the-user_1.x'), 'the-user_1.x');
  assert.equal(sanitizedName('a b*/c~!'), 'a%20b%2A%2Fc%7E%21');
  assert.equal(sanitizedName('\u00fc'), '%C3%BC');
});
