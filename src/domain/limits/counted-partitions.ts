import type { Topic } from '../administration/topics.ts';
import type { KafkaSpec } from '../instance/instance.ts';

type Counting = Pick<KafkaSpec, 'replicasCount'>;

/** How much partitions with so many replicas take of an instance's limit of partitions. */
export function countedAs({ replicasCount = false }: Counting, partitions: number, replicas: number): number {
  return replicasCount ? partitions * replicas : partitions;
}

/** How much these topics take of it. Kafka's own do not count. */
export function countedPartitions(spec: Counting, topics: readonly Topic[]): number {
  return topics
    .filter(({ isInternal }) => !isInternal)
    .flatMap(({ partitions }) => partitions)
    .reduce((sum, { replicaIds }) => sum + countedAs(spec, 1, replicaIds.length), 0);
}
