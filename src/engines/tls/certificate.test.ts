import assert from 'node:assert/strict';
import { X509Certificate, createPrivateKey } from 'node:crypto';
import { test } from 'node:test';
import forge from 'node-forge';
import { createAuthority, createServerCertificate, prolongAuthority } from './certificate.ts';
import { createKeystore } from './keystore.ts';

const nowMs = Date.UTC(2030, 0, 1);
const dayMs = 24 * 60 * 60 * 1000;

test('a broker has a certificate for its address alone, from the instance’s authority', async () => {
  const authority = await createAuthority('Test CA', nowMs);
  const server = await createServerCertificate(authority, ['127.90.0.7'], nowMs);
  const [issuer, certificate] = [authority, server].map(
    ({ certificatePem }) => new X509Certificate(certificatePem),
  );
  assert.ok(issuer !== undefined && certificate !== undefined);
  assert.ok(issuer.ca);
  assert.ok(!certificate.ca);
  assert.ok(certificate.checkIssued(issuer));
  assert.ok(certificate.verify(issuer.publicKey));
  assert.ok(certificate.checkPrivateKey(createPrivateKey(server.privateKeyPem)));
  assert.equal(certificate.subjectAltName, 'IP Address:127.90.0.7');
  assert.equal(certificate.checkIP('127.90.0.7'), '127.90.0.7');
  assert.equal(certificate.checkIP('127.90.0.8'), undefined);
  assert.ok(certificate.validFromDate.getTime() < nowMs);
  assert.equal(certificate.validToDate.getTime(), nowMs + 365 * dayMs);
  assert.equal(issuer.validToDate.getTime(), nowMs + 3650 * dayMs);
  assert.notEqual(certificate.serialNumber, issuer.serialNumber);
});

test('a broker that clients reach by IPv6 too has a certificate for both addresses', async () => {
  const authority = await createAuthority('Test CA', nowMs);
  const server = await createServerCertificate(authority, ['127.90.0.7', '::1'], nowMs);
  const certificate = new X509Certificate(server.certificatePem);
  assert.equal(certificate.subject, 'CN=127.90.0.7');
  for (const address of ['127.90.0.7', '::1']) assert.equal(certificate.checkIP(address), address);
});

test('who trusts an authority trusts what it signs after it was prolonged', async () => {
  const first = await createAuthority('Test CA', nowMs);
  const laterMs = nowMs + 3000 * dayMs;
  const second = prolongAuthority(first, laterMs);
  const server = await createServerCertificate(second, ['127.90.0.7'], laterMs);
  const [old, prolonged, certificate] = [first, second, server].map(
    ({ certificatePem }) => new X509Certificate(certificatePem),
  );
  assert.ok(old !== undefined && prolonged !== undefined && certificate !== undefined);
  assert.equal(prolonged.validToDate.getTime(), laterMs + 3650 * dayMs);
  for (const issuer of [old, prolonged]) {
    assert.ok(certificate.checkIssued(issuer));
    assert.ok(certificate.verify(issuer.publicKey));
  }
});

test('a keystore opens with its password and holds key and chain', async () => {
  const authority = await createAuthority('Test CA', nowMs);
  const server = await createServerCertificate(authority, ['127.90.0.7'], nowMs);
  const bytes = createKeystore(server, authority.certificatePem, 'store-password');
  const open = (password: string): forge.pkcs12.Pkcs12Pfx =>
    forge.pkcs12.pkcs12FromAsn1(forge.asn1.fromDer(bytes.toString('binary')), password);
  const certificates = open('store-password').getBags({ bagType: forge.pki.oids['certBag'] });
  assert.equal(Object.values(certificates).flat().length, 2);
  assert.throws(() => open('another'));
});
