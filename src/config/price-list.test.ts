import assert from 'node:assert/strict';
import { test } from 'node:test';
import { freeOfCharge, parsePriceList } from './price-list.ts';

test('prices are read from a list, and what is left out costs nothing', () => {
  assert.deepEqual(parsePriceList(''), freeOfCharge);
  assert.deepEqual(parsePriceList('bandwidth=8.5, disk=0.4,currency=USD'), {
    ...freeOfCharge,
    currency: 'USD',
    bandwidthMibps: 8.5,
    storageGib: 0.4,
  });
  for (const wrong of [
    'disk',
    'disk=',
    'disk=-1',
    'disk=1=2',
    'disk=1,disk=2',
    'brokers=1',
    'currency=usd',
    ',',
  ]) {
    assert.equal(parsePriceList(wrong), null, wrong);
  }
});
