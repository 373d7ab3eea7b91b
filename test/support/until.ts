import { setTimeout as wait } from 'node:timers/promises';

/**
 * Asks again until the answer is not undefined. For facts that a user can only find out by asking, such as the status
 * of an instance. Throws after `withinMs`, with the last error if there was one.
 */
export async function until<T>(
  what: string,
  withinMs: number,
  ask: () => Promise<T | undefined> | T | undefined,
  everyMs = 100,
): Promise<T> {
  const deadlineMs = Date.now() + withinMs;
  let last: unknown;
  for (;;) {
    try {
      const answer = await ask();
      if (answer !== undefined) return answer;
    } catch (error) {
      last = error;
    }
    if (Date.now() > deadlineMs) throw new Error(`Not within ${withinMs} ms: ${what}.`, { cause: last });
    await wait(everyMs);
  }
}
