export interface SnapshotOptions<T> {
  /** Reads the whole from its source. */
  readonly read: () => Promise<T>;
  /** Monotonic milliseconds. */
  readonly nowMs: () => number;
  /** How old an answer may be, counted from the start of its reading; one second unless said otherwise. */
  readonly maxAgeMs?: number;
  /** How long after the last reader it is kept fresh, so that readers need not wait; 0 reads only when asked. */
  readonly keepFreshMs?: number;
}

/** A copy of what is read often and changes elsewhere. One value is kept, until nobody has read it for `keepFreshMs`. */
export interface Snapshot<T> {
  /** What was read within the last `maxAgeMs`; concurrent readers share one reading. @throws what `read` throws */
  get(): Promise<T>;
  /** What was changed just now must show: the next reader waits for a reading that begins after this call. */
  invalidate(): void;
  /** Ends refreshing and drops the value. It can be read again. */
  stop(): void;
}

interface Reading<T> {
  readonly beganMs: number;
  readonly result: Promise<T>;
}

export function createSnapshot<T>(options: SnapshotOptions<T>): Snapshot<T> {
  const { read, nowMs, maxAgeMs = 1000, keepFreshMs = 30_000 } = options;
  let latest: Reading<T> | null = null;
  let lastReaderMs = 0;
  let timer: NodeJS.Timeout | null = null;

  function begin(): Reading<T> {
    const reading: Reading<T> = { beganMs: nowMs(), result: read() };
    latest = reading;
    reading.result.then(
      () => settled(reading),
      () => {
        // A failure is told to those who wait for it and to nobody after them.
        if (latest === reading) latest = null;
        settled(reading);
      },
    );
    return reading;
  }

  function settled(reading: Reading<T>): void {
    if (latest !== null && latest !== reading) return;
    if (timer !== null) clearTimeout(timer);
    const wait = Math.max(0, reading.beganMs + maxAgeMs - nowMs());
    timer = setTimeout(refresh, wait);
    timer.unref();
  }

  function refresh(): void {
    timer = null;
    if (keepFreshMs > 0 && nowMs() - lastReaderMs < keepFreshMs) begin();
    else latest = null;
  }

  return {
    get() {
      lastReaderMs = nowMs();
      const usable = latest !== null && lastReaderMs - latest.beganMs < maxAgeMs ? latest : begin();
      return usable.result;
    },
    invalidate() {
      latest = null;
    },
    stop() {
      if (timer !== null) clearTimeout(timer);
      timer = null;
      latest = null;
      lastReaderMs = -Infinity;
    },
  };
}
