import type { Topic, TopicConfig } from '../../../domain/administration/topics.ts';
import type { Annotation } from '../../../domain/annotation/annotation.ts';
import type { KafkaSpec } from '../../../domain/instance/instance.ts';
import { topicSettingsView } from './topic-settings.ts';

/** A topic as lists show it. */
export function topicView(
  topic: Topic,
  config: TopicConfig,
  annotation: Annotation | undefined,
  spec: KafkaSpec,
) {
  return {
    name: topic.name,
    partition: topic.partitions.length,
    replication: replicasOf(topic),
    ...topicSettingsView(config, spec),
    topic_type: topic.isInternal ? 1 : 0,
    topic_desc: annotation?.description ?? '',
    // Brokers do not tell when a topic that a client made was made.
    created_at: annotation?.createdAtMs ?? 0,
    policiesOnly: false,
    external_configs: {},
  };
}

export function replicasOf({ partitions }: Topic): number {
  return partitions[0]?.replicaIds.length ?? 0;
}
