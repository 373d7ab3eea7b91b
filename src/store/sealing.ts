import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const nonceBytes = 12;
const tagBytes = 16;

/** Encrypts secrets before they go into the database, and opens them again. */
export interface Seal {
  /** `context` names where the secret stands; a sealed value that is moved to another row does not open. */
  seal(secret: string, context: string): string;
  /** @throws Error where the value was altered, moved, or sealed with another key */
  open(sealed: string, context: string): string;
}

/** Seals with AES-256-GCM. `key` is 32 bytes long and is kept outside the database. */
export function createSeal(key: Uint8Array): Seal {
  if (key.byteLength !== 32) throw new Error(`The sealing key has ${key.byteLength} bytes instead of 32.`);
  return {
    seal(secret, context) {
      const nonce = randomBytes(nonceBytes);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(context));
      const text = Buffer.concat([cipher.update(secret, 'utf8'), cipher.final()]);
      return Buffer.concat([nonce, cipher.getAuthTag(), text]).toString('base64');
    },
    open(sealed, context) {
      const bytes = Buffer.from(sealed, 'base64');
      const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, nonceBytes), {
        authTagLength: tagBytes,
      })
        .setAAD(Buffer.from(context))
        .setAuthTag(bytes.subarray(nonceBytes, nonceBytes + tagBytes));
      try {
        return (
          decipher.update(bytes.subarray(nonceBytes + tagBytes), undefined, 'utf8') + decipher.final('utf8')
        );
      } catch (error) {
        throw new Error(
          `The sealed value of ${context} does not open: it was altered, or the data directory's sealing key is not the one it was sealed with.`,
          { cause: error },
        );
      }
    },
  };
}

/** A key of its own for one purpose, so that what is sealed for it says nothing about what is sealed for another. */
export function deriveSealingKey(key: Uint8Array, purpose: string): Uint8Array {
  return new Uint8Array(hkdfSync('sha256', key, new Uint8Array(0), purpose, 32));
}
