/** What runs one version on this machine: absolute paths, in classpath order. */
export interface KafkaInstallation {
  readonly javaExecutable: string;
  readonly brokerClasspath: readonly string[];
  /** Empty for a version without ZooKeeper. */
  readonly zooKeeperClasspath: readonly string[];
}
