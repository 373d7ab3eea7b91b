import { countTopics } from '../../../domain/administration/topic-counts.ts';
import { DomainError } from '../../../domain/errors.ts';
import type { Caller } from '../../../domain/identity/caller.ts';
import type { Services } from '../operation.ts';
import type { BoughtInstance } from './bought-instances.ts';
import type { InstanceCounts } from './instance-view.ts';

/** What is inside an instance. Nothing where its brokers cannot be asked: it is to be shown all the same. */
export async function countInstance(
  { clusters, consumerGroups }: Pick<Services, 'clusters' | 'consumerGroups'>,
  caller: Caller,
  { instance }: BoughtInstance,
): Promise<InstanceCounts> {
  if (instance?.status !== 'running') return { topics: 0, partitions: 0, groups: 0 };
  const topics = await countTopics(clusters, caller, instance);
  try {
    return { ...topics, groups: (await consumerGroups.list(caller, instance.id)).length };
  } catch (error) {
    if (error instanceof DomainError) return { ...topics, groups: 0 };
    throw error;
  }
}
