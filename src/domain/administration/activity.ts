/** What clients do, as brokers see it. Brokers before Kafka 2.4 tell nothing of it. */
export interface ClusterActivity {
  /** Of all brokers that answer. */
  read(): Promise<Activity>;
}

export interface Activity {
  /** From where topics were written to in the last ten minutes; one row for each broker that saw it. */
  readonly writers: readonly TopicWriter[];
  /** One row for each topic and broker that leads a part of it. */
  readonly flows: readonly TopicFlow[];
}

export interface TopicWriter {
  readonly topic: string;
  readonly address: string;
  readonly lastWriteMs: number;
}

/** Bytes per second, averaged over the last minute, without what brokers send each other. */
export interface TopicFlow {
  readonly topic: string;
  readonly brokerId: number;
  readonly producedBytesPerSecond: number;
  readonly consumedBytesPerSecond: number;
}
