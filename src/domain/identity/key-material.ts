import { randomBytes } from 'node:crypto';

const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Capital letters and digits, as the clouds' own keys; 5 bits of randomness in each. */
function randomText(length: number): string {
  return [...randomBytes(length)].map((byte) => alphabet[byte % alphabet.length]).join('');
}

export const newAccessKeyName = (): string => randomText(20);
export const newSecretKey = (): string => randomText(40);

/** With letters of both cases, digits and a special character, as the clouds' rules for passwords demand. */
export const newPassword = (): string => `${randomText(10)}-${randomText(10).toLowerCase()}7`;

/** 32 hexadecimal digits, the form of account, project and user ids. */
export const newIdentityId = (): string => randomBytes(16).toString('hex');
