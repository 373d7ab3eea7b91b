import { hash } from 'node:crypto';
import { readFile, readdir, rm, stat } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { EngineUnavailableError } from '../engine.ts';
import type { EngineLock, LockedJar } from './engine-lock.ts';
import { downloadJar } from './jar-download.ts';
import { createJarRepository } from './jar-repository.ts';
import type { JarRepository } from './jar-repository.ts';
import { jarUnavailable } from './jar-unavailable.ts';
import { trustSystemAuthorities } from './system-authorities.ts';

/** The jars of all engine versions on this machine, shared by versions and by servers. */
export interface JarCache {
  /**
   * Makes sure that every jar of the lock is here, complete and unaltered; fetches what is not.
   * @returns the absolute paths of the jars, in the order of the lock
   * @throws EngineUnavailableError that names the jar, the address, the cause and what to do; the signal's reason
   */
  ensure(lock: EngineLock, options?: EnsureOptions): Promise<readonly string[]>;
  /** Where the jars are once `ensure` has succeeded, in the order of the lock. Pure. */
  paths(lock: EngineLock): readonly string[];
}

export interface EnsureOptions {
  readonly signal?: AbortSignal;
  /** Called for each piece that arrives (thousands of times), and not at all where everything is here already. */
  readonly onProgress?: (progress: FetchProgress) => void;
}

/** Counts only what has to be fetched. */
export interface FetchProgress {
  readonly jarsDone: number;
  readonly jarsTotal: number;
  readonly bytesDone: number;
  readonly bytesTotal: number;
}

export interface JarCacheOptions {
  /** The cache directory of Polybroker; jars go to `jars/` in it. */
  readonly directory: string;
  /** Base address of a mirror of the public Maven repository; may hold `user:password@`. */
  readonly repository?: string;
  readonly fetch?: typeof fetch;
  /** Hears of jars that were found damaged and of downloads that are tried again. */
  readonly warn?: (message: string) => void;
  /** Gives up a download attempt that has received nothing for this long. */
  readonly stallTimeoutMs?: number;
  /** Pause before a second download attempt; doubles for each further one. */
  readonly retryDelayMs?: number;
}

const downloadsAtOnce = 8;
/** Older unfinished files have no process behind them: a living one gives up after the stall timeout. */
const partialLifetimeMs = 3_600_000;

/**
 * A content-addressed store: `jars/<first two digits>/<sha256>/<artifact>-<version>.jar`. A file appears there by a
 * rename when it is complete, so that servers that share the directory need no lock.
 */
export function createJarCache(options: JarCacheOptions): JarCache {
  return new DirectoryJarCache(options);
}

class DirectoryJarCache implements JarCache {
  readonly #directory: string;
  readonly #partialDirectory: string;
  readonly #repository: JarRepository;
  readonly #options: JarCacheOptions;
  /** Files that this process has hashed, with the size and time of change that they had then. */
  readonly #verified = new Map<string, string>();
  /** Jars that are being verified or fetched, so that two calls do not do it twice. */
  readonly #busy = new Map<string, Promise<unknown>>();

  constructor(options: JarCacheOptions) {
    this.#directory = resolve(options.directory, 'jars');
    this.#partialDirectory = join(this.#directory, 'partial');
    this.#repository = createJarRepository(options.repository);
    this.#options = options;
  }

  paths(lock: EngineLock): readonly string[] {
    return lock.jars.map((jar) => this.#path(jar));
  }

  async ensure(lock: EngineLock, { signal, onProgress }: EnsureOptions = {}): Promise<readonly string[]> {
    signal?.throwIfAborted();
    const missing: LockedJar[] = [];
    for (const jar of lock.jars) {
      if (!(await this.#isIntact(jar))) missing.push(jar);
    }
    if (missing.length > 0) {
      await this.#removeStalePartials();
      await this.#fetchAll(lock, missing, signal, onProgress);
    }
    return this.paths(lock);
  }

  #path(jar: LockedJar): string {
    const [, artifact, version] = jar.coordinates.split(':');
    return join(this.#directory, jar.sha256.slice(0, 2), jar.sha256, `${artifact}-${version}.jar`);
  }

  /** Fetches with a few workers over one queue; the first failure ends all of them. */
  async #fetchAll(
    lock: EngineLock,
    jars: readonly LockedJar[],
    signal: AbortSignal | undefined,
    onProgress: EnsureOptions['onProgress'],
  ): Promise<void> {
    const received = new Map<string, number>();
    let jarsDone = 0;
    const report = () => {
      let bytesDone = 0;
      for (const bytes of received.values()) bytesDone += bytes;
      onProgress?.({ jarsDone, jarsTotal: jars.length, bytesDone, bytesTotal });
    };
    trustSystemAuthorities();
    const bytesTotal = jars.reduce((sum, jar) => sum + jar.size, 0);
    const failure = new AbortController();
    const either = signal === undefined ? failure.signal : AbortSignal.any([signal, failure.signal]);
    const { promise: aborted, reject: abort } = Promise.withResolvers<never>();
    either.addEventListener('abort', () => abort(either.reason));
    // Nobody may be waiting on it when it rejects.
    aborted.catch(() => undefined);
    const queue = jars.values();
    const work = async () => {
      for (const jar of queue) {
        either.throwIfAborted();
        await this.#fetchOne(lock, jar, either, aborted, (bytes) => {
          received.set(jar.sha256, bytes);
          report();
        });
        jarsDone++;
        received.set(jar.sha256, jar.size);
        report();
      }
    };
    report();
    const workers = Array.from({ length: downloadsAtOnce }, () =>
      work().catch((error: unknown) => {
        // Only the first reason counts; the other workers then end with it too.
        failure.abort(error);
      }),
    );
    await Promise.all(workers);
    either.throwIfAborted();
  }

  async #fetchOne(
    lock: EngineLock,
    jar: LockedJar,
    signal: AbortSignal,
    aborted: Promise<never>,
    onBytes: (bytes: number) => void,
  ): Promise<void> {
    for (let other = this.#busy.get(jar.sha256); other !== undefined; other = this.#busy.get(jar.sha256)) {
      await Promise.race([other, aborted]);
      if (await this.#isIntact(jar)) return;
    }
    const fetching = this.#download(lock, jar, signal, onBytes);
    // What goes wrong is the caller's; those who wait look at the file.
    const settled = fetching.then(
      () => this.#busy.delete(jar.sha256),
      () => this.#busy.delete(jar.sha256),
    );
    this.#busy.set(jar.sha256, settled);
    await fetching;
  }

  async #download(
    lock: EngineLock,
    jar: LockedJar,
    signal: AbortSignal,
    onBytes: (bytes: number) => void,
  ): Promise<void> {
    const url = await this.#repository.addressOf(jar);
    const target = this.#path(jar);
    try {
      await downloadJar(jar, url, target, {
        fetch: this.#options.fetch ?? fetch,
        headers: this.#repository.headers,
        partialDirectory: this.#partialDirectory,
        signal,
        stallTimeoutMs: this.#options.stallTimeoutMs ?? 30_000,
        retryDelayMs: this.#options.retryDelayMs ?? 500,
        onBytes,
        warn: (message) => this.#warn(message),
      });
      this.#verified.set(target, (await fileState(target)).fingerprint);
    } catch (error) {
      signal.throwIfAborted();
      throw jarUnavailable(lock, jar, url, this.#directory, error);
    }
  }

  async #isIntact(jar: LockedJar): Promise<boolean> {
    const path = this.#path(jar);
    let found: FileState;
    try {
      found = await fileState(path);
    } catch (error) {
      const code = (error as NodeJS.ErrnoException).code;
      if (code === 'ENOENT') return false;
      throw cacheUnreadable(path, error);
    }
    if (this.#verified.get(path) === found.fingerprint) return true;
    let fault: string;
    if (found.size !== jar.size) {
      fault = `it has ${found.size} bytes instead of ${jar.size}`;
    } else if ((await sha256OfFile(path)) !== jar.sha256) {
      fault = 'its SHA-256 is not the one in the lock file';
    } else {
      this.#verified.set(path, found.fingerprint);
      return true;
    }
    this.#warn(`The jar ${path} is damaged (${fault}) and will be fetched again.`);
    return false;
  }

  async #removeStalePartials(): Promise<void> {
    let names: string[];
    try {
      names = await readdir(this.#partialDirectory);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
      throw cacheUnreadable(this.#partialDirectory, error);
    }
    for (const name of names) {
      const path = join(this.#partialDirectory, name);
      const entry = await stat(path).catch(() => null);
      if (entry !== null && Date.now() - entry.mtimeMs > partialLifetimeMs) await rm(path, { force: true });
    }
  }

  #warn(message: string): void {
    this.#options.warn?.(message);
  }
}

interface FileState {
  readonly size: number;
  /** Changes with the file; cheap to compare. */
  readonly fingerprint: string;
}

async function fileState(path: string): Promise<FileState> {
  // The time of change, unlike that of modification, cannot be set back.
  const { size, ctimeMs, ino } = await stat(path);
  return { size, fingerprint: `${ino} ${size} ${ctimeMs}` };
}

/** Whole files: the largest jar has 5 MB, and 26 MB hash in 30 ms. */
async function sha256OfFile(path: string): Promise<string> {
  return hash('sha256', await readFile(path), 'hex');
}

function cacheUnreadable(path: string, error: unknown): EngineUnavailableError {
  return new EngineUnavailableError(
    `The cache of engines cannot be read: ${(error as Error).message}. Make ${path} readable for this user, or set POLYBROKER_CACHE_DIR to another directory.`,
    { cause: error },
  );
}
