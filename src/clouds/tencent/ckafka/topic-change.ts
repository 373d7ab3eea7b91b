import { ownerTopic, ownerTopics } from '../../../domain/administration/owner-topics.ts';
import type { RunningCluster } from '../../../domain/administration/running-clusters.ts';
import { countedAs } from '../../../domain/limits/counted-partitions.ts';
import { requirePartitionRoom } from '../../../domain/limits/partition-room.ts';
import { badValue, unsupportedOperation } from '../errors.ts';
import type { Services } from '../operation.ts';
import { checkNote, checkPartitions } from './topic-refusals.ts';
import { topicConfigChanges, type TopicSettings } from './topic-settings.ts';
import { replicasOf } from './topic-view.ts';

/** What may change of a topic. */
export interface TopicChange extends TopicSettings {
  readonly TopicName: string;
  readonly Note?: string;
  readonly ReplicaNum?: number;
}

/**
 * Changes a topic's settings and note; all of it is checked before anything is changed.
 * @throws TencentError InvalidParameterValue, UnsupportedOperation; DomainError topic-not-found
 */
export async function changeTopic(
  { instance, administration: { topics } }: RunningCluster,
  { annotations, nowMs }: Pick<Services, 'annotations' | 'nowMs'>,
  asked: TopicChange,
): Promise<void> {
  const topic = await ownerTopic(topics, asked.TopicName);
  const replicas = replicasOf(topic);
  if (asked.ReplicaNum !== undefined && asked.ReplicaNum !== 0 && asked.ReplicaNum !== replicas) {
    throw unsupportedOperation(`ReplicaNum other than the topic's ${replicas}`);
  }
  const changes = topicConfigChanges(asked, replicas);
  const note = asked.Note === undefined ? undefined : checkNote(asked.Note);
  if (changes.size > 0) await topics.alterConfig(topic.name, changes);
  if (note === undefined) return;
  const known = await annotations.find(instance.id, 'topic', topic.name);
  const createdAtMs = known?.createdAtMs ?? nowMs();
  await annotations.save(instance.id, { kind: 'topic', name: topic.name, description: note, createdAtMs });
}

/**
 * Raises a topic's partitions to `count`.
 * @throws TencentError InvalidParameterValue; DomainError topic-not-found, topic-refused
 */
export async function growTopic(
  { instance, administration: { topics } }: RunningCluster,
  name: string,
  count: number,
): Promise<void> {
  const topic = await ownerTopic(topics, name);
  const present = topic.partitions.length;
  if (checkPartitions(count) <= present) {
    throw badValue('PartitionNum', count, `more than the ${present} that the topic has`);
  }
  const added = countedAs(instance.spec, count - present, replicasOf(topic));
  requirePartitionRoom(instance, await ownerTopics(topics), added);
  await topics.addPartitions(topic.name, count);
}
