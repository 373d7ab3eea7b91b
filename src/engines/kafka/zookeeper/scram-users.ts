import { randomBytes } from 'node:crypto';
import { changeConfigNode, createMissing, readConfigNode, tellBrokers } from '../admin/config-nodes.ts';
import {
  formatScramCredential,
  parseScramCredential,
  scramCredential,
  scramCredentialFits,
} from '../scram.ts';
import { scramIterations, scramMechanisms } from '../scram-user.ts';
import type { ScramUser } from '../scram-user.ts';
import type { ZooKeeperClient } from './zookeeper-client.ts';

/**
 * Writes a user's SCRAM credentials where brokers read them (`/config/users/<name>`), which works on all versions with
 * ZooKeeper, before their first start too; the brokers' protocol can do it from 2.7 on only. Idempotent: credentials that fit
 * the password stay as they are, and other settings of the user are kept. Brokers that run are told of a change.
 */
export async function ensureScramUser(zooKeeper: ZooKeeperClient, user: ScramUser): Promise<void> {
  const current = (await readConfigNode(zooKeeper, entityOf(user.name))) ?? {};
  const changes = new Map<string, string | null>();
  for (const mechanism of scramMechanisms) {
    const known = current[mechanism];
    if (!user.mechanisms.includes(mechanism)) {
      if (known !== undefined) changes.set(mechanism, null);
      continue;
    }
    const kept = parseScramCredential(known ?? '');
    if (kept !== null && (await scramCredentialFits(mechanism, kept, user.password))) continue;
    const made = await scramCredential(mechanism, user.password, randomBytes(16), scramIterations);
    changes.set(mechanism, formatScramCredential(made));
  }
  await change(zooKeeper, user.name, changes);
}

/** Removes a user's credentials and keeps other settings, such as quotas. Idempotent. */
export async function removeScramUser(zooKeeper: ZooKeeperClient, name: string): Promise<void> {
  const current = (await readConfigNode(zooKeeper, entityOf(name))) ?? {};
  const known = scramMechanisms.filter((mechanism) => current[mechanism] !== undefined);
  await change(zooKeeper, name, new Map(known.map((mechanism) => [mechanism, null])));
}

/** A user's name as Kafka puts it into a path (`Sanitizer.sanitize`): URL encoding, with `*` and blanks encoded too. */
export function sanitizedName(name: string): string {
  return encodeURIComponent(name).replace(
    /[!'()*~]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function entityOf(name: string): string {
  return `users/${sanitizedName(name)}`;
}

async function change(
  zooKeeper: ZooKeeperClient,
  name: string,
  changes: ReadonlyMap<string, string | null>,
): Promise<void> {
  // Brokers make these at their first start, and users are written before that.
  for (const path of ['/config', '/config/changes']) await createMissing(zooKeeper, path, Buffer.alloc(0));
  if (changes.size > 0) await changeConfigNode(zooKeeper, entityOf(name), changes);
  // Whoever wrote them may have been ended before the brokers were told.
  else await tellBrokers(zooKeeper, entityOf(name));
}
