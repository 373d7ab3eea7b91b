import { readdirSync, readFileSync, readlinkSync } from 'node:fs';
import { parseListening } from '../../src/runtimes/process/listening-sockets.ts';

export interface ListeningPort {
  /** As the kernel has it; `*` for every address. */
  readonly address: string;
  readonly port: number;
}

/** Every TCP port on which a process of ours listens, from the kernel's tables. */
export function listeningPortsOf(pid: number): readonly ListeningPort[] {
  const inodes = new Set(readdirSync(`/proc/${pid}/fd`).map((fd) => inodeOf(`/proc/${pid}/fd/${fd}`)));
  return ['tcp', 'tcp6']
    .flatMap((table) => parseListening(readFileSync(`/proc/${pid}/net/${table}`, 'latin1')))
    .filter(({ inode }) => inodes.has(inode))
    .map(({ address, port }) => ({ address, port }))
    .toSorted((one, other) => one.port - other.port);
}

function inodeOf(descriptor: string): string | undefined {
  try {
    return /^socket:\[(\d+)\]$/.exec(readlinkSync(descriptor))?.[1];
  } catch {
    return undefined; // Closed since it was listed.
  }
}
