import { createHash } from 'node:crypto';

/*
 * The addresses of this project: 127.64.0.0/10, cut into blocks of 254 hosts. All of 127.0.0.0/8 is local on Linux;
 * this part of it leaves alone what others are known to use (127.0.0.1, 127.0.0.53 of systemd-resolved, 127.0.1.1 of Debian).
 */
const firstSecondOctet = 64;
const secondOctets = 64;
const blockCount = secondOctets * 256;

/** All blocks, each once, in an order of its own for each `seed`: servers that start at different places seldom meet. */
export function* blocksInOrderOf(seed: string): Generator<string> {
  const hash = createHash('sha256').update(seed).digest();
  const start = hash.readUInt32LE(0) % blockCount;
  // An odd stride visits every block, because their number is a power of two.
  const stride = (hash.readUInt32LE(4) % blockCount) | 1;
  for (let step = 0; step < blockCount; step += 1) {
    const index = (start + step * stride) % blockCount;
    yield `127.${firstSecondOctet + Math.floor(index / 256)}.${index % 256}.0/24`;
  }
}

/** The 254 addresses of a block, in order. */
export function addressesIn(block: string): readonly string[] {
  const prefix = prefixOf(block);
  return Array.from({ length: 254 }, (_, index) => `${prefix}${index + 1}`);
}

/** `127.71.3.` for `127.71.3.0/24`. */
export function prefixOf(block: string): string {
  const match = /^(127\.\d{1,3}\.\d{1,3}\.)0\/24$/.exec(block);
  if (match?.[1] === undefined) {
    throw new Error(`An address block looks like 127.71.3.0/24, not like ${JSON.stringify(block)}.`);
  }
  return match[1];
}
