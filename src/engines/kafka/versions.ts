import { EngineUnavailableError } from '../engine.ts';
import { brokerClasses } from './broker-classes.ts';

/** What differs between the Kafka versions that the engine can run. A new version is a lock file and a row here. */
export interface KafkaVersion {
  /** The versions of the clouds' APIs that mean this line. */
  readonly askedAs: readonly string[];
  /** The name of the brokers' lock file in `engines/locks`: the newest patch of the line. */
  readonly lockName: string;
  readonly metadata: ZooKeeperMetadata | KraftMetadata;
  /** What brokers of this line call the protocol among themselves and the format of their messages. */
  readonly protocol: string;
  /**
   * The Java major versions on which SASL_SSL of these brokers is proven, the preferred first. Java 24 removed the
   * security manager, whose calls the logins of Kafka before 3.9 and of ZooKeeper make.
   */
  readonly javaMajors: readonly number[];
  /** What TLS listeners accept. TLSv1.3 came with 2.6 (KIP-573); Java 17 itself refuses what is older than TLSv1.2. */
  readonly tlsProtocols: readonly string[];
  /**
   * Whether a listener has logins and a keystore of its own (`listener.name.<name>.…`, KIP-226, from 1.1 on), or
   * all listeners share mechanisms, keystore and the logins in the broker's JAAS file.
   */
  readonly listenerSettings: 'per-listener' | 'per-broker';
  /** The class by which brokers check access rules and limits: where they keep the rules differs. */
  readonly authorizer: string;
  /**
   * Whether clients can have the offsets of a group deleted (KIP-496, from 2.4 on), or brokers only drop those that are
   * past their time, so that they must look for them often.
   */
  readonly offsetDeletion: 'by-request' | 'by-expiry';
  /** Whether consumers can read from a replica in their own zone (KIP-392, from 2.4 on), or from leaders only. */
  readonly fetchesFrom: 'leaders' | 'closest-replica';
  /** Whether clients can have messages deleted (KIP-107, from 0.11 on), or topics only be given a smaller size for a while. */
  readonly deletion: 'by-request' | 'by-retention';
  readonly liveUsers: LiveUsers;
  readonly guard: Guard;
  /** The library that writes the brokers' log: its configuration file differs. */
  readonly logging: 'log4j' | 'log4j2';
}

/** How those who log in change while brokers run, which no version can do for SASL/PLAIN by itself. */
export interface LiveUsers {
  /** Callback handlers of servers came with 2.0 (KIP-86). */
  readonly plain: 'login-module' | 'callback-handler';
  /**
   * The class that ends open connections of users who were removed or have another password. Null where the brokers ask no
   * principal builder for connections with a login (before 1.0): there they stand until they end by themselves.
   */
  readonly principalBuilder: string | null;
}

/** How clients are held to an instance's limits, beside what every version has: the authorizer and the policy of topics. */
export interface Guard {
  /** The class that admits clients without a login by their addresses. */
  readonly plainPrincipals: string;
  /**
   * The class by which all clients of a broker share its bandwidth: asked from 2.0 on (KIP-257). Null where brokers know quotas
   * of users only, among whom the authorizer divides it.
   */
  readonly sharedQuota: string | null;
}

/** The brokers keep the cluster's metadata in ZooKeeper; its servers run from jars of their own. */
export interface ZooKeeperMetadata {
  readonly kind: 'zookeeper';
  readonly lockName: string;
}

/** Brokers keep the metadata among themselves: the first of them are its controllers too. */
export interface KraftMetadata {
  readonly kind: 'kraft';
  /** With what a new cluster begins, as `kafka-storage.sh format` of this version writes it. */
  readonly features: Readonly<Record<string, number>>;
}

/** One server line serves the clients of all Kafka lines: 3.8 took logins from 3.4.10, which Kafka 2.3.1 embeds. */
const zooKeeper: ZooKeeperMetadata = { kind: 'zookeeper', lockName: 'zookeeper-3.8.6' };

const authorizers = {
  before20: brokerClasses.authorizerBefore20,
  upTo23: brokerClasses.authorizerUpTo23,
  withZooKeeper: brokerClasses.authorizerWithZooKeeper,
  kraft: brokerClasses.authorizerKraft,
} as const;

const guardOf010: Guard = { plainPrincipals: brokerClasses.plainPrincipalBuilder010, sharedQuota: null };
const guardOf1: Guard = { plainPrincipals: brokerClasses.plainPrincipalBuilder, sharedQuota: null };
const guardSince22: Guard = {
  plainPrincipals: brokerClasses.plainPrincipals,
  sharedQuota: brokerClasses.sharedQuota,
};

const { loginPrincipalBuilder, loginPrincipals } = brokerClasses;
const liveUsersOf010: LiveUsers = { plain: 'login-module', principalBuilder: null };
const liveUsersOf1: LiveUsers = { plain: 'login-module', principalBuilder: loginPrincipalBuilder };
const liveUsersSince22: LiveUsers = { plain: 'callback-handler', principalBuilder: loginPrincipals };

const versions: readonly KafkaVersion[] = [
  {
    askedAs: ['0.10.2'],
    lockName: 'kafka-0.10.2.2',
    protocol: '0.10.2',
    metadata: zooKeeper,
    javaMajors: [17],
    tlsProtocols: ['TLSv1.2'],
    listenerSettings: 'per-broker',
    authorizer: authorizers.before20,
    offsetDeletion: 'by-expiry',
    fetchesFrom: 'leaders',
    deletion: 'by-retention',
    liveUsers: liveUsersOf010,
    guard: guardOf010,
    logging: 'log4j',
  },
  {
    askedAs: ['1.1.0'],
    lockName: 'kafka-1.1.1',
    protocol: '1.1',
    metadata: zooKeeper,
    javaMajors: [17],
    tlsProtocols: ['TLSv1.2'],
    listenerSettings: 'per-listener',
    authorizer: authorizers.before20,
    offsetDeletion: 'by-expiry',
    fetchesFrom: 'leaders',
    deletion: 'by-request',
    liveUsers: liveUsersOf1,
    guard: guardOf1,
    logging: 'log4j',
  },
  {
    askedAs: ['2.2.0'],
    lockName: 'kafka-2.2.2',
    protocol: '2.2',
    metadata: zooKeeper,
    javaMajors: [17],
    tlsProtocols: ['TLSv1.2'],
    listenerSettings: 'per-listener',
    authorizer: authorizers.upTo23,
    offsetDeletion: 'by-expiry',
    fetchesFrom: 'leaders',
    deletion: 'by-request',
    liveUsers: liveUsersSince22,
    guard: guardSince22,
    logging: 'log4j',
  },
  {
    askedAs: ['2.3.0'],
    lockName: 'kafka-2.3.1',
    protocol: '2.3',
    metadata: zooKeeper,
    javaMajors: [17],
    tlsProtocols: ['TLSv1.2'],
    listenerSettings: 'per-listener',
    authorizer: authorizers.upTo23,
    offsetDeletion: 'by-expiry',
    fetchesFrom: 'leaders',
    deletion: 'by-request',
    liveUsers: liveUsersSince22,
    guard: guardSince22,
    logging: 'log4j',
  },
  {
    // Tencent's 2.4.2 is 2.4.1 with fixes of its own; Apache's line ended with 2.4.1.
    askedAs: ['2.4.1', '2.4.2'],
    lockName: 'kafka-2.4.1',
    protocol: '2.4',
    metadata: zooKeeper,
    javaMajors: [17],
    tlsProtocols: ['TLSv1.2'],
    listenerSettings: 'per-listener',
    authorizer: authorizers.withZooKeeper,
    offsetDeletion: 'by-request',
    fetchesFrom: 'closest-replica',
    deletion: 'by-request',
    liveUsers: liveUsersSince22,
    guard: guardSince22,
    logging: 'log4j',
  },
  {
    askedAs: ['2.6.2'],
    lockName: 'kafka-2.6.3',
    protocol: '2.6',
    metadata: zooKeeper,
    javaMajors: [17],
    tlsProtocols: ['TLSv1.2', 'TLSv1.3'],
    listenerSettings: 'per-listener',
    authorizer: authorizers.withZooKeeper,
    offsetDeletion: 'by-request',
    fetchesFrom: 'closest-replica',
    deletion: 'by-request',
    liveUsers: liveUsersSince22,
    guard: guardSince22,
    logging: 'log4j',
  },
  {
    askedAs: ['2.7'],
    lockName: 'kafka-2.7.2',
    protocol: '2.7',
    metadata: zooKeeper,
    javaMajors: [17],
    tlsProtocols: ['TLSv1.2', 'TLSv1.3'],
    listenerSettings: 'per-listener',
    authorizer: authorizers.withZooKeeper,
    offsetDeletion: 'by-request',
    fetchesFrom: 'closest-replica',
    deletion: 'by-request',
    liveUsers: liveUsersSince22,
    guard: guardSince22,
    logging: 'log4j',
  },
  {
    askedAs: ['2.8.1'],
    lockName: 'kafka-2.8.2',
    protocol: '2.8',
    metadata: zooKeeper,
    javaMajors: [17],
    tlsProtocols: ['TLSv1.2', 'TLSv1.3'],
    listenerSettings: 'per-listener',
    authorizer: authorizers.withZooKeeper,
    offsetDeletion: 'by-request',
    fetchesFrom: 'closest-replica',
    deletion: 'by-request',
    liveUsers: liveUsersSince22,
    guard: guardSince22,
    logging: 'log4j',
  },
  {
    askedAs: ['3.2.3'],
    lockName: 'kafka-3.2.3',
    protocol: '3.2',
    metadata: zooKeeper,
    javaMajors: [17],
    tlsProtocols: ['TLSv1.2', 'TLSv1.3'],
    listenerSettings: 'per-listener',
    authorizer: authorizers.withZooKeeper,
    offsetDeletion: 'by-request',
    fetchesFrom: 'closest-replica',
    deletion: 'by-request',
    liveUsers: liveUsersSince22,
    guard: guardSince22,
    logging: 'log4j',
  },
  {
    askedAs: ['3.3.1'],
    lockName: 'kafka-3.3.2',
    protocol: '3.3',
    metadata: zooKeeper,
    javaMajors: [17],
    tlsProtocols: ['TLSv1.2', 'TLSv1.3'],
    listenerSettings: 'per-listener',
    authorizer: authorizers.withZooKeeper,
    offsetDeletion: 'by-request',
    fetchesFrom: 'closest-replica',
    deletion: 'by-request',
    liveUsers: liveUsersSince22,
    guard: guardSince22,
    logging: 'log4j',
  },
  {
    askedAs: ['3.9'],
    lockName: 'kafka-3.9.2',
    protocol: '3.9',
    metadata: { kind: 'kraft', features: { 'metadata.version': 21 } },
    javaMajors: [17, 21, 25],
    tlsProtocols: ['TLSv1.2', 'TLSv1.3'],
    listenerSettings: 'per-listener',
    authorizer: authorizers.kraft,
    offsetDeletion: 'by-request',
    fetchesFrom: 'closest-replica',
    deletion: 'by-request',
    liveUsers: liveUsersSince22,
    guard: guardSince22,
    logging: 'log4j',
  },
  {
    askedAs: ['4.3'],
    lockName: 'kafka-4.3.1',
    protocol: '4.3',
    metadata: {
      kind: 'kraft',
      features: {
        'metadata.version': 30,
        'eligible.leader.replicas.version': 1,
        'group.version': 1,
        'share.version': 1,
        'streams.version': 1,
        'transaction.version': 2,
      },
    },
    javaMajors: [17, 21, 25],
    tlsProtocols: ['TLSv1.2', 'TLSv1.3'],
    listenerSettings: 'per-listener',
    authorizer: authorizers.kraft,
    offsetDeletion: 'by-request',
    fetchesFrom: 'closest-replica',
    deletion: 'by-request',
    liveUsers: liveUsersSince22,
    guard: guardSince22,
    logging: 'log4j2',
  },
];

/** Every version that can be asked for, oldest first. */
export const kafkaVersionsAskedFor: readonly string[] = versions.flatMap((version) => version.askedAs);

/**
 * Whether running brokers of the one version can become those of the other, one at a time: Kafka can do so over any number of lines,
 * but not from ZooKeeper to controllers of its own.
 * @throws EngineUnavailableError for a version that the engine does not know
 */
export function canUpgrade(from: string, to: string): boolean {
  const [before, after] = [kafkaVersion(from), kafkaVersion(to)];
  return (
    before.metadata.kind === 'zookeeper' &&
    after.metadata.kind === 'zookeeper' &&
    versions.indexOf(before) < versions.indexOf(after)
  );
}

/**
 * The row for the version that was asked for.
 * @throws EngineUnavailableError that lists the versions there are
 */
export function kafkaVersion(asked: string): KafkaVersion {
  const found = versions.find((version) => version.askedAs.includes(asked));
  if (found !== undefined) return found;
  throw new EngineUnavailableError(
    `Kafka ${asked} cannot run here; the versions that can are: ${kafkaVersionsAskedFor.join(', ')}.`,
  );
}
