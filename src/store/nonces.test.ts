import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { openTestStore } from '../../test/support/open-test-store.ts';
import { createSeal } from './sealing.ts';
import { openStore } from './store.ts';

const minuteMs = 60_000;

test('a nonce of a key is used once, until it is forgotten', async (t) => {
  const { nonces } = (await openTestStore(t)).store;
  const nonce = { accessKey: 'a', nonce: 'n', forgetAtMs: 10 * minuteMs };
  assert.equal(await nonces.use(nonce, 0), true);
  assert.equal(await nonces.use(nonce, 0), false);
  assert.equal(await nonces.use({ ...nonce, accessKey: 'b' }, 0), true);
  assert.equal(await nonces.use({ ...nonce, nonce: 'm' }, 0), true);
  assert.equal(await nonces.use(nonce, 10 * minuteMs - 1), false);
  // Swept or not, it may be used from then on.
  const later = { ...nonce, forgetAtMs: 20 * minuteMs };
  assert.equal(await nonces.use(later, 10 * minuteMs), true);
  assert.equal(await nonces.use(later, 10 * minuteMs), false);
});

test('of many uses at once one is let through', async (t) => {
  const { nonces } = (await openTestStore(t)).store;
  const nonce = { accessKey: 'a', nonce: 'n', forgetAtMs: 1 };
  const uses = await Promise.all(Array.from({ length: 20 }, () => nonces.use(nonce, 0)));
  assert.equal(uses.filter(Boolean).length, 1);
});

test('a restart does not forget nonces', async (t) => {
  const directory = await mkdtemp(join(tmpdir(), 'polybroker-nonces-'));
  t.after(() => rm(directory, { recursive: true }));
  const seal = createSeal(randomBytes(32));
  const uses: boolean[] = [];
  for (let start = 0; start < 2; start++) {
    const { store, close } = await openStore(join(directory, 'store.sqlite'), seal);
    uses.push(await store.nonces.use({ accessKey: 'a', nonce: 'n', forgetAtMs: 1 }, 0));
    await close();
  }
  assert.deepEqual(uses, [true, false]);
});
