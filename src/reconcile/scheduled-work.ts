import type { DueWork } from '../domain/schedule/due-work.ts';
import type { Log } from '../system/log.ts';
import { createLookLoop, type LookLoop } from './look-loop.ts';

/** Timers of Node hold 24 days at most, and clocks are set: it is looked at again at least this often. */
const latestMs = 60_000;
const retryMs = 5_000;

/** Has work begun when its time has come; at the start what came due while nobody looked. */
export function createScheduledWork(parts: {
  readonly due: DueWork;
  readonly nowMs: () => number;
  readonly log: Log;
}): LookLoop {
  const { due, nowMs, log } = parts;
  return createLookLoop(async () => {
    try {
      const next = await due.begin();
      return next === null ? latestMs : Math.min(Math.max(next - nowMs(), 0), latestMs);
    } catch (error) {
      log.error({ error }, 'Scheduled work could not be begun; trying again.');
      return retryMs;
    }
  });
}
