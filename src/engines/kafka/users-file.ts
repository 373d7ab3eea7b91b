import { createHmac, pbkdf2 } from 'node:crypto';
import { promisify } from 'node:util';
import type { ClusterUser } from '../engine.ts';
import { renderProperties } from '../java/java-properties.ts';

/** The file in a broker's directory that `jvm/` reads users of clients' listeners from, while the broker runs. */
export const usersFileName = 'users.properties';
/** Tells the classes of `jvm/` where it is. */
export const usersArgument = `-Dpolybroker.users=${usersFileName}`;

const deriveKey = promisify(pbkdf2);
/** As many as SCRAM takes by default: each login with a new password costs a broker's network thread so much. */
const iterations = 4096;
const hashBytes = 32;

/**
 * Renders `<name>=<mechanisms>;<iterations>;<salt>;<hash>` for each user: PBKDF2 with HMAC-SHA-256. Salts follow from `key`,
 * name and password, so that the same users give the same file and connections stay; who lacks the key cannot foresee them.
 */
export async function renderUsersFile(users: readonly ClusterUser[], key: string): Promise<string> {
  const lines = await Promise.all(
    users.map(async ({ name, password, mechanisms }): Promise<[string, string]> => {
      const about = JSON.stringify(['salt of a user', name, password]);
      const salt = createHmac('sha256', key).update(about).digest().subarray(0, 16);
      const hash = await deriveKey(Buffer.from(password, 'utf8'), salt, iterations, hashBytes, 'sha256');
      const parts = [mechanisms.join(','), iterations, salt.toString('base64'), hash.toString('base64')];
      return [name, parts.join(';')];
    }),
  );
  return renderProperties(new Map(lines));
}
