import type { Instance } from '../domain/instance/instance.ts';
import type { Log } from '../system/log.ts';

/** Trains what makes later starts of an instance's version faster; null where nothing is left to train. */
export type TrainingFor<Own extends Instance = Instance> = (
  instance: Own,
) => ((signal: AbortSignal) => Promise<void>) | null;

/** Trains in the background, one version at a time on this machine, and none twice. */
export interface ArchiveTrainer {
  /** Called whenever an instance has been proven ready: what it runs on may be trained now. Returns at once. */
  consider(instance: Instance): void;
  /** Ends a training that is under way; it begins anew at a later start. */
  stop(): Promise<void>;
}

export interface ArchiveTrainerParts {
  readonly trainingFor: TrainingFor;
  /** Takes a lock of the whole machine if it is free, and answers how to give it back. */
  readonly tryLock: () => Promise<(() => void) | null>;
  readonly log: Log;
}

export function createArchiveTrainer({ trainingFor, tryLock, log }: ArchiveTrainerParts): ArchiveTrainer {
  const stopping = new AbortController();
  let underWay: Promise<void> | null = null;
  /** Versions of which a training failed: not tried again before the next start of the server. */
  const failed = new Set<string>();

  async function train(instance: Instance): Promise<void> {
    const unlock = await tryLock();
    if (unlock === null) return;
    try {
      // Another server may have trained it while we had not the lock.
      const training = trainingFor(instance);
      if (training === null) return;
      const startedAt = performance.now();
      await training(stopping.signal);
      const seconds = Math.round((performance.now() - startedAt) / 1000);
      log.info(
        { version: instance.version, seconds },
        'Class-data archives were trained: the next start is faster.',
      );
    } finally {
      unlock();
    }
  }

  return {
    consider(instance) {
      const key = `${instance.engine} ${instance.version} ${sizeOf(instance)}`;
      if (underWay !== null || stopping.signal.aborted || failed.has(key) || trainingFor(instance) === null)
        return;
      underWay = train(instance)
        .catch((error: unknown) => {
          if (stopping.signal.aborted) return;
          failed.add(key);
          log.warn(
            { error, version: instance.version },
            'Class-data archives could not be trained; starts stay slower.',
          );
        })
        .finally(() => {
          underWay = null;
        });
    },

    async stop() {
      stopping.abort(new Error('The server is stopping.'));
      await underWay;
    },
  };
}

/** What the options of its JVMs follow. */
function sizeOf({ engine, spec }: Instance): number {
  return engine === 'kafka' ? spec.bandwidthMibps : spec.heapMib;
}
