import assert from 'node:assert/strict';
import { test } from 'node:test';
import { parseAddressList } from './address-list.ts';

test('a list of addresses is single ones, ranges and blocks, each address once', () => {
  const rows: readonly (readonly [string, readonly string[]])[] = [
    ['203.0.113.7', ['203.0.113.7']],
    ['10.0.0.1-10.0.0.3', ['10.0.0.1', '10.0.0.2', '10.0.0.3']],
    ['10.0.0.255 - 10.0.1.0', ['10.0.0.255', '10.0.1.0']],
    ['10.9.0.0/30', ['10.9.0.1', '10.9.0.2']],
    ['10.9.0.8/31', ['10.9.0.8', '10.9.0.9']],
    ['10.9.0.8/32', ['10.9.0.8']],
    ['10.0.0.2, 10.0.0.1-10.0.0.2', ['10.0.0.2', '10.0.0.1']],
  ];
  for (const [text, expected] of rows) assert.deepEqual(parseAddressList(text), expected, text);
  assert.equal(parseAddressList('127.1.0.1-127.1.0.64')?.length, 64);
});

test('what is no list of addresses is told apart', () => {
  for (const text of [
    '',
    'x',
    '10.0.0',
    '10.0.0.256',
    '010.0.0.1',
    '10.0.0.2-10.0.0.1',
    '10.0.0.0/33',
    '10.0.0.0/8',
    '10.0.0.1,',
    '10.0.0.1-10.0.0.2-10.0.0.3/4',
  ]) {
    assert.equal(parseAddressList(text), null, text);
  }
});
