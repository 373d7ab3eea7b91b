import type { KafkaSpec } from '../instance/instance.ts';
import type { SecurityGroupRule } from '../network/network.ts';
import { type AdmittedNetwork, admittedNetworks } from './admitted-networks.ts';

/** What the clients of an instance may do by now. Brokers learn of it while they run. */
export interface InstanceLimits {
  /** What all clients of one broker may send to it together, and read from it. */
  readonly bytesPerSecondOfBroker: number;
  /** Partitions of all topics, without those that Kafka keeps for itself. */
  readonly partitions: number;
  /** Whether producers are refused because the storage is full. */
  readonly refusesWrites: boolean;
  readonly admitted: readonly AdmittedNetwork[];
}

const mebibyte = 1024 * 1024;

/** What follows for an instance from its order, the rules of its security group, and whether its storage is full. */
export function instanceLimits(
  spec: KafkaSpec,
  rules: readonly SecurityGroupRule[],
  storageIsFull: boolean,
): InstanceLimits {
  return {
    bytesPerSecondOfBroker: Math.floor((spec.bandwidthMibps * mebibyte) / spec.brokerCount),
    partitions: spec.partitionLimit,
    refusesWrites: storageIsFull,
    admitted: admittedNetworks(rules),
  };
}
