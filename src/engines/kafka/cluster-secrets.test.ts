import assert from 'node:assert/strict';
import { X509Certificate } from 'node:crypto';
import { test } from 'node:test';
import {
  createClusterSecrets,
  renewalMs,
  renewClusterSecrets,
  secretNames,
  secretOf,
} from './cluster-secrets.ts';
import { clusterLayout } from './cluster-layout.ts';
import { testAddresses, testInstance } from './testing/test-cluster.ts';

const nowMs = Date.UTC(2030, 0, 1);
const dayMs = 24 * 60 * 60 * 1000;

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
    { plaintext: false, login: { tls: true, mechanisms: ['PLAIN'], userName: 'user' } },
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

test('certificates are renewed 30 days before they end, and the authority long before', async () => {
  const instance = testInstance(
    { plaintext: false, login: { tls: true, mechanisms: ['PLAIN'], userName: 'user' } },
    { brokerCount: 2 },
  );
  const addresses = testAddresses(clusterLayout(instance).members);
  let secrets = await createClusterSecrets(instance, addresses, nowMs);
  const dueMs = renewalMs(instance, secrets);
  assert.equal(dueMs, nowMs + 335 * dayMs);
  assert.equal((await renewClusterSecrets(instance, addresses, secrets, dueMs - 1)).size, 0);

  assert.equal((await renewClusterSecrets(instance, addresses, secrets, dueMs, 'urgent')).size, 0);
  const lastDayMs = dueMs + 29 * dayMs;
  assert.equal((await renewClusterSecrets(instance, addresses, secrets, lastDayMs, 'urgent')).size, 4);

  const renewed = await renewClusterSecrets(instance, addresses, secrets, dueMs);
  assert.deepEqual(
    [...renewed.keys()],
    [
      'broker-1-keystore-base64',
      'broker-1-certificate-pem',
      'broker-2-keystore-base64',
      'broker-2-certificate-pem',
    ],
  );
  secrets = new Map([...secrets, ...renewed]);
  assert.equal(renewalMs(instance, secrets), dueMs + 335 * dayMs);
  assert.equal((await renewClusterSecrets(instance, addresses, secrets, dueMs)).size, 0);

  const lateMs = nowMs + 9 * 365 * dayMs;
  const late = await renewClusterSecrets(instance, addresses, secrets, lateMs);
  const authority = new X509Certificate(secretOf(late, secretNames.authorityCertificate));
  assert.ok(authority.validToDate.getTime() > lateMs + 9 * 365 * dayMs);
  assert.ok(renewalMs(instance, new Map([...secrets, ...late])) === lateMs + 335 * dayMs);
});

test('a plaintext cluster has nothing to renew', async () => {
  const instance = testInstance();
  const addresses = testAddresses(clusterLayout(instance).members);
  const secrets = await createClusterSecrets(instance, addresses, nowMs);
  assert.equal(renewalMs(instance, secrets), null);
  assert.equal((await renewClusterSecrets(instance, addresses, secrets, nowMs + 9000 * dayMs)).size, 0);
});

test('a secret that is missing is named', () => {
  assert.throws(() => secretOf(new Map(), 'internal-password'), /internal-password/);
});

test('a broker with a public address has a certificate for it too, and another one where the address changes', async () => {
  const access = { plaintext: false, login: { tls: true, mechanisms: ['PLAIN'], userName: 'user' } } as const;
  const at = (address: string | null) =>
    testInstance(access, {
      brokerCount: 1,
      publicAccess: address === null ? null : { bandwidthMbitps: 3, addresses: [{ id: 'one', address }] },
    });
  const addresses = testAddresses(clusterLayout(at('127.1.0.1')).members);
  let secrets = await createClusterSecrets(at(null), addresses, nowMs);
  const own = addresses.get('broker-1') ?? '';
  for (const open of ['127.1.0.1', '127.1.0.2', null]) {
    const renewed = await renewClusterSecrets(at(open), addresses, secrets, nowMs);
    assert.equal(renewed.size, 2);
    secrets = new Map([...secrets, ...renewed]);
    const { subjectAltName } = new X509Certificate(secretOf(secrets, secretNames.certificate('broker-1')));
    const served = open === null ? [own] : [own, open];
    assert.equal(subjectAltName, served.map((address) => `IP Address:${address}`).join(', '));
    assert.equal((await renewClusterSecrets(at(open), addresses, secrets, nowMs)).size, 0);
  }
});

test('certificates for IPv6 too stay until they end', async () => {
  const access = { plaintext: false, login: { tls: true, mechanisms: ['PLAIN'], userName: 'user' } } as const;
  const instance = testInstance(access, { brokerCount: 1, ipv6: true });
  const addresses = testAddresses(clusterLayout(instance).members);
  const secrets = await createClusterSecrets(instance, addresses, nowMs);
  assert.equal((await renewClusterSecrets(instance, addresses, secrets, nowMs)).size, 0);
});
