/** How often one key may call. */
export interface ThrottleLimit {
  readonly perSecond: number;
  /** Requests that a key that was idle may make at once; at least 1. */
  readonly burst: number;
}

/** Decides which requests come too fast. What a key is (an access key, an action of an account) is the cloud's affair. */
export interface Throttle {
  readonly limit: ThrottleLimit;
  /** Counts a request of the key and answers 0, or refuses it and answers after how many ms the next would be let through. */
  take(key: string): number;
}

export interface ThrottleParts extends ThrottleLimit {
  /** A clock that is not set back, such as `performance.now`. */
  readonly nowMs: () => number;
  /** How many keys are remembered; behind that the one that called longest ago is forgotten, as if it had been idle. */
  readonly keysKept?: number;
}

/**
 * A token bucket per key. A bucket is kept as the one moment at which it would be full again (the generic cell rate
 * algorithm), so that a key costs a number, and a bucket that has filled up is worth no more than none at all.
 */
export function createThrottle({ perSecond, burst, nowMs, keysKept = 10_000 }: ThrottleParts): Throttle {
  const costMs = 1000 / perSecond;
  const emptyMs = burst * costMs;
  const fullAtMs = new Map<string, number>();
  return {
    limit: { perSecond, burst },
    take(key) {
      const now = nowMs();
      const known = fullAtMs.get(key) ?? now;
      // No bucket is more than empty: this holds even where the clock was set back.
      const missingMs = Math.min(Math.max(known - now, 0), emptyMs);
      const waitMs = missingMs + costMs - emptyMs;
      // Sums of fractions of a ms are a hair off.
      if (waitMs > 1e-6) return waitMs;
      // Taken out and put in anew, so that the map is in the order of the last calls.
      fullAtMs.delete(key);
      fullAtMs.set(key, now + missingMs + costMs);
      if (fullAtMs.size > keysKept) fullAtMs.delete(fullAtMs.keys().next().value ?? '');
      return 0;
    },
  };
}
