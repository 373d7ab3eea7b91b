import { randomBytes, X509Certificate } from 'node:crypto';
import type { RocketmqInstance } from '../../domain/instance/instance.ts';
import type { ClusterSecrets } from '../engine.ts';
import {
  createAuthority,
  createServerCertificate,
  prolongAuthority,
  type Certified,
} from '../tls/certificate.ts';
import { addressOf, hasTls, ipv6Address, nameServersOf, publicWaysIn, replicasOf } from './cluster-layout.ts';
import type { RemotingLogin } from './remoting/signature.ts';
import { rocketmqVersion } from './versions.ts';

/** The names of a cluster's secrets; those of the authority are the same for every engine, so that clouds show it alike. */
export const secretNames = {
  internalSecret: 'internal-secret',
  authorityCertificate: 'ca-certificate-pem',
  authorityPrivateKey: 'ca-private-key-pem',
  certificate: (memberName: string) => `${memberName}-certificate-pem`,
  privateKey: (memberName: string) => `${memberName}-private-key-pem`,
} as const;

/** Our own user in clusters with ACLs: an administrator whom owners never see. Longer than the six letters that 4.8.0 asks for. */
export const internalAccessKey = 'polybroker-internal';

const dayMs = 24 * 60 * 60 * 1000;
/** How long before its end a certificate is renewed: what goes wrong with it can be mended meanwhile. */
const renewalBeforeMs = 30 * dayMs;
/** Longer than what it signs lasts. */
const authorityRenewalBeforeMs = 2 * 365 * dayMs;
/** What ends so soon does not wait for the maintenance window any more, which opens once a day. */
const urgentBeforeMs = 36 * 60 * 60 * 1000;

export async function createClusterSecrets(
  instance: RocketmqInstance,
  addresses: ReadonlyMap<string, string>,
  nowMs: number,
): Promise<ClusterSecrets> {
  const secrets = new Map<string, string>([[secretNames.internalSecret, randomBytes(24).toString('hex')]]);
  return new Map([...secrets, ...(await renewClusterSecrets(instance, addresses, secrets, nowMs, true))]);
}

/**
 * Certificates of members that have none yet, or for another address, or whose own end soon, and the authority's where it ends before
 * those that it signs do. Only what has to be replaced: nothing, most of the time.
 * @param mayRestart false for those alone that end within a day and a half: members take a new one at a start
 */
export async function renewClusterSecrets(
  instance: RocketmqInstance,
  addresses: ReadonlyMap<string, string>,
  secrets: ClusterSecrets,
  nowMs: number,
  mayRestart: boolean,
): Promise<ClusterSecrets> {
  const renewed = new Map<string, string>();
  if (!hasTls(instance.spec)) return renewed;
  const latestEndMs = nowMs + (mayRestart ? renewalBeforeMs : urgentBeforeMs);
  const due = tlsMembersOf(instance).filter((name) => {
    const pem = secrets.get(secretNames.certificate(name));
    if (pem === undefined) return true;
    const certificate = new X509Certificate(pem);
    return (
      certificate.validToDate.getTime() <= latestEndMs ||
      addressesOf(instance, name, addresses).some((address) => certificate.checkIP(address) === undefined)
    );
  });
  if (due.length === 0) return renewed;
  const authority = await authorityFor(instance, secrets, nowMs, renewed);
  for (const name of due) {
    const { certificatePem, privateKeyPem } = await createServerCertificate(
      authority,
      addressesOf(instance, name, addresses),
      nowMs,
    );
    renewed.set(secretNames.certificate(name), certificatePem);
    renewed.set(secretNames.privateKey(name), privateKeyPem);
  }
  return renewed;
}

/** Where clients reach a member: its own address first. */
function addressesOf(
  instance: RocketmqInstance,
  memberName: string,
  addresses: ReadonlyMap<string, string>,
): readonly [string, ...string[]] {
  const others = publicWaysIn(instance).flatMap(({ member, address }) =>
    member === memberName ? [address] : [],
  );
  const ipv6 = instance.spec.ipv6 === true ? [ipv6Address] : [];
  return [addressOf(addresses, memberName), ...others, ...ipv6];
}

/** The authority that signs by now; what is new of it goes into `renewed`. */
async function authorityFor(
  { id }: RocketmqInstance,
  secrets: ClusterSecrets,
  nowMs: number,
  renewed: Map<string, string>,
): Promise<Certified> {
  const certificatePem = secrets.get(secretNames.authorityCertificate);
  const privateKeyPem = secrets.get(secretNames.authorityPrivateKey);
  let authority: Certified;
  if (certificatePem === undefined || privateKeyPem === undefined) {
    authority = await createAuthority(`Polybroker CA of instance ${id}`, nowMs);
  } else {
    authority = { certificatePem, privateKeyPem };
    const endMs = new X509Certificate(certificatePem).validToDate.getTime();
    if (endMs - authorityRenewalBeforeMs > nowMs) return authority;
    authority = prolongAuthority(authority, nowMs);
  }
  renewed.set(secretNames.authorityCertificate, authority.certificatePem);
  renewed.set(secretNames.authorityPrivateKey, authority.privateKeyPem);
  return authority;
}

/** When the first of its certificates has to be renewed; null for never. */
export function renewalMs(instance: RocketmqInstance, secrets: ClusterSecrets): number | null {
  if (!hasTls(instance.spec)) return null;
  const ends = tlsMembersOf(instance).flatMap((name) => {
    const pem = secrets.get(secretNames.certificate(name));
    return pem === undefined ? [] : [new X509Certificate(pem).validToDate.getTime() - renewalBeforeMs];
  });
  return ends.length === 0 ? null : Math.min(...ends);
}

function tlsMembersOf({ spec, version }: RocketmqInstance): readonly string[] {
  return [...nameServersOf(spec, rocketmqVersion(version)), ...replicasOf(spec)].map(({ name }) => name);
}

/** @throws Error where it was never made */
export function secretOf(secrets: ClusterSecrets, name: string): string {
  const secret = secrets.get(name);
  if (secret === undefined) throw new Error(`The cluster has no secret ${name}.`);
  return secret;
}

/** With which members and we log in to the members of a cluster. */
export function internalLogin(secrets: ClusterSecrets): RemotingLogin {
  return { accessKey: internalAccessKey, secretKey: secretOf(secrets, secretNames.internalSecret) };
}
