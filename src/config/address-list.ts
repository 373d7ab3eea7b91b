/** Addresses that a pool may hold at most: what a list of EIPs shows on one page. */
const limit = 2000;

/**
 * The addresses of a text such as `203.0.113.7, 127.1.0.1-127.1.0.64, 10.9.0.0/28`, in its order and each once. Of a
 * block, the first address names the network and the last all of it: neither is a host, unless there are no others.
 * @returns null where the text is not such a list, or is one of more than 2000 addresses
 */
export function parseAddressList(text: string): readonly string[] | null {
  const addresses = new Set<number>();
  for (const part of text.split(',')) {
    const range = parseRange(part.trim());
    if (range === null || range.last - range.first >= limit) return null;
    for (let address = range.first; address <= range.last; address += 1) addresses.add(address);
    if (addresses.size > limit) return null;
  }
  return [...addresses].map(format);
}

interface Range {
  readonly first: number;
  readonly last: number;
}

function parseRange(text: string): Range | null {
  const [firstText = '', lastText = firstText] = text.split('-');
  const block = /^(.+)\/(\d|[12]\d|3[012])$/.exec(text);
  if (block === null) {
    const [first, last] = [parse(firstText.trim()), parse(lastText.trim())];
    return first === null || last === null || last < first ? null : { first, last };
  }
  const address = parse(block[1] ?? '');
  if (address === null) return null;
  const size = 2 ** (32 - Number(block[2]));
  const first = Math.floor(address / size) * size;
  return size <= 2 ? { first, last: first + size - 1 } : { first: first + 1, last: first + size - 2 };
}

function parse(text: string): number | null {
  const parts = text.split('.');
  if (parts.length !== 4 || !parts.every((part) => /^(0|[1-9]\d{0,2})$/.test(part) && Number(part) < 256)) {
    return null;
  }
  return parts.reduce((address, part) => address * 256 + Number(part), 0);
}

function format(address: number): string {
  return [2 ** 24, 2 ** 16, 2 ** 8, 1].map((unit) => Math.floor(address / unit) % 256).join('.');
}
