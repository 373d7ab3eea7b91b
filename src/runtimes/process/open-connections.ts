import { readFileSync } from 'node:fs';
import { readAddress } from './listening-sockets.ts';

/** Where somebody listens. */
export interface Place {
  readonly address: string;
  readonly port: number;
}

/** How many connections are open at these places, by the address that they come from. Linux only. */
export function openConnections(places: readonly Place[]): ReadonlyMap<string, number> {
  const wanted = new Set(places.map(({ address, port }) => `${address}:${port}`));
  const found = new Map<string, number>();
  for (const path of ['/proc/net/tcp', '/proc/net/tcp6']) {
    for (const from of parseConnections(tableOf(path), wanted)) found.set(from, (found.get(from) ?? 0) + 1);
  }
  return found;
}

/** The remote addresses of the ESTABLISHED (01) rows of /proc/net/tcp or tcp6 whose local end is one of these `address:port`. */
export function parseConnections(table: string, places: ReadonlySet<string>): readonly string[] {
  return table.split('\n').flatMap((line) => {
    const [, local = '', remote = '', state] = line.trim().split(/\s+/);
    if (state !== '01' || !places.has(placeOf(local))) return [];
    return [readAddress(remote.split(':')[0] ?? '')];
  });
}

function placeOf(text: string): string {
  const [address = '', port = ''] = text.split(':');
  return `${readAddress(address)}:${Number.parseInt(port, 16)}`;
}

function tableOf(path: string): string {
  try {
    return readFileSync(path, 'latin1');
  } catch (error) {
    // A kernel without IPv6 has no tcp6.
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}
