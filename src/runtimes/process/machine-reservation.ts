import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { type AddressSpace, textRangeOf } from './address-block.ts';
import { listeningSockets } from './listening-sockets.ts';
import { withMachineLock } from './machine-lock.ts';
import type { Log } from '../../system/log.ts';

const lockPatienceMs = 10_000;
/** `::1` as the kernel lists it: each 32-bit word in the byte order of the machine. */
const loopbackIpv6 = `${'0'.repeat(24)}01000000`;

/**
 * The claims of all servers of this machine on address blocks: one small file per block in a directory that all users
 * share, naming the data directory that the block belongs to. A claim outlives its server, because brokers may do so too;
 * it ends with its data directory.
 */
export class MachineReservation {
  readonly #directory: string;
  readonly #dataDir: string;
  readonly #log: Log;

  /** `dataDir` is a real path. Makes the shared directory (mode 1777, as /tmp) where it is missing. */
  constructor(directory: string, dataDir: string, log: Log) {
    this.#directory = directory;
    this.#dataDir = dataDir;
    this.#log = log;
    makeSharedDirectory(directory);
  }

  /** Claims a block besides `known` that nobody has and in which nothing listens. Throws when the machine has none left. */
  async claimNew(space: AddressSpace, known: ReadonlySet<string>): Promise<string> {
    return this.#locked(() => {
      const busy = listeningSockets().map(({ address, port }) =>
        address === loopbackIpv6 ? `[::1]:${port}` : address,
      );
      for (const block of space.blocksInOrderOf(this.#dataDir)) {
        // Something listens there, though no living server says so: brokers whose data directory was deleted, perhaps.
        const { from, before } = textRangeOf(block);
        if (known.has(block) || busy.some((address) => from <= address && address < before)) continue;
        if (this.#claim(block) === 'ours') return block;
      }
      throw new Error(
        `All address blocks of this machine are claimed in ${this.#directory}. ` +
          'Delete the data directories of servers that are not used any more; their claims end with them.',
      );
    });
  }

  /**
   * Makes the claims on `blocks` again where they were lost: the shared directory may be emptied by a reboot or by
   * whatever cleans /tmp. Answers block → data directory for those that another server took meanwhile.
   */
  async reclaim(blocks: readonly string[]): Promise<ReadonlyMap<string, string>> {
    if (blocks.length === 0) return new Map();
    return this.#locked(() => {
      const lost = new Map<string, string>();
      for (const block of blocks) {
        const outcome = this.#claim(block);
        if (outcome !== 'ours') lost.set(block, outcome.takenBy);
      }
      return lost;
    });
  }

  #locked<T>(work: () => T): Promise<T> {
    return withMachineLock(this.#directory, lockPatienceMs, () => {
      makeSharedDirectory(this.#directory);
      return work();
    });
  }

  /** Under the lock only. A claim of a data directory that is gone is taken over. */
  #claim(block: string): 'ours' | { readonly takenBy: string } {
    const path = join(this.#directory, block.replaceAll('/', '_'));
    const owner = readClaim(path);
    if (owner === this.#dataDir) {
      touch(path);
      return 'ours';
    }
    if (owner !== null && owner !== '' && mayExist(owner)) return { takenBy: owner };
    const written = `${path}.${randomBytes(6).toString('hex')}.tmp`;
    try {
      writeFileSync(written, `${JSON.stringify({ dataDir: this.#dataDir })}\n`, { flag: 'wx', mode: 0o644 });
      renameSync(written, path);
    } catch (error) {
      rmSync(written, { force: true });
      // In a sticky directory the claim of another user can only be removed by that user or by root.
      const code = (error as NodeJS.ErrnoException).code;
      if (owner !== null && (code === 'EPERM' || code === 'EACCES')) {
        return { takenBy: owner === '' ? `an unreadable claim (${path})` : owner };
      }
      throw new Error(
        `Cannot claim the address block ${block} in ${this.#directory}: ${(error as Error).message}. ` +
          'Every user who runs a server on this machine must be able to write there (mode 1777, as /tmp).',
        { cause: error },
      );
    }
    if (owner !== null) {
      this.#log.info(
        { block, formerDataDir: owner },
        'took over an address block of a data directory that is gone',
      );
    }
    return 'ours';
  }
}

/** The data directory that a claim names; null without a claim, empty when the claim cannot be understood. */
function readClaim(path: string): string | null {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    if (code === 'ENOENT') return null;
    if (code === 'EACCES' || code === 'EISDIR') return '';
    throw error;
  }
  try {
    const claim = JSON.parse(text) as { readonly dataDir?: unknown } | null;
    return typeof claim?.dataDir === 'string' ? claim.dataDir : '';
  } catch {
    return '';
  }
}

/** Only a plain "no such file" proves that a data directory is gone; one that another user hides from us may live. */
function mayExist(dataDir: string): boolean {
  try {
    statSync(dataDir);
    return true;
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code;
    return code !== 'ENOENT' && code !== 'ENOTDIR';
  }
}

/** A fresh time keeps programs that empty /tmp by age, such as systemd-tmpfiles, away from a claim. */
function touch(path: string): void {
  const now = new Date();
  try {
    utimesSync(path, now, now);
  } catch (error) {
    // Written by root for a data directory that this user runs now: it stays valid, and is made again once it is cleaned away.
    if (!['EPERM', 'EACCES'].includes((error as NodeJS.ErrnoException).code ?? '')) throw error;
  }
}

function makeSharedDirectory(directory: string): void {
  try {
    if (mkdirSync(directory, { recursive: true }) === undefined) return;
    // mkdir's mode is cut by the umask; without the sticky bit users could delete each other's claims.
    chmodSync(directory, 0o1777);
  } catch (error) {
    throw new Error(
      `Cannot make the directory ${directory}, in which servers of this machine reserve addresses: ${(error as Error).message}. ` +
        'Make it writable for every user who runs a server (mode 1777, as /tmp), or configure another one.',
      { cause: error },
    );
  }
}
