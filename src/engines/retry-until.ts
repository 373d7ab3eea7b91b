import { setTimeout as delay } from 'node:timers/promises';

/** For what answers in milliseconds once it is up. */
export const retryTimes = { attemptTimeoutMs: 5000, pauseMs: 30 } as const;

export interface RetryOptions {
  /** What is being tried, for the error: `broker-1 is not ready`. */
  readonly what: string;
  /** Ends everything. */
  readonly signal: AbortSignal;
  /** Milliseconds that one attempt may take; its own signal aborts then. */
  readonly attemptTimeoutMs: number;
  /** Milliseconds between the end of an attempt and the next one. */
  readonly pauseMs: number;
}

/**
 * Tries until an attempt succeeds.
 * @throws Error once `signal` aborts, with the last failure in its message and the signal's reason as its cause
 */
export async function retryUntil<T>(
  attempt: (signal: AbortSignal) => Promise<T>,
  { what, signal, attemptTimeoutMs, pauseMs }: RetryOptions,
): Promise<T> {
  let lastFailure = 'it was never tried';
  for (;;) {
    if (signal.aborted) throw new Error(`${what}: ${lastFailure}`, { cause: signal.reason });
    try {
      return await attempt(AbortSignal.any([signal, AbortSignal.timeout(attemptTimeoutMs)]));
    } catch (error) {
      // What the end itself broke off says nothing about the cause.
      if (!signal.aborted) lastFailure = error instanceof Error ? error.message : String(error);
    }
    // Aborting the pause only ends it early; the loop then throws.
    await delay(pauseMs, undefined, { signal }).catch(() => undefined);
  }
}
