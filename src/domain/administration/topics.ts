export interface TopicAdministration {
  /** All topics by name, those that Kafka keeps for itself too (`isInternal`). */
  list(): Promise<readonly Topic[]>;
  /** @throws DomainError topic-not-found */
  describe(name: string): Promise<Topic>;
  /** Resolves once every broker that answers knows the topic. @throws DomainError topic-exists, topic-refused, invalid-topic-name, invalid-partition-count, invalid-replication-factor, invalid-topic-config */
  create(order: TopicOrder): Promise<void>;
  /** Resolves once the topic is in no broker's metadata. @throws DomainError topic-not-found */
  delete(name: string): Promise<void>;
  /** Raises the number of partitions to `partitionCount`. @throws DomainError topic-not-found, topic-refused, invalid-partition-count */
  addPartitions(name: string, partitionCount: number): Promise<void>;
  /** What the topics set for themselves; topics that set nothing are left out. @throws DomainError topic-not-found for a name given */
  configs(names?: readonly string[]): Promise<ReadonlyMap<string, TopicConfig>>;
  /** Sets the values given and gives up those that are null, so that the instance's hold again. @throws DomainError topic-not-found, topic-refused, invalid-topic-config */
  alterConfig(name: string, changes: TopicConfigChanges): Promise<void>;
  /** The offset of each partition at `position`, by partition number. @throws DomainError topic-not-found */
  offsets(name: string, position: OffsetPosition): Promise<ReadonlyMap<number, bigint>>;
}

export interface Topic {
  readonly name: string;
  /** Kafka's own: offsets of groups, transactions. */
  readonly isInternal: boolean;
  /** In the order of their numbers. */
  readonly partitions: readonly TopicPartition[];
}

export interface TopicPartition {
  readonly number: number;
  /** Null while no replica that could lead is alive. */
  readonly leaderId: number | null;
  readonly replicaIds: readonly number[];
  readonly inSyncReplicaIds: readonly number[];
}

export interface TopicOrder {
  readonly name: string;
  readonly partitionCount: number;
  readonly replicationFactor: number;
  readonly config?: TopicConfig;
}

/** Kafka's names of topic settings (`retention.ms`) and their values as text. */
export type TopicConfig = ReadonlyMap<string, string>;
export type TopicConfigChanges = ReadonlyMap<string, string | null>;

/** A place in a partition; `timestampMs` is the first message that is not older, or the end where there is none. */
export type OffsetPosition = 'earliest' | 'latest' | { readonly timestampMs: number };
