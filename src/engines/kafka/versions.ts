import { EngineUnavailableError } from '../engine.ts';

/** What differs between the Kafka versions that the engine can run. A new version is a lock file and a row here. */
export interface KafkaVersion {
  /** The versions of the clouds' APIs that mean this line. */
  readonly askedAs: readonly string[];
  /** The name of the brokers' lock file in `engines/locks`: the newest patch of the line. */
  readonly lockName: string;
  readonly metadata: ZooKeeperMetadata;
  /** The Java major version on which SASL and TLS of these brokers are proven. */
  readonly javaMajor: number;
  /** What TLS listeners accept. */
  readonly tlsProtocols: readonly string[];
}

/** The brokers keep the cluster's metadata in ZooKeeper; its servers run from jars of their own. */
export interface ZooKeeperMetadata {
  readonly kind: 'zookeeper';
  readonly lockName: string;
}

/** One server line serves the clients of all Kafka lines: 3.8 took logins from 3.4.10, which Kafka 2.3.1 embeds. */
const zooKeeper: ZooKeeperMetadata = { kind: 'zookeeper', lockName: 'zookeeper-3.8.6' };

const versions: readonly KafkaVersion[] = [
  {
    askedAs: ['1.1.0'],
    lockName: 'kafka-1.1.1',
    metadata: zooKeeper,
    javaMajor: 17,
    tlsProtocols: ['TLSv1.2'],
  },
  {
    askedAs: ['2.3.0'],
    lockName: 'kafka-2.3.1',
    metadata: zooKeeper,
    javaMajor: 17,
    // TLSv1.3 came with Kafka 2.6 (KIP-573); Java 17 itself refuses what is older than TLSv1.2.
    tlsProtocols: ['TLSv1.2'],
  },
];

/**
 * The row for the version that was asked for.
 * @throws EngineUnavailableError that lists the versions there are
 */
export function kafkaVersion(asked: string): KafkaVersion {
  const found = versions.find((version) => version.askedAs.includes(asked));
  if (found !== undefined) return found;
  const known = versions.flatMap((version) => version.askedAs).join(', ');
  throw new EngineUnavailableError(`Kafka ${asked} cannot run here; the versions that can are: ${known}.`);
}
