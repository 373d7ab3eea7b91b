import { readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv } from 'node:util';
import type { Config } from '../config/config.ts';
import type { FirstOwner } from '../domain/identity/first-owner.ts';
import { firstUserName } from '../domain/identity/identity-service.ts';
import {
  newAccessKeyName,
  newIdentityId,
  newPassword,
  newSecretKey,
} from '../domain/identity/key-material.ts';
import { environmentLine } from './environment-line.ts';

/** The first owner of this server, and where its user finds the credentials. */
export interface Credentials {
  readonly accessKey: string;
  readonly secretKey: string;
  readonly projectId: string;
  readonly region: string;
  readonly user: string;
  readonly password: string;
  readonly domain: string;
  /** A file of `NAME=value` lines, as `node --env-file` and shells read them. */
  readonly file: string;
}

const defaultRegion = 'cn-north-4';

/**
 * What is preset wins; what is not is read from the data directory or, at the first start, made at random. `save` writes
 * all of it to a file that only the owner can read; call it once the database has accepted the names.
 * @param isRevoked whether a key was revoked; the file's own is then replaced by a new one
 */
export function settleCredentials(
  config: Config,
  dataDir: string,
  isRevoked: (accessKey: string) => boolean,
): { credentials: Credentials; save: () => void } {
  const file = credentialsFile(dataDir);
  const kept = readCredentials(file);
  const keyName = kept['POLYBROKER_ACCESS_KEY'];
  const keptKey = keyName === undefined || isRevoked(keyName) ? undefined : keyName;
  const projectId = config.projectId ?? kept['POLYBROKER_PROJECT_ID'] ?? newIdentityId();
  const credentials = {
    accessKey: config.accessKey ?? keptKey ?? newAccessKeyName(),
    secretKey:
      config.secretKey ??
      (keptKey === undefined ? undefined : kept['POLYBROKER_SECRET_KEY']) ??
      newSecretKey(),
    projectId,
    region: config.region ?? kept['POLYBROKER_REGION'] ?? defaultRegion,
    user: config.user ?? kept['POLYBROKER_USER'] ?? firstUserName,
    password: config.password ?? kept['POLYBROKER_PASSWORD'] ?? newPassword(),
    domain: config.domain ?? kept['POLYBROKER_DOMAIN'] ?? `account-${projectId.slice(0, 8)}`,
    file,
  };
  const text = [
    '# The key pair of this Polybroker, valid on all clouds, and the login for clouds that have tokens.',
    environmentLine('POLYBROKER_ACCESS_KEY', credentials.accessKey),
    environmentLine('POLYBROKER_SECRET_KEY', credentials.secretKey),
    environmentLine('POLYBROKER_PROJECT_ID', credentials.projectId),
    environmentLine('POLYBROKER_REGION', credentials.region),
    environmentLine('POLYBROKER_USER', credentials.user),
    environmentLine('POLYBROKER_PASSWORD', credentials.password),
    environmentLine('POLYBROKER_DOMAIN', credentials.domain),
    '',
  ].join('\n');
  return {
    credentials,
    save() {
      writeFileSync(`${file}.new`, text, { mode: 0o600, flush: true });
      renameSync(`${file}.new`, file);
    },
  };
}

/** The project is named like the region, because clients ask for the project of their region's name. */
export function toFirstOwner(credentials: Credentials): FirstOwner {
  const { accessKey, secretKey, projectId, region, user, password, domain } = credentials;
  return {
    accountName: domain,
    projectId,
    projectName: region,
    userName: user,
    password,
    accessKey,
    secretKey,
  };
}

export function credentialsFile(dataDir: string): string {
  return join(dataDir, 'credentials.env');
}

/** The variables of the file; none where it does not exist yet. */
export function readCredentials(file: string): NodeJS.Dict<string> {
  try {
    return parseEnv(readFileSync(file, 'utf8'));
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return {};
    throw error;
  }
}
