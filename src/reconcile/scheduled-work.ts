import type { DueWork } from '../domain/schedule/due-work.ts';
import type { Log } from '../system/log.ts';

/** Has work begun when its time has come. */
export interface ScheduledWork {
  /** Begins what came due while nobody looked. */
  start(): void;
  /** Something is due at another time than before. */
  look(): void;
  stop(): Promise<void>;
}

/** Timers of Node hold 24 days at most, and clocks are set: it is looked at again at least this often. */
const latestMs = 60_000;
const retryMs = 5_000;

export function createScheduledWork(parts: {
  readonly due: DueWork;
  readonly nowMs: () => number;
  readonly log: Log;
}): ScheduledWork {
  const { due, nowMs, log } = parts;
  let started = false;
  let stopping = false;
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> | null = null;
  let again = false;

  function look(): void {
    if (!started || stopping) return;
    if (looking !== null) {
      again = true;
      return;
    }
    clearTimeout(timer);
    looking = lookOnce();
  }

  async function lookOnce(): Promise<void> {
    let waitMs = latestMs;
    try {
      const next = await due.begin();
      if (next !== null) waitMs = Math.min(Math.max(next - nowMs(), 0), latestMs);
    } catch (error) {
      log.error({ error }, 'Scheduled work could not be begun; trying again.');
      waitMs = retryMs;
    }
    looking = null;
    if (stopping) return;
    if (again) {
      again = false;
      look();
    } else timer = setTimeout(look, waitMs);
  }

  return {
    start() {
      started = true;
      look();
    },
    look,
    async stop() {
      stopping = true;
      clearTimeout(timer);
      await looking;
    },
  };
}
