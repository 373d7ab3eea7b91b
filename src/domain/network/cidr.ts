import { isIPv6 } from 'node:net';

/** A block of IPv4 addresses. Addresses are whole numbers, so that blocks can be compared. */
export interface Ipv4Block {
  readonly first: number;
  readonly last: number;
  readonly prefixLength: number;
}

/** The address `a.b.c.d` as a number, or null where the text is not one. */
export function parseIpv4(text: string): number | null {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text)?.slice(1);
  if (parts === undefined) return null;
  let address = 0;
  for (const part of parts) {
    // A leading zero means octal to some programs and nothing to others, so it means nothing certain.
    if (Number(part) > 255 || (part.length > 1 && part.startsWith('0'))) return null;
    address = address * 256 + Number(part);
  }
  return address;
}

/** The text of an address. */
export function formatIpv4(address: number): string {
  return [2 ** 24, 2 ** 16, 2 ** 8, 1].map((unit) => Math.floor(address / unit) % 256).join('.');
}

/** The block `a.b.c.d/n`, or null where the text is not one; an address within the block stands for the block. */
export function parseIpv4Block(text: string): Ipv4Block | null {
  const [addressText = '', prefixText = '', ...more] = text.split('/');
  const address = parseIpv4(addressText);
  if (address === null || more.length > 0 || !/^(\d|[12]\d|3[012])$/.test(prefixText)) return null;
  const prefixLength = Number(prefixText);
  const size = 2 ** (32 - prefixLength);
  const first = Math.floor(address / size) * size;
  return { first, last: first + size - 1, prefixLength };
}

/** The text of a block, with its first address. */
export function formatIpv4Block(block: Ipv4Block): string {
  return `${formatIpv4(block.first)}/${block.prefixLength}`;
}

export function contains(outer: Ipv4Block, inner: Ipv4Block): boolean {
  return outer.first <= inner.first && inner.last <= outer.last;
}

export function overlap(one: Ipv4Block, other: Ipv4Block): boolean {
  return one.first <= other.last && other.first <= one.last;
}

/** Whether the text is an IPv6 block such as `2001:db8::/32`. */
export function isIpv6Block(text: string): boolean {
  const [address = '', prefix = '', ...more] = text.split('/');
  return isIPv6(address) && more.length === 0 && /^\d{1,3}$/.test(prefix) && Number(prefix) <= 128;
}
