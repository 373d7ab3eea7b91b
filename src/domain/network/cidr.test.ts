import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import {
  contains,
  formatIpv4,
  formatIpv4Block,
  isIpv6Block,
  overlap,
  parseIpv4,
  parseIpv4Block,
} from './cidr.ts';

const address = fc.integer({ min: 0, max: 2 ** 32 - 1 });
const block = fc.tuple(address, fc.integer({ min: 0, max: 32 })).map(([number, prefix]) => {
  const found = parseIpv4Block(`${formatIpv4(number)}/${prefix}`);
  assert.ok(found);
  return found;
});

test('an address survives being written and read', () => {
  fc.assert(fc.property(address, (number) => parseIpv4(formatIpv4(number)) === number));
  for (const text of ['', '1.2.3', '1.2.3.4.5', '1.2.3.256', '01.2.3.4', '1.2.3.4 ', 'a.b.c.d']) {
    assert.equal(parseIpv4(text), null, text);
  }
});

test('a block is written with its first address', () => {
  for (const [text, expected] of [
    ['192.168.3.77/24', '192.168.3.0/24'],
    ['10.0.0.0/8', '10.0.0.0/8'],
    ['1.2.3.4/32', '1.2.3.4/32'],
    ['255.255.255.255/0', '0.0.0.0/0'],
  ] as const) {
    const found = parseIpv4Block(text);
    assert.equal(found === null ? null : formatIpv4Block(found), expected);
  }
  for (const text of ['', '10.0.0.0', '10.0.0.0/33', '10.0.0.0/-1', '10.0.0.0/08', '10.0.0.0/8/8', '::/0']) {
    assert.equal(parseIpv4Block(text), null, text);
  }
});

test('two blocks are apart, or one holds the other', () => {
  fc.assert(
    fc.property(block, block, (one, other) => {
      assert.equal(overlap(one, other), contains(one, other) || contains(other, one));
      assert.equal(overlap(one, other), overlap(other, one));
    }),
  );
});

test('IPv6 blocks are told from other text', () => {
  for (const text of ['::/0', '2001:db8::/32', '::1/128']) assert.ok(isIpv6Block(text), text);
  for (const text of ['::', '::/129', '10.0.0.0/8', 'x/1']) assert.ok(!isIpv6Block(text), text);
});
