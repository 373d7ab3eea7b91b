import type { TopicPartition } from './topics.ts';

export interface ClusterFacts {
  describe(): Promise<ClusterDescription>;
}

export interface ClusterDescription {
  /** The brokers that are alive, by id. */
  readonly brokers: readonly BrokerDescription[];
  /** Null while none is elected. */
  readonly controllerId: number | null;
  /** Partitions with fewer replicas in sync than they shall have. */
  readonly underReplicated: readonly (TopicPartition & { readonly topic: string })[];
}

export interface BrokerDescription {
  readonly id: number;
  readonly address: string;
  readonly port: number;
  /** The zone it was placed in; null where it has none. */
  readonly zone: string | null;
}
