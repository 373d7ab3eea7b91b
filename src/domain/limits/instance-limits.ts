import type { ClientAccess, ClusterSpec, Instance, KafkaInstance, KafkaSpec } from '../instance/instance.ts';
import type { SecurityGroupRule } from '../network/network.ts';
import { type AdmittedNetwork, admittedNetworks } from './admitted-networks.ts';
import { bytesPerSecondInto, type StorageState } from './storage.ts';

/** What the clients of an instance may do by now. Brokers learn of it while they run. */
export interface InstanceLimits {
  /** Whether producers are refused because the storage is full. */
  readonly refusesWrites: boolean;
  /** By member: bytes of messages from which on it refuses producers, even while nobody looks after it; a member that is missing never does. */
  readonly messageBytesUntilFull: ReadonlyMap<string, number>;
  readonly admitted: readonly AdmittedNetwork[];
  /** From where alone clients come to the public addresses; null for whoever is admitted. */
  readonly admittedToPublic: readonly string[] | null;
}

/** The same with what Kafka's brokers are told besides. */
export interface KafkaLimits extends InstanceLimits {
  /** What all clients of one broker may send to it together. */
  readonly producedBytesPerSecond: number;
  /** What all clients of one broker may read from it together. */
  readonly fetchedBytesPerSecond: number;
  /** Partitions of all topics, without those that Kafka keeps for itself. */
  readonly partitions: number;
  /** Whether each replica of a partition counts. */
  readonly countsReplicas: boolean;
  /** Topics, likewise; null for any number. */
  readonly topics: number | null;
  /** By listener: from where alone clients come to it, of those who are admitted. */
  readonly admittedAlone: NonNullable<ClientAccess['admitted']>;
}

export type LimitsOf<Own extends Instance> = Own extends KafkaInstance ? KafkaLimits : InstanceLimits;

const mebibyte = 1024 * 1024;

/** What follows for an instance from its order, the rules of its security group, and the state of its storage. */
export function instanceLimits(
  instance: Instance,
  rules: readonly SecurityGroupRule[],
  storage: StorageState,
): InstanceLimits {
  return instance.engine === 'kafka'
    ? kafkaLimits(instance.spec, rules, storage)
    : sharedLimits(instance.spec, rules, storage);
}

export function kafkaLimits(
  spec: KafkaSpec,
  rules: readonly SecurityGroupRule[],
  storage: StorageState,
): KafkaLimits {
  const mibps = spec.burstBandwidthMibps ?? spec.bandwidthMibps;
  const shareOf = (all: number) => Math.floor((all * mebibyte) / spec.brokerCount);
  return {
    producedBytesPerSecond: Math.min(shareOf(mibps), bytesPerSecondInto(storage, spec)),
    fetchedBytesPerSecond: shareOf(spec.fetchBandwidthMibps ?? mibps),
    partitions: spec.partitionLimit,
    countsReplicas: spec.replicasCount === true,
    topics: spec.topicLimit,
    admittedAlone: spec.access.admitted ?? {},
    ...sharedLimits(spec, rules, storage),
  };
}

function sharedLimits(
  spec: ClusterSpec,
  rules: readonly SecurityGroupRule[],
  storage: StorageState,
): InstanceLimits {
  return {
    refusesWrites: storage.isFull,
    messageBytesUntilFull: storage.messageBytesUntilFull,
    admitted: admittedNetworks(rules),
    admittedToPublic: spec.publicAccess?.admittedCidrs ?? null,
  };
}
