import { EngineUnavailableError } from '../engine.ts';

/** What differs between the RocketMQ versions that the engine can run. A new version is a lock file and a row here. */
export interface RocketmqVersion {
  /** The versions of the clouds' APIs that mean this line. */
  readonly askedAs: readonly string[];
  /** The name of the lock file in `engines/locks`. */
  readonly lockName: string;
  /** The Java major versions on which it is proven, the preferred first. */
  readonly javaMajors: readonly number[];
  /**
   * How the replicas of a broker group agree: by DLedger, which is a Raft log of messages, or by controllers in the name servers, which
   * name the leader and who is in sync with it.
   */
  readonly replication: 'dledger' | 'controller';
  /** Where users are kept and by which requests they change. */
  readonly acl: 'plain-file' | 'auth-requests';
  /** Whether topics have a type, brokers groups for ordered consumption, and gRPC clients a proxy. */
  readonly isFive: boolean;
}

const versions: readonly RocketmqVersion[] = [
  {
    askedAs: ['4.8.0'],
    lockName: 'rocketmq-4.8.0',
    javaMajors: [17],
    replication: 'dledger',
    acl: 'plain-file',
    isFive: false,
  },
  {
    askedAs: ['5.5.0', '5.x'],
    lockName: 'rocketmq-5.5.0',
    javaMajors: [17],
    replication: 'controller',
    acl: 'auth-requests',
    isFive: true,
  },
];

/** @throws EngineUnavailableError for a version that the engine does not run */
export function rocketmqVersion(asked: string): RocketmqVersion {
  const version = versions.find(({ askedAs }) => askedAs.includes(asked));
  if (version === undefined) {
    const known = versions.flatMap(({ askedAs }) => askedAs).join(', ');
    throw new EngineUnavailableError(`RocketMQ ${asked} cannot run here; there are: ${known}.`);
  }
  return version;
}
