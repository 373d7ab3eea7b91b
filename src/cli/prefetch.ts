import type { InstallProgress } from '../engines/engine.ts';
import { createProgressLine } from './fetch-progress.ts';

/** What has to be on this machine before instances of one kind can start. */
export interface Installation {
  /** Such as `Kafka 2.3.0`. */
  readonly name: string;
  readonly install: (onProgress: (progress: InstallProgress) => void) => Promise<void>;
}

export interface PrefetchOptions {
  readonly out: NodeJS.WriteStream;
  readonly warn: (fields: object, message: string) => void;
  /** How long nothing may arrive until the start goes on, in milliseconds. */
  readonly patienceMs?: number;
}

/**
 * Fetches what the first instances will need, so that they start quickly, and shows how far it is. Never fails, and never
 * holds the start up where nothing arrives: what is not here yet is fetched in the background, and again when an instance
 * needs it.
 */
export async function prefetch(
  installations: readonly Installation[],
  { out, warn, patienceMs = 10_000 }: PrefetchOptions,
): Promise<void> {
  const patience = Promise.withResolvers<'silent'>();
  let timer: NodeJS.Timeout | undefined;
  const wait = () => {
    clearTimeout(timer);
    timer = setTimeout(() => patience.resolve('silent'), patienceMs);
  };
  async function fetchAll(): Promise<'done'> {
    for (const { name, install } of installations) {
      const showProgress = createProgressLine(name, out);
      try {
        await install((progress) => {
          wait();
          showProgress(progress);
        });
      } catch (error) {
        warn({ error }, `${name} is not ready to run yet; it is tried again when an instance needs it.`);
      }
    }
    return 'done';
  }
  wait();
  const outcome = await Promise.race([fetchAll(), patience.promise]);
  clearTimeout(timer);
  if (outcome === 'done') return;
  const seconds = patienceMs / 1000;
  out.write(
    `Nothing has been received for ${seconds} s; what is missing of ${installations.map(({ name }) => name).join(' and ')} is fetched in the background. Instances wait for it.\n`,
  );
}
