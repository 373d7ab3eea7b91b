import { createHash, randomBytes } from 'node:crypto';
import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import type { Config } from '../config/config.ts';
import type { AccessKey } from '../domain/identity/access-key.ts';

/** The first key pair of this server, and where its user finds it. */
export interface Credentials {
  readonly accessKey: string;
  readonly secretKey: string;
  readonly projectId: string;
  readonly region: string;
  /** A file of `NAME=value` lines, as `node --env-file` and shells read them. */
  readonly file: string;
}

const defaultRegion = 'cn-north-4';

/**
 * What is preset wins; what is not is read from the data directory or, at the first start, made at random. All of it
 * is written to a file that only the owner can read.
 */
export function settleCredentials(config: Config, dataDir: string): Credentials {
  const file = join(dataDir, 'credentials.env');
  const kept = readCredentials(file);
  const credentials = {
    accessKey: config.accessKey ?? kept['POLYBROKER_ACCESS_KEY'] ?? randomKey(20),
    secretKey: config.secretKey ?? kept['POLYBROKER_SECRET_KEY'] ?? randomKey(40),
    projectId: config.projectId ?? kept['POLYBROKER_PROJECT_ID'] ?? randomBytes(16).toString('hex'),
    region: config.region ?? kept['POLYBROKER_REGION'] ?? defaultRegion,
    file,
  };
  const text = [
    '# The key pair of this Polybroker. It is valid on all clouds.',
    `POLYBROKER_ACCESS_KEY=${credentials.accessKey}`,
    `POLYBROKER_SECRET_KEY=${credentials.secretKey}`,
    `POLYBROKER_PROJECT_ID=${credentials.projectId}`,
    `POLYBROKER_REGION=${credentials.region}`,
    '',
  ].join('\n');
  writeFileSync(`${file}.new`, text, { mode: 0o600, flush: true });
  renameSync(`${file}.new`, file);
  return credentials;
}

/** The key pair and whom it stands for. The account and the user follow from the project, so that a preset project is always the same account's. */
export function toAccessKey(credentials: Credentials): AccessKey {
  const derived = (what: string) =>
    createHash('sha256').update(`${what} of ${credentials.projectId}`).digest('hex').slice(0, 32);
  return {
    accessKey: credentials.accessKey,
    secretKey: credentials.secretKey,
    caller: {
      accountId: derived('account'),
      accountName: `account-${credentials.projectId.slice(0, 8)}`,
      projectId: credentials.projectId,
      projectName: credentials.region,
      userId: derived('user'),
      userName: 'admin',
    },
  };
}

function readCredentials(file: string): NodeJS.Dict<string> {
  try {
    return parseEnv(readFileSync(file, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw error;
  }
}

/** Capital letters and digits, as the clouds' own keys. */
function randomKey(length: number): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
  return [...randomBytes(length)].map((byte) => alphabet[byte % alphabet.length]).join('');
}
