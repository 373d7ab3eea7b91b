/** The broker groups of a cluster: `broker-1`, `broker-2`, … Each is a leader and its copies. */
export interface RocketmqBrokers {
  list(): Promise<readonly RocketmqBrokerGroup[]>;
  /** Settings of the brokers that change while they run: sets them on every replica of each group, until the next start of each. @throws DomainError invalid-parameter */
  setProperties(properties: ReadonlyMap<string, string>): Promise<void>;
  /** What RocketMQ tells of the leader's running: counts, speeds, its version. */
  runtime(brokerName: string): Promise<ReadonlyMap<string, string>>;
}

export interface RocketmqBrokerGroup {
  readonly name: string;
  /** Those that are registered by now; the leader has 0. */
  readonly replicas: readonly RocketmqReplica[];
}

export interface RocketmqReplica {
  /** 0 for the leader. */
  readonly id: number;
  readonly address: string;
}
