import type { Topic, TopicConfig } from '../../../domain/administration/topics.ts';
import type { Annotation } from '../../../domain/annotation/annotation.ts';
import type { KafkaInstance } from '../../../domain/instance/instance.ts';
import { alibabaOffering } from './alibaba-offering.ts';

/** An element of GetTopicList. Brokers do not tell when a topic was made that a client made: 0. */
export function topicView(
  instance: KafkaInstance,
  { name, partitions }: Topic,
  config: TopicConfig,
  annotation: Annotation | undefined,
) {
  return {
    InstanceId: instance.id,
    RegionId: alibabaOffering(instance).regionId,
    Topic: name,
    Remark: annotation?.description ?? '',
    PartitionNum: partitions.length,
    Status: 0,
    StatusName: 'Running',
    CreateTime: annotation?.createdAtMs ?? 0,
    CompactTopic: config.get('cleanup.policy')?.includes('compact') ?? false,
    LocalTopic: config.has('min.insync.replicas'),
    AutoCreate: annotation === undefined,
    TopicConfig: JSON.stringify(Object.fromEntries(config)),
    Tags: { TagVO: [] },
  };
}
