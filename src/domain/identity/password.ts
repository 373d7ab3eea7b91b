import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';

/** 2^15 rounds need 32 MiB and about a tenth of a second of one core: dear to guess, cheap to log in. */
const cost = { N: 2 ** 15, r: 8, p: 1 } as const;
const keyBytes = 32;

/** `scrypt$N$r$p$salt$key`, with salt and key in hexadecimal: later hashes may use other costs. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const key = await derive(password, salt, cost);
  return ['scrypt', cost.N, cost.r, cost.p, salt.toString('hex'), key.toString('hex')].join('$');
}

/** Compares in constant time. @throws Error where `hash` is not one of `hashPassword` */
export async function verifyPassword(password: string, hash: string): Promise<boolean> {
  const match = /^scrypt\$(\d+)\$(\d+)\$(\d+)\$([0-9a-f]{32})\$([0-9a-f]{64})$/.exec(hash);
  if (match === null) throw new Error('A password hash in the database has an unknown form.');
  const [, N, r, p, salt = '', key = ''] = match;
  const derived = await derive(password, Buffer.from(salt, 'hex'), {
    N: Number(N),
    r: Number(r),
    p: Number(p),
  });
  return timingSafeEqual(derived, Buffer.from(key, 'hex'));
}

/** A hash that no password has, to spend the same time on a user who does not exist. */
export const unmatchedHash = ['scrypt', cost.N, cost.r, cost.p, '0'.repeat(32), '0'.repeat(64)].join('$');

function derive(
  password: string,
  salt: Uint8Array,
  { N, r, p }: { readonly N: number; readonly r: number; readonly p: number },
): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    scrypt(password, salt, keyBytes, { N, r, p, maxmem: 256 * N * r }, (error, key) => {
      if (error === null) resolve(key);
      else reject(error);
    });
  });
}
