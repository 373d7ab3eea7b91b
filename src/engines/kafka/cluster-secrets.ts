import { randomBytes } from 'node:crypto';
import type { Instance } from '../../domain/instance/instance.ts';
import type { ClusterSecrets } from '../engine.ts';
import { addressOf, brokersOf } from './cluster-layout.ts';
import { createAuthority, createServerCertificate } from './tls/certificate.ts';
import { createKeystore } from './tls/keystore.ts';

/** The names of a cluster's secrets. `user-password` comes with the order, the others are made here. */
export const secretNames = {
  userPassword: 'user-password',
  internalPassword: 'internal-password',
  zooKeeperPassword: 'zookeeper-password',
  quorumPassword: 'zookeeper-quorum-password',
  keystorePassword: 'keystore-password',
  authorityCertificate: 'ca-certificate-pem',
  authorityPrivateKey: 'ca-private-key-pem',
  /** A PKCS#12 file in base64: salts in it are random, so that it is kept and not made again. */
  keystore: (brokerName: string) => `${brokerName}-keystore-base64`,
} as const;

/** Makes what a cluster needs once: passwords and, where clients use TLS, its authority and the brokers' keystores. */
export async function createClusterSecrets(
  instance: Instance,
  addresses: ReadonlyMap<string, string>,
  nowMs: number,
): Promise<ClusterSecrets> {
  const secrets = new Map<string, string>([
    [secretNames.internalPassword, newPassword()],
    [secretNames.zooKeeperPassword, newPassword()],
    [secretNames.quorumPassword, newPassword()],
  ]);
  if (instance.spec.access.kind !== 'sasl-tls') return secrets;
  const authority = await createAuthority(`Polybroker CA of instance ${instance.id}`, nowMs);
  const keystorePassword = newPassword();
  secrets.set(secretNames.authorityCertificate, authority.certificatePem);
  secrets.set(secretNames.authorityPrivateKey, authority.privateKeyPem);
  secrets.set(secretNames.keystorePassword, keystorePassword);
  for (const broker of brokersOf(instance.spec)) {
    const certified = await createServerCertificate(authority, addressOf(addresses, broker.name), nowMs);
    const keystore = createKeystore(certified, authority.certificatePem, keystorePassword);
    secrets.set(secretNames.keystore(broker.name), keystore.toString('base64'));
  }
  return secrets;
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
