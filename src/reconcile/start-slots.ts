/**
 * Bounds how many JVMs start at once: a starting JVM takes a core, and many more of them than cores only make all of
 * them late. First come, first served, so that the nodes of an ensemble that need each other to become ready start
 * together.
 */
export interface StartSlots {
  /** Runs `work` once a slot is free. Rejects with the signal's reason if it aborts while waiting. */
  run<T>(signal: AbortSignal, work: () => Promise<T>): Promise<T>;
}

/**
 * How many slots a machine gets. At least three, also on fewer cores: members of a cluster spend half of their start waiting for
 * each other, and a ZooKeeper node or a controller is ready only once a second one has joined it. On two cores three brokers of
 * 4.3 were ready after 5.2 s, where the third had to wait for one of the others after 6.8 s.
 */
export function startSlotCount(cores: number): number {
  return Math.max(3, cores);
}

export function createStartSlots(count: number): StartSlots {
  let free = count;
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
