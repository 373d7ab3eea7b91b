import type { ArchivedProgram, ClassArchives } from '../java/class-archives.ts';
import type { JavaInstallation } from '../java/find-java.ts';
import type { JvmSize } from '../java/jvm-arguments.ts';

/** What runs one version on this machine: absolute paths, in classpath order. */
export interface KafkaInstallation {
  readonly java: JavaInstallation;
  readonly brokerClasspath: readonly string[];
  /** Empty for a version without ZooKeeper. */
  readonly zooKeeperClasspath: readonly string[];
  readonly classArchives: ClassArchives;
  /** What a GB of storage is on this machine. */
  readonly bytesPerGb: number;
}

export const brokerMainClass = 'kafka.Kafka';
export const zooKeeperMainClass = 'org.apache.zookeeper.server.quorum.QuorumPeerMain';
/** Snapshots of a cluster's metadata are small. */
export const zooKeeperJvm: JvmSize = { heapMib: 64, tuning: 'small' };

export function brokerProgram(
  { java, brokerClasspath }: KafkaInstallation,
  tuning: JvmSize['tuning'],
): ArchivedProgram {
  return { java, classpath: brokerClasspath, mainClass: brokerMainClass, tuning };
}

export function zooKeeperProgram({ java, zooKeeperClasspath }: KafkaInstallation): ArchivedProgram {
  return { java, classpath: zooKeeperClasspath, mainClass: zooKeeperMainClass, tuning: zooKeeperJvm.tuning };
}
