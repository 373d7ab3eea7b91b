import { createHash } from 'node:crypto';
import type { KafkaCluster } from './kafka-cluster.ts';
import type { MemberFile } from '../../runtimes/runtime.ts';
import { hasTls } from './cluster-layout.ts';
import { secretNames, secretOf } from './cluster-secrets.ts';
import { renderUsersFile, usersFileName } from './users-file.ts';

/** What the logins of clients need beside a broker's configuration; it changes while the broker runs. */
export interface ClientFiles {
  readonly users: MemberFile;
  /** Only where clients use TLS, as the next one. */
  readonly keystore?: MemberFile;
  /** For people: the broker's chain has it in the keystore. */
  readonly authority?: MemberFile;
}

/** By broker name, for those that are given; null where clients need neither a login nor TLS. */
export async function clientFilesOf(
  { instance, secrets, users }: KafkaCluster,
  brokerNames: readonly string[],
): Promise<ReadonlyMap<string, ClientFiles> | null> {
  if (instance.spec.access.login === null && !hasTls(instance.spec)) return null;
  const usersFile = {
    path: usersFileName,
    content: await renderUsersFile(users, secretOf(secrets, secretNames.internalPassword)),
  };
  if (!hasTls(instance.spec)) return new Map(brokerNames.map((name) => [name, { users: usersFile }]));
  const authority = { path: 'ca.pem', content: secretOf(secrets, secretNames.authorityCertificate) };
  return new Map(
    brokerNames.map((name) => {
      const content = Buffer.from(secretOf(secrets, secretNames.keystore(name)), 'base64');
      return [name, { users: usersFile, authority, keystore: { path: keystoreName(content), content } }];
    }),
  );
}

/** Brokers notice a new keystore by its name: they look at a file again only where a setting changes (KIP-226). */
function keystoreName(content: Buffer): string {
  return `keystore-${createHash('sha256').update(content).digest('hex').slice(0, 12)}.p12`;
}
