/**
 * Bounds how many JVMs start at once: a starting JVM takes a whole core, and more of them than cores only make all of
 * them late. First come, first served, so that the nodes of an ensemble that need each other to become ready start
 * together. At least two slots, because a ZooKeeper node is ready only once it has formed a quorum with a second one.
 */
export interface StartSlots {
  /** Runs `work` once a slot is free. Rejects with the signal's reason if it aborts while waiting. */
  run<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T>;
}

export function createStartSlots(cores: number): StartSlots {
  let free = Math.max(2, cores);
  const waiting: (() => void)[] = [];

  async function acquire(signal: AbortSignal): Promise<void> {
    signal.throwIfAborted();
    if (free > 0) {
      free -= 1;
      return;
    }
    await new Promise<void>((resolve, reject) => {
      const enter = () => {
        signal.removeEventListener('abort', leave);
        resolve();
      };
      const leave = () => {
        waiting.splice(waiting.indexOf(enter), 1);
        reject(signal.reason as Error);
      };
      signal.addEventListener('abort', leave, { once: true });
      waiting.push(enter);
    });
  }

  function release(): void {
    const next = waiting.shift();
    if (next === undefined) free += 1;
    else next();
  }

  return {
    async run(signal, work) {
      await acquire(signal);
      try {
        // It may have aborted in the same turn in which the slot became free.
        signal.throwIfAborted();
        return await work();
      } finally {
        release();
      }
    },
  };
}
