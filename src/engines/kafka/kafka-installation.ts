/** What runs one version on this machine: absolute paths, in classpath order. */
export interface KafkaInstallation {
  readonly javaExecutable: string;
  readonly brokerClasspath: readonly string[];
  readonly zooKeeperClasspath: readonly string[];
}
