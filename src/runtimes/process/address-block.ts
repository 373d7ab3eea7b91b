import { createHash } from 'node:crypto';

/**
 * What members listen on comes in blocks that servers of one machine claim from each other: 254 addresses of IPv4
 * (`127.71.3.0/24`) with any port, or, because IPv6 has but one loopback address, 100 ports of that (`[::1]:20100-20199`).
 */
export interface AddressSpace {
  /** All blocks, each once, in an order of its own for each `seed`: servers that start at different places seldom meet. */
  blocksInOrderOf(seed: string): Iterable<string>;
  /** Whether a block is one of this space. */
  has(block: string): boolean;
  /** What a member can be given of a block, in order. */
  addressesIn(block: string): readonly string[];
}

/*
 * 127.64.0.0/10, cut into blocks of 254 hosts. All of 127.0.0.0/8 is local on Linux;
 * this part of it leaves alone what others are known to use (127.0.0.1, 127.0.0.53 of systemd-resolved, 127.0.1.1 of Debian).
 */
const firstSecondOctet = 64;
const secondOctets = 64;

export const ipv4Space: AddressSpace = {
  *blocksInOrderOf(seed) {
    // A power of two, so that an odd stride visits every block.
    const blockCount = secondOctets * 256;
    const { start, stride } = seeded(seed);
    for (let step = 0; step < blockCount; step += 1) {
      const index = ((start % blockCount) + step * ((stride % blockCount) | 1)) % blockCount;
      yield `127.${firstSecondOctet + Math.floor(index / 256)}.${index % 256}.0/24`;
    }
  },
  has: (block) => /^127\.\d{1,3}\.\d{1,3}\.0\/24$/.test(block),
  addressesIn(block) {
    const { from } = textRangeOf(block);
    return Array.from({ length: 254 }, (_, index) => `${from}${index + 1}`);
  },
};

/** Ports below those that Linux gives to outgoing connections (from 32768 on), where few programs are at home. */
const firstPort = 20_000;
const portsPerBlock = 100;
const portBlocks = 100;

export const ipv6Space: AddressSpace = {
  *blocksInOrderOf(seed) {
    const { start } = seeded(seed);
    for (let step = 0; step < portBlocks; step += 1) {
      const first = firstPort + ((start + step) % portBlocks) * portsPerBlock;
      yield `[::1]:${first}-${first + portsPerBlock - 1}`;
    }
  },
  has: (block) => /^\[::1\]:\d{3}00-\d{3}99$/.test(block),
  addressesIn(block) {
    const { from } = textRangeOf(block);
    return Array.from({ length: portsPerBlock }, (_, index) => `${from}${String(index).padStart(2, '0')}`);
  },
};

/** As text, the addresses of a block are from the first on and before the second: so that an index of them serves. */
export function textRangeOf(block: string): { readonly from: string; readonly before: string } {
  // What follows the dot and the nine in the order of characters.
  if (ipv4Space.has(block)) return { from: block.slice(0, -4), before: `${block.slice(0, -5)}/` };
  if (ipv6Space.has(block)) {
    const prefix = block.slice(0, '[::1]:200'.length);
    return { from: prefix, before: `${prefix}:` };
  }
  throw new Error(
    `An address block looks like 127.71.3.0/24 or [::1]:20100-20199, not like ${JSON.stringify(block)}.`,
  );
}

/** `::1` and 20117 for `[::1]:20117`. */
export function hostAndPort(address: string): { readonly host: string; readonly port: number } {
  const [, host, port] = /^\[(.+)\]:(\d+)$/.exec(address) ?? [];
  if (host === undefined) throw new Error(`${address} has no port.`);
  return { host, port: Number(port) };
}

function seeded(seed: string): { readonly start: number; readonly stride: number } {
  const hash = createHash('sha256').update(seed).digest();
  return { start: hash.readUInt32LE(0), stride: hash.readUInt32LE(4) };
}
