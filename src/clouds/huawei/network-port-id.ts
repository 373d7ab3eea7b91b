import { createHash } from 'node:crypto';

/** The id of the network port with this address, in the shape of a UUID and the same at every call. */
export function networkPortId(address: string): string {
  const digest = createHash('sha256').update(`port ${address}`).digest('hex');
  return digest.slice(0, 32).replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}
