import { BlockList, isIPv6 } from 'node:net';

/** The blocks of addresses (`10.0.0.0/8`, `::/0`) that are in both lists: of two that overlap, the smaller. Sorted. */
export function commonBlocks(one: readonly string[], other: readonly string[]): readonly string[] {
  const common = one.flatMap((block) =>
    other.flatMap((second) => {
      if (isWithin(block, second)) return [block];
      return isWithin(second, block) ? [second] : [];
    }),
  );
  return [...new Set(common)].toSorted();
}

/** Whether all addresses of a block are in another. */
function isWithin(block: string, outer: string): boolean {
  const [inside, around] = [parsed(block), parsed(outer)];
  if (inside.family !== around.family || inside.prefix < around.prefix) return false;
  const list = new BlockList();
  list.addSubnet(around.network, around.prefix, around.family);
  return list.check(inside.network, inside.family);
}

function parsed(block: string) {
  const [network = '', prefix] = block.split('/');
  const family = isIPv6(network) ? 'ipv6' : 'ipv4';
  const whole = family === 'ipv6' ? 128 : 32;
  return { network, family, prefix: prefix === undefined ? whole : Number(prefix) } as const;
}
