import type { Log } from '../../system/log.ts';
import type { EventRepository } from './event-repository.ts';
import type { EventKind, InstanceHappening } from './event.ts';

/** Where whoever notices something about an instance tells it, for its owner and for operators. */
export interface Events {
  /** Never fails: what cannot be kept is in the log all the same. */
  record(instanceId: string, happening: InstanceHappening): Promise<void>;
}

export interface EventsParts {
  readonly events: EventRepository;
  readonly nowMs: () => number;
  readonly log: Log;
}

/** Of these an operator wants to know even where only warnings are logged. */
const isTrouble: Readonly<Record<EventKind, boolean>> = {
  'partition-limit-overshot': true,
  'topic-limit-overshot': true,
  'storage-full': true,
  'storage-free': false,
  'storage-deleted': false,
  // The runtime has said so, with more.
  'member-ended': false,
  'certificates-renewed': false,
};

export function createEvents({ events, nowMs, log }: EventsParts): Events {
  return {
    async record(instanceId, happening) {
      const fields = { instanceId, event: happening.kind };
      if (isTrouble[happening.kind]) log.warn(fields, happening.text);
      else log.info(fields, happening.text);
      try {
        await events.record(instanceId, happening, nowMs());
      } catch (error) {
        log.error({ ...fields, error }, 'An event could not be kept.');
      }
    },
  };
}
