export type TaskKind =
  | 'create'
  | 'restart'
  /** A restart of all brokers, from the newest build of their line. */
  | 'upgrade'
  | 'delete'
  /** What brokers do when their storage is full. */
  | 'change-capacity-rule'
  | 'change-settings'
  | 'change-listeners'
  /** By which protocols clients come to a RocketMQ instance, and whether they need a user. */
  | 'change-client-access'
  | 'resize'
  /** Of clients inside the instance. */
  | 'change-quota'
  | 'reset-offsets'
  | 'delete-topics'
  | 'delete-groups'
  | 'change-groups'
  | 'enable-public-access'
  | 'disable-public-access';
export type TaskStatus = 'created' | 'executing' | 'succeeded' | 'failed';

/** One piece of work that was asked for; its steps stand in the journal. */
export interface Task {
  readonly id: string;
  readonly instanceId: string;
  readonly projectId: string;
  readonly kind: TaskKind;
  readonly status: TaskStatus;
  /** Why it failed, or what the owner should know of its course. */
  readonly reason: string | null;
  readonly createdByUserId: string;
  readonly createdByUserName: string;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
}

/** A line of the journal: a named step that a worker has taken. */
export interface JournalEntry {
  readonly step: string;
  readonly startedAtMs: number;
  /** Null while the step runs, and for ever where the control plane died in it. */
  readonly endedAtMs: number | null;
  /** Null for a step that was done; otherwise why it was not. */
  readonly failure: string | null;
}
