import type { InstanceHappening } from '../event/event.ts';
import type { KafkaSpec } from '../instance/instance.ts';

/** What clients have in an instance, without what Kafka keeps for itself. */
export interface TopicUse {
  readonly topics: number;
  readonly partitions: number;
  /** Of all partitions together. */
  readonly replicas: number;
}

type Limited = Pick<KafkaSpec, 'partitionLimit' | 'topicLimit' | 'replicasCount'>;

/**
 * What went beyond its limit: requests that came to several brokers at once, or added several partitions where there was room
 * for one. Nothing is taken away; nobody can make more.
 */
export function overshoots(
  use: TopicUse,
  { partitionLimit, topicLimit, replicasCount = false }: Limited,
): readonly InstanceHappening[] {
  const found: InstanceHappening[] = [];
  if ((replicasCount ? use.replicas : use.partitions) > partitionLimit) {
    found.push({
      kind: 'partition-limit-overshot',
      text: `There are more partitions than the ${partitionLimit} that were ordered.`,
    });
  }
  if (topicLimit !== null && use.topics > topicLimit) {
    found.push({
      kind: 'topic-limit-overshot',
      text: `There are more topics than the ${topicLimit} that were ordered.`,
    });
  }
  return found;
}
