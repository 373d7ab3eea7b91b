import { createHash, createHmac, pbkdf2, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

export type ScramMechanism = 'SCRAM-SHA-256' | 'SCRAM-SHA-512';

/** What a server keeps of a password under SCRAM (RFC 5802, RFC 7677); the password cannot be had from it. */
export interface ScramCredential {
  readonly salt: Buffer;
  readonly storedKey: Buffer;
  readonly serverKey: Buffer;
  readonly iterations: number;
}

const hashes = { 'SCRAM-SHA-256': 'sha256', 'SCRAM-SHA-512': 'sha512' } as const;
const deriveKey = promisify(pbkdf2);

export async function scramCredential(
  mechanism: ScramMechanism,
  password: string,
  salt: Buffer,
  iterations: number,
): Promise<ScramCredential> {
  const hash = hashes[mechanism];
  const salted = await saltedPassword(mechanism, password, salt, iterations);
  const clientKey = createHmac(hash, salted).update('Client Key').digest();
  return {
    salt,
    storedKey: createHash(hash).update(clientKey).digest(),
    serverKey: createHmac(hash, salted).update('Server Key').digest(),
    iterations,
  };
}

/** What both keys of a credential are made from; the admin protocol takes it in place of them. */
export async function saltedPassword(
  mechanism: ScramMechanism,
  password: string,
  salt: Buffer,
  iterations: number,
): Promise<Buffer> {
  const hash = hashes[mechanism];
  // Kafka takes a password's UTF-8 bytes as they are, without SASLprep (`ScramFormatter.normalize`).
  const keyBytes = createHash(hash).update('').digest().length;
  return await deriveKey(Buffer.from(password, 'utf8'), salt, iterations, keyBytes, hash);
}

/** Whether the credential was made from this password. */
export async function scramCredentialFits(
  mechanism: ScramMechanism,
  credential: ScramCredential,
  password: string,
): Promise<boolean> {
  const made = await scramCredential(mechanism, password, credential.salt, credential.iterations);
  return (
    made.storedKey.length === credential.storedKey.length &&
    made.serverKey.length === credential.serverKey.length &&
    timingSafeEqual(made.storedKey, credential.storedKey) &&
    timingSafeEqual(made.serverKey, credential.serverKey)
  );
}

/** As Kafka writes a credential into ZooKeeper (`ScramCredentialUtils`). */
export function formatScramCredential(credential: ScramCredential): string {
  return [
    `salt=${credential.salt.toString('base64')}`,
    `stored_key=${credential.storedKey.toString('base64')}`,
    `server_key=${credential.serverKey.toString('base64')}`,
    `iterations=${credential.iterations}`,
  ].join(',');
}

/** Reads what `formatScramCredential` or Kafka wrote; null for anything else. */
export function parseScramCredential(text: string): ScramCredential | null {
  const fields = new Map(
    text.split(',').map((field): [string, string] => {
      const at = field.indexOf('=');
      return [field.slice(0, at), field.slice(at + 1)];
    }),
  );
  const [salt, storedKey, serverKey] = ['salt', 'stored_key', 'server_key'].map((name) => fields.get(name));
  const iterations = Number(fields.get('iterations'));
  if (salt === undefined || storedKey === undefined || serverKey === undefined) return null;
  if (!Number.isInteger(iterations) || iterations < 1 || iterations > 1_000_000) return null;
  return {
    salt: Buffer.from(salt, 'base64'),
    storedKey: Buffer.from(storedKey, 'base64'),
    serverKey: Buffer.from(serverKey, 'base64'),
    iterations,
  };
}
