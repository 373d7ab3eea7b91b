import { accessChecks } from './access-checks.ts';
import type { AdminCheck } from './admin-check.ts';
import { clusterChecks } from './cluster-checks.ts';
import { groupChecks } from './group-checks.ts';
import { limitChecks } from './limit-checks.ts';
import { topicChecks } from './topic-checks.ts';

/** All that is proven of the administration of every Kafka version. */
export const adminChecks: readonly AdminCheck[] = [
  ...topicChecks,
  ...groupChecks,
  ...accessChecks,
  ...clusterChecks,
  ...limitChecks,
];
