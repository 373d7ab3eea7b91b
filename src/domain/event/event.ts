/** What can happen to an instance that its owner may want to know of, though nobody asked for it. */
export type EventKind =
  /** More partitions exist than were ordered: requests to several brokers at once met. */
  | 'partition-limit-overshot'
  /** The same of topics. */
  | 'topic-limit-overshot'
  /** Producers are refused because the storage is full. */
  | 'storage-full'
  /** Producers are admitted again. */
  | 'storage-free'
  /** The oldest messages made room. */
  | 'storage-deleted'
  /** A process of the cluster ended unasked, and is started again. */
  | 'member-ended'
  /** The brokers got new certificates. */
  | 'certificates-renewed';

/** What happened, in a sentence for the owner. The same sentence again is counted, so that it should hold no running figures. */
export interface InstanceHappening {
  readonly kind: EventKind;
  readonly text: string;
}

/** Something that happened once or more often. */
export interface RecordedEvent extends InstanceHappening {
  readonly firstAtMs: number;
  readonly lastAtMs: number;
  readonly times: number;
}

/** Of one instance; the oldest are forgotten first. */
export const eventsKept = 100;
