import { ownerTopics } from './owner-topics.ts';
import type { RunningClusters } from './running-clusters.ts';
import { countedPartitions } from '../limits/counted-partitions.ts';
import { DomainError } from '../errors.ts';
import type { Caller } from '../identity/caller.ts';
import type { KafkaInstance } from '../instance/instance.ts';

export interface TopicCounts {
  readonly topics: number;
  /** Of these topics, as they count towards the instance's limit. */
  readonly partitions: number;
}

const none: TopicCounts = { topics: 0, partitions: 0 };

/** How many topics an instance has. Nothing where its brokers cannot be asked: it is to be shown all the same. */
export async function countTopics(
  clusters: RunningClusters,
  caller: Caller,
  instance: KafkaInstance,
): Promise<TopicCounts> {
  if (instance.status !== 'running') return none;
  try {
    const { administration } = await clusters.of(caller, instance.id);
    const topics = await ownerTopics(administration.topics);
    return {
      topics: topics.length,
      partitions: countedPartitions(instance.spec, topics),
    };
  } catch (error) {
    if (error instanceof DomainError) return none;
    throw error;
  }
}
