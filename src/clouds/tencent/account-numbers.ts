import { createHash } from 'node:crypto';

/** The numbers by which Tencent names an account. They follow from the account's id, so that they are always the same. */
export function accountNumbers(accountId: string): { readonly appId: number; readonly uin: number } {
  const digest = createHash('sha256').update(`account ${accountId}`).digest();
  return {
    appId: 1_250_000_000 + (digest.readUInt32BE(0) % 50_000_000),
    uin: 100_000_000_000 + (digest.readUInt32BE(4) % 1_000_000_000),
  };
}
