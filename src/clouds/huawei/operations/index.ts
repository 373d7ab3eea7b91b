import type { Operation } from '../operation.ts';
import { unsupportedKafkaOperations } from '../kafka/unsupported-operations.ts';
import { createInstance } from './create-instance.ts';
import { createPostPaidKafkaInstance } from './create-post-paid-kafka-instance.ts';
import { deleteInstance } from './delete-instance.ts';
import { listAvailableZones } from './list-available-zones.ts';
import { listInstances } from './list-instances.ts';
import { listSecurityGroups } from './list-security-groups.ts';
import { listSubnets } from './list-subnets.ts';
import { listVpcs } from './list-vpcs.ts';
import { showInstance } from './show-instance.ts';

/** What we can do, by service. */
export const supportedOperations: readonly Operation[] = [
  // DMS for Kafka v2
  createInstance,
  createPostPaidKafkaInstance,
  listInstances,
  showInstance,
  deleteInstance,
  listAvailableZones,
  // VPC v1
  listVpcs,
  listSubnets,
  listSecurityGroups,
];

/** What we answer: the supported operations, and behind them the rest of Huawei's, each with a refusal that names it. */
export const operations: readonly Operation[] = [
  ...supportedOperations,
  ...unsupportedKafkaOperations(supportedOperations),
];
