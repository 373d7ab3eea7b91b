import { createHash } from 'node:crypto';
import type { RocketmqSpec } from '../../domain/instance/instance.ts';
import type { ClusterSecrets } from '../engine.ts';
import { hasTls } from './cluster-layout.ts';
import { secretNames, secretOf } from './cluster-secrets.ts';

/** What an owner may change that members take at their start only: in the owner's words, so that another Polybroker restarts nobody. */
export function memberStartSettings(
  spec: RocketmqSpec,
  memberName: string,
  secrets: ClusterSecrets,
): Readonly<Record<string, string>> {
  const { tlsMode, acl, grpcProxy, heapMib, ipv6 = false, publicAccess } = spec;
  const certificate = hasTls(spec)
    ? digestOf(secretOf(secrets, secretNames.certificate(memberName)))
    : 'none';
  if (memberName.startsWith('nameserver')) {
    return { tlsMode, certificate, ipv6: String(ipv6), public: String(publicAccess !== null) };
  }
  return { tlsMode, certificate, acl: String(acl), grpcProxy: String(grpcProxy), heapMib: String(heapMib) };
}

function digestOf(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}
