import assert from 'node:assert/strict';
import { test } from 'node:test';
import { awaitsPayment, expiryMs, hasExpired, type Prepaid } from './prepaid.ts';

const at = (text: string) => Date.parse(`${text}T10:00:00Z`);
const bought = (changes: Partial<Prepaid> = {}) => ({
  prepaid: {
    orderId: 'CS1',
    paidAtMs: at('2027-01-31'),
    periodMonths: 1,
    autoRenews: false,
    ...changes,
  },
});

test('a period ends on the same day of the month, or on its last', () => {
  assert.equal(expiryMs(bought(), 0), at('2027-02-28'));
  assert.equal(expiryMs(bought({ periodMonths: 12 }), 0), at('2028-01-31'));
  assert.equal(hasExpired(bought(), at('2027-02-28') - 1), false);
  assert.equal(hasExpired(bought(), at('2027-02-28')), true);
});

test('what renews itself never ends', () => {
  const renewed = bought({ autoRenews: true });
  assert.equal(expiryMs(renewed, at('2027-05-01')), at('2027-05-31'));
  assert.equal(hasExpired(renewed, at('2037-05-01')), false);
});

test('what is not paid yet, or by the hour, has no end', () => {
  assert.equal(awaitsPayment(bought({ paidAtMs: null })), true);
  assert.equal(expiryMs(bought({ paidAtMs: null }), 0), null);
  assert.equal(awaitsPayment({}), false);
  assert.equal(hasExpired({ prepaid: null }, at('2037-01-01')), false);
});
