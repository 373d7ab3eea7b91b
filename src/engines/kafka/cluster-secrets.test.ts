import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { test } from 'node:test';
import { createClusterSecrets, secretNames, secretOf } from './cluster-secrets.ts';
import { clusterLayout } from './cluster-layout.ts';
import { testAddresses, testInstance } from './testing/test-cluster.ts';

const nowMs = Date.UTC(2030, 0, 1);

test('a plaintext cluster gets passwords only, all different', async () => {
  const instance = testInstance();
  const addresses = testAddresses(clusterLayout(instance).members);
  const secrets = await createClusterSecrets(instance, addresses, nowMs);
  assert.deepEqual(
    [...secrets.keys()],
    ['internal-password', 'zookeeper-password', 'zookeeper-quorum-password'],
  );
  assert.equal(new Set(secrets.values()).size, 3);
  for (const password of secrets.values()) assert.match(password, /^[\w-]{32}$/);
});

test('a cluster with logins gets an authority and a keystore per broker too', async () => {
  const instance = testInstance(
    { kind: 'sasl-tls', mechanisms: ['PLAIN'], userName: 'user' },
    { brokerCount: 2 },
  );
  const addresses = testAddresses(clusterLayout(instance).members);
  const secrets = await createClusterSecrets(instance, addresses, nowMs);
  const authority = new X509Certificate(secretOf(secrets, secretNames.authorityCertificate));
  assert.match(authority.subject, new RegExp(instance.id));
  for (const broker of ['broker-1', 'broker-2']) {
    assert.ok(Buffer.from(secretOf(secrets, secretNames.keystore(broker)), 'base64').length > 1000);
  }
});

test('a secret that is missing is named', () => {
  assert.throws(() => secretOf(new Map(), 'internal-password'), /internal-password/);
});
