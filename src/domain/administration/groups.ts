import type { OffsetPosition } from './topics.ts';

export interface GroupAdministration {
  list(): Promise<readonly Group[]>;
  /** @throws DomainError group-not-found */
  describe(groupId: string): Promise<Group>;
  /** Where the group stands, by topic and partition. @throws DomainError group-not-found */
  offsets(groupId: string): Promise<readonly GroupOffset[]>;
  /** Those that ended, as far as the coordinator still has them, the newest first. From Kafka 0.11 on. @throws DomainError group-not-found */
  rebalances(groupId: string): Promise<readonly Rebalance[]>;
  /**
   * Puts the group's offsets; a topic that the group never read can be given too. Answers what they are now.
   * @throws DomainError group-not-empty while it has members, topic-not-found, invalid-offset
   */
  resetOffsets(groupId: string, reset: OffsetReset): Promise<readonly GroupOffset[]>;
  /** Forgets where the group stands in a topic. @throws DomainError group-not-found, group-not-empty */
  deleteOffsets(groupId: string, topic: string): Promise<void>;
  /** @throws DomainError group-not-found, group-not-empty */
  delete(groupId: string): Promise<void>;
}

/** A time at which the members of a group were dealt its partitions anew. */
export interface Rebalance {
  readonly generation: number;
  readonly endedAtMs: number;
}

export type GroupState = 'empty' | 'preparing-rebalance' | 'completing-rebalance' | 'stable' | 'dead';

export interface Group {
  readonly id: string;
  readonly state: GroupState;
  /** `consumer` for consumers, otherwise what other programs call themselves; empty for groups that only committed offsets. */
  readonly protocolType: string;
  /** How partitions are dealt out (`range`); empty where nothing was dealt yet. */
  readonly assignor: string;
  readonly coordinatorId: number;
  readonly members: readonly GroupMember[];
}

export interface GroupMember {
  readonly id: string;
  readonly clientId: string;
  readonly address: string;
  /** The partitions that it reads, by topic. */
  readonly assignment: ReadonlyMap<string, readonly number[]>;
}

export interface GroupOffset {
  readonly topic: string;
  readonly partition: number;
  readonly committedOffset: bigint;
  /** What the next message will get; null while the partition has no leader or was deleted. */
  readonly endOffset: bigint | null;
  /** Messages that were not read yet, never negative; null as `endOffset`. */
  readonly lag: bigint | null;
  readonly metadata: string;
}

export interface OffsetReset {
  readonly topic: string;
  /** All partitions of the topic where it is left out. */
  readonly partitions?: readonly number[];
  /** An exact offset must lie between the first message and the end of each partition. */
  readonly position: OffsetPosition | { readonly offset: bigint };
}
