import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import type { ClientAccess } from '../../src/domain/instance/instance.ts';
import { testInstance } from '../../src/engines/kafka/testing/test-cluster.ts';
import { proveLiveUsers, proveRenewedCertificates } from './live-changes.ts';
import { runCluster } from './run-cluster.ts';
import type { RunningCluster } from './run-cluster.ts';
import { openToStrangers } from './unauthenticated-peers.ts';

const logins: ClientAccess = {
  plaintext: false,
  // With TLS and without, at once.
  login: {
    tls: true,
    ways: ['sasl-tls', 'sasl-plaintext'],
    mechanisms: ['PLAIN', 'SCRAM-SHA-512'],
    userName: 'the-user',
  },
};
const ownerPassword = 'Owner-password-1';
const bringUpWithinMs = 120_000;
const dayMs = 24 * 60 * 60 * 1000;

// Three brokers of other versions are proven with the rest of their versions.
suite('a running cluster of 1.1.0 with one broker', { timeout: 300_000 }, () => {
  let running: RunningCluster;

  before(async () => {
    // Its certificates end in 20 days.
    const clock: { nowMs?: number } = { nowMs: Date.now() - 345 * dayMs };
    const instance = testInstance(logins, { brokerCount: 1 }, '1.1.0');
    running = await runCluster(
      instance,
      ownerPassword,
      AbortSignal.timeout(bringUpWithinMs),
      undefined,
      clock,
    );
    delete clock.nowMs;
  });
  after(async () => {
    await running?.dispose();
  });

  test('takes users, their passwords and their removal without a restart', () => proveLiveUsers(running));
  test('takes new certificates without a restart', () => proveRenewedCertificates(running));
  test('lets nobody in without a login, at no port', async () => {
    assert.deepEqual(await openToStrangers(running), []);
  });
});

test('the walk over all ports finds what is open', { timeout: 200_000 }, async () => {
  const instance = testInstance({ plaintext: true, login: null }, { brokerCount: 1 });
  const running = await runCluster(instance, null, AbortSignal.timeout(bringUpWithinMs));
  try {
    assert.deepEqual(await openToStrangers(running), ['broker-1 9092: Kafka metadata']);
  } finally {
    await running.dispose();
  }
});
