import type { EngineLock } from './engine-lock.ts';

/** The jars of all engine versions on this machine, shared by versions and by servers. */
export interface JarCache {
  /**
   * Makes sure that every jar of the lock is here, complete and unaltered; fetches what is not.
   * @returns the absolute paths of the jars, in the order of the lock
   * @throws EngineUnavailableError that names the jar, the address, the cause and what to do
   */
  ensure(lock: EngineLock, options?: EnsureOptions): Promise<readonly string[]>;
  /** Where the jars are once `ensure` has succeeded, in the order of the lock. Pure. */
  paths(lock: EngineLock): readonly string[];
}

export interface EnsureOptions {
  readonly signal?: AbortSignal;
  /** Called while jars are being fetched, and not at all where everything is here already. */
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
  /** Base address of a mirror of the public Maven repository. */
  readonly repository?: string;
  readonly fetch?: typeof fetch;
  /** Hears of jars that were found damaged and of downloads that are tried again. */
  readonly warn?: (message: string) => void;
}

export function createJarCache(options: JarCacheOptions): JarCache {
  void options;
  throw new Error('not built yet');
}
