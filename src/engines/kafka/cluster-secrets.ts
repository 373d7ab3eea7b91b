import { X509Certificate, randomBytes } from 'node:crypto';
import type { KafkaInstance } from '../../domain/instance/instance.ts';
import type { ClusterSecrets } from '../engine.ts';
import { addressOf, brokersOf, hasTls, ipv6Address, publicAddressOf } from './cluster-layout.ts';
import type { NumberedMember } from './cluster-layout.ts';
import { createAuthority, createServerCertificate, prolongAuthority } from '../tls/certificate.ts';
import type { Certified } from '../tls/certificate.ts';
import { createKeystore } from '../tls/keystore.ts';
import { kafkaVersion } from './versions.ts';

/** The names of a cluster's secrets. */
export const secretNames = {
  internalPassword: 'internal-password',
  zooKeeperPassword: 'zookeeper-password',
  quorumPassword: 'zookeeper-quorum-password',
  keystorePassword: 'keystore-password',
  authorityCertificate: 'ca-certificate-pem',
  authorityPrivateKey: 'ca-private-key-pem',
  /** A PKCS#12 file in base64: salts in it are random, so that it is kept and not made again. */
  keystore: (brokerName: string) => `${brokerName}-keystore-base64`,
  /** What the keystore holds, for comparison with what the broker shows. */
  certificate: (brokerName: string) => `${brokerName}-certificate-pem`,
} as const;

const dayMs = 24 * 60 * 60 * 1000;
/** How long before its end a broker's certificate is renewed: what goes wrong with it can be mended meanwhile. */
const serverRenewalMs = 30 * dayMs;
/** So early that clients can fetch the new one in time, and longer than what it signs lasts. */
const authorityRenewalMs = 2 * 365 * dayMs;

/** Makes what a cluster needs once: passwords and, where clients use TLS, its authority and the brokers' keystores. */
export async function createClusterSecrets(
  instance: KafkaInstance,
  addresses: ReadonlyMap<string, string>,
  nowMs: number,
): Promise<ClusterSecrets> {
  const secrets = new Map<string, string>([[secretNames.internalPassword, newPassword()]]);
  if (kafkaVersion(instance.version).metadata.kind === 'zookeeper') {
    secrets.set(secretNames.zooKeeperPassword, newPassword());
    secrets.set(secretNames.quorumPassword, newPassword());
  }
  if (hasTls(instance.spec)) await addAuthority(secrets, instance, addresses, nowMs);
  return secrets;
}

async function addAuthority(
  secrets: Map<string, string>,
  instance: KafkaInstance,
  addresses: ReadonlyMap<string, string>,
  nowMs: number,
): Promise<void> {
  const authority = await createAuthority(`Polybroker CA of instance ${instance.id}`, nowMs);
  const keystorePassword = newPassword();
  secrets.set(secretNames.authorityCertificate, authority.certificatePem);
  secrets.set(secretNames.authorityPrivateKey, authority.privateKeyPem);
  secrets.set(secretNames.keystorePassword, keystorePassword);
  for (const broker of brokersOf(instance.spec)) {
    const served = servedAddresses(instance, broker, addresses);
    await certify(secrets, broker.name, authority, served, keystorePassword, nowMs);
  }
}

/** What ends so soon does not wait for the maintenance window any more, which opens once a day. */
const urgentMs = 36 * 60 * 60 * 1000;

/**
 * All that TLS needs where its owner has switched it on since; new certificates for brokers whose own end within 30 days or are
 * for other addresses, and the authority's where it ends before those that it signs do. Answers only what has to be replaced: nothing, most of the time.
 * @param which `urgent`: of those that end, only where it is within a day and a half
 */
export async function renewClusterSecrets(
  instance: KafkaInstance,
  addresses: ReadonlyMap<string, string>,
  secrets: ClusterSecrets,
  nowMs: number,
  which: 'due' | 'urgent' = 'due',
): Promise<ClusterSecrets> {
  const renewed = new Map<string, string>();
  if (!hasTls(instance.spec)) return renewed;
  if (!secrets.has(secretNames.authorityCertificate)) {
    await addAuthority(renewed, instance, addresses, nowMs);
    return renewed;
  }
  const latestMs = which === 'due' ? nowMs : nowMs - serverRenewalMs + urgentMs;
  const due = brokersOf(instance.spec).filter(
    (broker) =>
      brokerRenewalMs(secrets, broker.name) <= latestMs ||
      !isFor(
        secretOf(secrets, secretNames.certificate(broker.name)),
        servedAddresses(instance, broker, addresses),
      ),
  );
  if (due.length === 0) return renewed;
  let authority = {
    certificatePem: secretOf(secrets, secretNames.authorityCertificate),
    privateKeyPem: secretOf(secrets, secretNames.authorityPrivateKey),
  };
  if (endOf(authority.certificatePem) - authorityRenewalMs <= nowMs) {
    authority = prolongAuthority(authority, nowMs);
    renewed.set(secretNames.authorityCertificate, authority.certificatePem);
  }
  const keystorePassword = secretOf(secrets, secretNames.keystorePassword);
  for (const broker of due) {
    const served = servedAddresses(instance, broker, addresses);
    await certify(renewed, broker.name, authority, served, keystorePassword, nowMs);
  }
  return renewed;
}

/** When the first of the certificates has to be renewed (epoch ms); null where there is none. */
export function renewalMs(instance: KafkaInstance, secrets: ClusterSecrets): number | null {
  if (!hasTls(instance.spec)) return null;
  return Math.min(...brokersOf(instance.spec).map(({ name }) => brokerRenewalMs(secrets, name)));
}

function brokerRenewalMs(secrets: ClusterSecrets, brokerName: string): number {
  return endOf(secretOf(secrets, secretNames.certificate(brokerName))) - serverRenewalMs;
}

function endOf(certificatePem: string): number {
  return new X509Certificate(certificatePem).validToDate.getTime();
}

/** All addresses by which clients reach the broker. */
function servedAddresses(
  { spec }: KafkaInstance,
  broker: NumberedMember,
  addresses: ReadonlyMap<string, string>,
): readonly [string, ...string[]] {
  const open = publicAddressOf(spec, broker);
  return [
    addressOf(addresses, broker.name),
    ...(spec.ipv6 === true ? [ipv6Address] : []),
    ...(open === null ? [] : [open]),
  ];
}

/** Whether a certificate is for these addresses and no other. */
function isFor(certificatePem: string, addresses: readonly string[]): boolean {
  const certificate = new X509Certificate(certificatePem);
  const named = certificate.subjectAltName?.split(', ') ?? [];
  return (
    named.length === addresses.length &&
    addresses.every((address) => certificate.checkIP(address) !== undefined)
  );
}

async function certify(
  secrets: Map<string, string>,
  brokerName: string,
  authority: Certified,
  served: readonly [string, ...string[]],
  keystorePassword: string,
  nowMs: number,
): Promise<void> {
  const certified = await createServerCertificate(authority, served, nowMs);
  const keystore = createKeystore(certified, authority.certificatePem, keystorePassword);
  secrets.set(secretNames.keystore(brokerName), keystore.toString('base64'));
  secrets.set(secretNames.certificate(brokerName), certified.certificatePem);
}

/** @throws Error where the secret is missing: the cluster's secrets were not made, or not kept. */
export function secretOf(secrets: ClusterSecrets, name: string): string {
  const secret = secrets.get(name);
  if (secret === undefined) throw new Error(`The cluster has no secret ${name}.`);
  return secret;
}

/** 192 random bits in characters that need no quoting anywhere. */
function newPassword(): string {
  return randomBytes(24).toString('base64url');
}
