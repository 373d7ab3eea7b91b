import type { Topic } from '../administration/topics.ts';
import { DomainError } from '../errors.ts';
import type { KafkaInstance } from '../instance/instance.ts';
import { countedPartitions } from './counted-partitions.ts';

/** How many more partitions the instance's topics may have, or replicas where these count. */
export function partitionRoom({ spec }: KafkaInstance, topics: readonly Topic[]): number {
  return Math.max(0, spec.partitionLimit - countedPartitions(spec, topics));
}

/**
 * Brokers refuse new topics beyond the limit whoever asks; partitions that the control plane adds are checked here, because
 * they let it do anything.
 * @param added as they count: see `countedAs`
 * @throws DomainError topic-refused
 */
export function requirePartitionRoom(instance: KafkaInstance, topics: readonly Topic[], added: number): void {
  const room = partitionRoom(instance, topics);
  if (added <= room) return;
  throw new DomainError(
    'topic-refused',
    `The instance has room for ${room} more of its ${instance.spec.partitionLimit} partitions; ${added} more were asked for.`,
  );
}
