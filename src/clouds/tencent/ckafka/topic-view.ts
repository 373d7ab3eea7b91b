import type { Topic, TopicConfig } from '../../../domain/administration/topics.ts';
import type { Annotation } from '../../../domain/annotation/annotation.ts';
import type { KafkaInstance } from '../../../domain/instance/instance.ts';
import { topicId } from './topic-id.ts';
import { topicConfigView } from './topic-settings.ts';

/** A topic with what is kept of it beside the brokers. */
export interface KnownTopic {
  readonly topic: Topic;
  readonly config: TopicConfig;
  readonly annotation: Annotation | undefined;
  /** The addresses from which alone it may be used; undefined for everywhere. */
  readonly allowList: readonly string[] | undefined;
}

export function replicasOf({ partitions }: Topic): number {
  return partitions[0]?.replicaIds.length ?? 0;
}

/** Seconds; 0 for a topic that a client made, of which brokers do not tell. */
export function createdSeconds(annotation: Annotation | null | undefined): number {
  return Math.floor((annotation?.createdAtMs ?? 0) / 1000);
}

/** An item of DescribeTopicDetail. Nothing is backed up to object storage (ForwardStatus 1). */
export function topicDetail(instance: KafkaInstance, { topic, config, annotation, allowList }: KnownTopic) {
  const settings = topicConfigView(config, instance.spec);
  const retentionMinutes = Math.ceil(settings.Retention / 60_000);
  return {
    TopicName: topic.name,
    TopicId: topicId(instance.id, topic.name),
    PartitionNum: topic.partitions.length,
    ReplicaNum: replicasOf(topic),
    Note: annotation?.description ?? '',
    CreateTime: createdSeconds(annotation),
    EnableWhiteList: allowList !== undefined,
    IpWhiteListCount: allowList?.length ?? 0,
    ForwardCosBucket: '',
    ForwardStatus: 1,
    ForwardInterval: 0,
    Config: settings,
    RetentionTimeConfig: {
      Expect: retentionMinutes,
      Current: retentionMinutes,
      ModTimeStamp: createdSeconds(annotation),
    },
    Status: 0,
    Tags: [],
  };
}

/** The parts of DescribeTopicAttributes that the brokers tell. LeaderStatus is 0 where a leader is alive. */
export function topicAttributes(
  instance: KafkaInstance,
  { topic, config, annotation, allowList }: KnownTopic,
) {
  return {
    TopicId: topicId(instance.id, topic.name),
    CreateTime: createdSeconds(annotation),
    Note: annotation?.description ?? '',
    PartitionNum: topic.partitions.length,
    ReplicaNum: replicasOf(topic),
    EnableWhiteList: allowList === undefined ? 0 : 1,
    IpWhiteList: allowList ?? [],
    Config: topicConfigView(config, instance.spec),
    Partitions: topic.partitions.map(({ number, leaderId, replicaIds, inSyncReplicaIds }) => ({
      Partition: number,
      LeaderStatus: leaderId === null ? 1 : 0,
      IsrNum: inSyncReplicaIds.length,
      ReplicaNum: replicaIds.length,
    })),
    // No limit of the topic's own.
    QuotaConfig: { QuotaProducerByteRate: -1, QuotaConsumerByteRate: -1 },
  };
}
