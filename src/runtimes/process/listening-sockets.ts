import { readdirSync, readFileSync, readlinkSync } from 'node:fs';

/** One TCP socket that accepts connections, as the kernel lists it. */
export interface ListeningSocket {
  /** Dotted quad; IPv4 addresses of dual-stack sockets too. `*` when it listens on every address. Other IPv6 addresses as 32 hex digits. */
  readonly address: string;
  readonly port: number;
  readonly inode: string;
}

/** Everything that listens in this network namespace. Linux only. */
export function listeningSockets(): readonly ListeningSocket[] {
  return ['/proc/net/tcp', '/proc/net/tcp6'].flatMap((path) => {
    try {
      return parseListening(readFileSync(path, 'latin1'));
    } catch (error) {
      // A kernel without IPv6 has no tcp6.
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
      throw error;
    }
  });
}

/** Reads the LISTEN (0A) rows of /proc/net/tcp or tcp6; format: Linux Documentation/networking/proc_net_tcp.rst. */
export function parseListening(table: string): readonly ListeningSocket[] {
  const sockets: ListeningSocket[] = [];
  for (const line of table.split('\n')) {
    const columns = line.trim().split(/\s+/);
    const [, local, , state] = columns;
    const inode = columns[9];
    if (state !== '0A' || local === undefined || inode === undefined) continue;
    const [address = '', port = ''] = local.split(':');
    sockets.push({ address: readAddress(address), port: Number.parseInt(port, 16), inode });
  }
  return sockets;
}

/** The process that listens, if it is one whose descriptors this user may read. */
export interface PortHolder {
  readonly pid: number;
  readonly program: string;
}

/** Finds the process that holds a socket, by walking the descriptors of all readable processes: slow, for messages only. */
export function holderOf(socket: ListeningSocket): PortHolder | null {
  const target = `socket:[${socket.inode}]`;
  for (const entry of readdirSync('/proc')) {
    if (!/^\d+$/.test(entry)) continue;
    if (descriptorsOf(entry).includes(target)) {
      return { pid: Number(entry), program: programOf(entry) };
    }
  }
  return null;
}

/** `process 812 (java)`, or what to say when another user holds the port. */
export function describeHolder(holder: PortHolder | null): string {
  return holder === null
    ? 'a process of another user (as root, `ss -ltnp` shows it)'
    : `process ${holder.pid} (${holder.program})`;
}

function descriptorsOf(pid: string): readonly string[] {
  try {
    return readdirSync(`/proc/${pid}/fd`).map((fd) => {
      try {
        return readlinkSync(`/proc/${pid}/fd/${fd}`);
      } catch {
        return ''; // Closed since it was listed.
      }
    });
  } catch {
    return []; // Ended since it was listed, or another user's.
  }
}

function programOf(pid: string): string {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').trim();
  } catch {
    return 'ended since';
  }
}

/** An address as the tables of the kernel write it. */
export function readAddress(hex: string): string {
  if (/^0+$/.test(hex)) return '*';
  if (hex.length === 8) return dottedQuad(hex);
  // ::ffff:a.b.c.d, each 32-bit word in the byte order of the machine.
  const mapped = /^0{16}FFFF0000([0-9A-F]{8})$/i.exec(hex)?.[1];
  if (mapped === undefined) return hex.toLowerCase();
  return mapped === '00000000' ? '*' : dottedQuad(mapped);
}

/** Every architecture that the pinned Node is packaged for is little-endian. */
function dottedQuad(word: string): string {
  return [6, 4, 2, 0].map((at) => Number.parseInt(word.slice(at, at + 2), 16)).join('.');
}
