/** What messages take up on disk. */
export interface LogDirectories {
  /** Brokers that do not answer are left out. */
  usage(): Promise<readonly PartitionUsage[]>;
}

/** One replica on one broker. */
export interface PartitionUsage {
  readonly brokerId: number;
  readonly topic: string;
  readonly partition: number;
  readonly sizeBytes: bigint;
}
