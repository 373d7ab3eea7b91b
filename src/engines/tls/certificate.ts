import { randomBytes } from 'node:crypto';
import forge from 'node-forge';
import { newPrivateKeyPem } from './key-pair.ts';

/** A certificate with its private key, both as PEM. */
export interface Certified {
  readonly certificatePem: string;
  readonly privateKeyPem: string;
}

const dayMs = 24 * 60 * 60 * 1000;
/** Clients whose clocks are a little behind must not refuse a certificate of this minute. */
const backdatedMs = dayMs;
/** Clients keep it, so that it lasts long. */
const authorityDays = 3650;
/** More than the 398 days for which programs trust a server's certificate would be refused by some. */
const serverDays = 365;

/** The instance's own certificate authority, self-signed. `commonName` is what operators see in a trust store. */
export async function createAuthority(commonName: string, nowMs: number): Promise<Certified> {
  return signAuthority(await newPrivateKeyPem(), commonName, nowMs);
}

/** The same authority, with its own key, for another ten years: who trusts the old certificate trusts what it signs, too. */
export function prolongAuthority({ certificatePem, privateKeyPem }: Certified, nowMs: number): Certified {
  const { subject } = forge.pki.certificateFromPem(certificatePem);
  return signAuthority(privateKeyPem, String(subject.getField('CN').value), nowMs);
}

function signAuthority(privateKeyPem: string, commonName: string, nowMs: number): Certified {
  const key = forge.pki.privateKeyFromPem(privateKeyPem);
  const certificate = newCertificate(publicKeyOf(key), nowMs, authorityDays);
  const name = [{ name: 'commonName', value: commonName }];
  certificate.setSubject(name);
  certificate.setIssuer(name);
  certificate.setExtensions([
    { name: 'basicConstraints', cA: true, pathLenConstraint: 0, critical: true },
    { name: 'keyUsage', keyCertSign: true, cRLSign: true, critical: true },
    { name: 'subjectKeyIdentifier' },
  ]);
  certificate.sign(key, forge.md.sha256.create());
  return { certificatePem: forge.pki.certificateToPem(certificate), privateKeyPem };
}

/** A server certificate for these addresses, named after the first, and nothing else, signed by the authority. */
export async function createServerCertificate(
  authority: Certified,
  addresses: readonly [string, ...string[]],
  nowMs: number,
): Promise<Certified> {
  const issuer = forge.pki.certificateFromPem(authority.certificatePem);
  const privateKeyPem = await newPrivateKeyPem();
  const certificate = newCertificate(
    publicKeyOf(forge.pki.privateKeyFromPem(privateKeyPem)),
    nowMs,
    serverDays,
  );
  certificate.setSubject([{ name: 'commonName', value: addresses[0] }]);
  certificate.setIssuer(issuer.subject.attributes);
  certificate.setExtensions([
    { name: 'basicConstraints', cA: false, critical: true },
    { name: 'keyUsage', digitalSignature: true, keyEncipherment: true, critical: true },
    { name: 'extKeyUsage', serverAuth: true },
    { name: 'subjectAltName', altNames: addresses.map((ip) => ({ type: 7, ip })) },
    { name: 'subjectKeyIdentifier' },
    {
      name: 'authorityKeyIdentifier',
      keyIdentifier: issuer.generateSubjectKeyIdentifier().getBytes(),
    },
  ]);
  certificate.sign(forge.pki.privateKeyFromPem(authority.privateKeyPem), forge.md.sha256.create());
  return { certificatePem: forge.pki.certificateToPem(certificate), privateKeyPem };
}

function publicKeyOf(key: forge.pki.rsa.PrivateKey): forge.pki.rsa.PublicKey {
  return forge.pki.setRsaPublicKey(key.n, key.e);
}

function newCertificate(
  publicKey: forge.pki.rsa.PublicKey,
  nowMs: number,
  validDays: number,
): forge.pki.Certificate {
  const certificate = forge.pki.createCertificate();
  certificate.publicKey = publicKey;
  // 127 bits: a serial number is positive, and a first byte above 7f would be read as a sign.
  const serial = randomBytes(16);
  serial.writeUInt8((serial.readUInt8(0) & 0x3f) | 0x40, 0);
  certificate.serialNumber = serial.toString('hex');
  certificate.validity.notBefore = new Date(nowMs - backdatedMs);
  certificate.validity.notAfter = new Date(nowMs + validDays * dayMs);
  return certificate;
}
