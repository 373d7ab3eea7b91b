import { randomBytes } from 'node:crypto';
import {
  formatScramCredential,
  parseScramCredential,
  scramCredential,
  scramCredentialFits,
} from '../scram.ts';
import { scramIterations } from '../scram-user.ts';
import type { ScramUser } from '../scram-user.ts';
import type { ZooKeeperClient } from './zookeeper-client.ts';
import { ZooKeeperError } from './zookeeper-error.ts';

interface UserConfig {
  readonly version: 1;
  readonly config: Readonly<Record<string, string>>;
}

/**
 * Writes a user's SCRAM credentials where brokers read them when they start (`/config/users/<name>`), which works on all
 * versions with ZooKeeper; the brokers' protocol can do it from 2.7 on only. Idempotent: credentials that fit the
 * password stay as they are, and other settings of the user are kept. Brokers that run already do not notice.
 */
export async function ensureScramUser(zooKeeper: ZooKeeperClient, user: ScramUser): Promise<void> {
  await ensureNode(zooKeeper, '/config');
  await ensureNode(zooKeeper, '/config/users');
  const path = `/config/users/${sanitizedName(user.name)}`;
  await ensureNode(zooKeeper, path, { version: 1, config: {} });
  const { data, stat } = await zooKeeper.getData(path);
  const current = readUserConfig(path, data);
  const config = { ...current };
  for (const mechanism of user.mechanisms) {
    const kept = parseScramCredential(current[mechanism] ?? '');
    if (kept !== null && (await scramCredentialFits(mechanism, kept, user.password))) continue;
    const made = await scramCredential(mechanism, user.password, randomBytes(16), scramIterations);
    config[mechanism] = formatScramCredential(made);
  }
  if (JSON.stringify(config) === JSON.stringify(current)) return;
  // The version is checked, so that a change made meanwhile by someone else is not undone.
  await zooKeeper.setData(path, encode({ version: 1, config }), stat.version);
}

/** A user's name as Kafka puts it into a path (`Sanitizer.sanitize`): URL encoding, with `*` and blanks encoded too. */
export function sanitizedName(name: string): string {
  return encodeURIComponent(name).replace(
    /[!'()*~]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

async function ensureNode(zooKeeper: ZooKeeperClient, path: string, config?: UserConfig): Promise<void> {
  try {
    await zooKeeper.create(path, config === undefined ? Buffer.alloc(0) : encode(config));
  } catch (error) {
    if (!(error instanceof ZooKeeperError && error.kind === 'node-exists')) throw error;
  }
}

function readUserConfig(path: string, data: Buffer): Readonly<Record<string, string>> {
  const value: unknown = JSON.parse(data.toString('utf8'));
  const config = (value as Partial<UserConfig> | null)?.config;
  if (typeof config !== 'object') throw new Error(`ZooKeeper's ${path} is not a Kafka user's configuration.`);
  return config;
}

function encode(config: UserConfig): Buffer {
  return Buffer.from(JSON.stringify(config), 'utf8');
}
