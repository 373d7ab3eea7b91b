import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { hostAndPort, ipv4Space, ipv6Space, textRangeOf } from './address-block.ts';

test('every seed gives every block of 127.64.0.0/10 exactly once', () => {
  fc.assert(
    fc.property(fc.string(), (seed) => {
      const blocks = new Set(ipv4Space.blocksInOrderOf(seed));
      assert.equal(blocks.size, 64 * 256);
      for (const block of blocks)
        assert.match(block, /^127\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.\d{1,3}\.0\/24$/);
    }),
    { numRuns: 20 },
  );
});

test('different seeds start at different places', () => {
  const firsts = Array.from(
    { length: 50 },
    (_, index) => [...ipv4Space.blocksInOrderOf(`/data/${index}`)][0],
  );
  assert.ok(new Set(firsts).size > 45);
});

test('a block has its 254 hosts and neither the network nor the broadcast address', () => {
  const addresses = ipv4Space.addressesIn('127.71.3.0/24');
  assert.equal(addresses.length, 254);
  assert.equal(addresses[0], '127.71.3.1');
  assert.equal(addresses.at(-1), '127.71.3.254');
});

test('what is no block is refused', () => {
  assert.throws(() => textRangeOf('10.0.0.0/24'), /looks like 127\.71\.3\.0\/24/);
});

test('every seed gives every block of ports of ::1 exactly once', () => {
  for (const seed of ['/data/1', '/data/2']) {
    const blocks = [...ipv6Space.blocksInOrderOf(seed)];
    assert.equal(new Set(blocks).size, 100);
    for (const block of blocks) assert.match(block, /^\[::1\]:2\d\d00-2\d\d99$/);
  }
  const ports = ipv6Space.addressesIn('[::1]:20100-20199').map((address) => hostAndPort(address).port);
  assert.deepEqual([ports.length, ports[0], ports.at(-1)], [100, 20_100, 20_199]);
});

test('the addresses of a block, and no others, lie within its range of text', () => {
  for (const space of [ipv4Space, ipv6Space]) {
    const blocks = [...space.blocksInOrderOf('/data')].slice(0, 100);
    const all = blocks.flatMap((block) => space.addressesIn(block));
    for (const block of blocks.slice(0, 10)) {
      const { from, before } = textRangeOf(block);
      assert.deepEqual(
        all.filter((address) => from <= address && address < before),
        space.addressesIn(block),
      );
    }
  }
});
