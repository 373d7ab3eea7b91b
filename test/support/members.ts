import { readFileSync } from 'node:fs';
import { readdir, readFile, realpath } from 'node:fs/promises';

/** A broker or ZooKeeper process, seen from outside: in the process table, not in the server's own books. */
export interface MemberProcess {
  readonly pid: number;
  readonly instanceId: string;
  readonly memberName: string;
}

/** All living members of a data directory. */
export async function membersOf(dataDir: string): Promise<readonly MemberProcess[]> {
  const path = await realpath(dataDir).catch(() => dataDir);
  const found: MemberProcess[] = [];
  for (const entry of await readdir('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    const environment = await readFile(`/proc/${entry}/environ`, 'utf8').catch(() => '');
    const marker = environment.split('\0').find((variable) => variable.startsWith('POLYBROKER_MEMBER='));
    const [ofDir, instanceId, memberName] = marker?.slice('POLYBROKER_MEMBER='.length).split('|') ?? [];
    if (ofDir === path && instanceId !== undefined && memberName !== undefined) {
      found.push({ pid: Number(entry), instanceId, memberName });
    }
  }
  return found.toSorted((one, other) => one.memberName.localeCompare(other.memberName));
}

/** Addresses and ports on which these processes listen, as `127.64.0.1:9092`. */
export function listeningPorts(): ReadonlySet<string> {
  const rows = readFileSync('/proc/net/tcp', 'latin1').split('\n').slice(1);
  const ports = new Set<string>();
  for (const row of rows) {
    const [, local = '', , state] = row.trim().split(/\s+/);
    if (state !== '0A') continue;
    const [address = '', port = ''] = local.split(':');
    const bytes = address.match(/../g)?.toReversed() ?? [];
    ports.add(`${bytes.map((byte) => Number.parseInt(byte, 16)).join('.')}:${Number.parseInt(port, 16)}`);
  }
  return ports;
}
