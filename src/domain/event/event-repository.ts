import type { InstanceHappening, RecordedEvent } from './event.ts';

export interface EventRepository {
  /**
   * Keeps what happened; the same kind and sentence again counts one up and becomes the newest. An instance that is gone has no
   * events: nothing is kept for it.
   */
  record(instanceId: string, happening: InstanceHappening, atMs: number): Promise<void>;
  /** Newest first, at most `eventsKept`; none of another project's instance. */
  list(projectId: string, instanceId: string): Promise<readonly RecordedEvent[]>;
}
