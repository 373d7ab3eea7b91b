import type { Caller } from '../../../domain/identity/caller.ts';
import type { Page } from '../../../domain/instance/instance-repository.ts';
import type { InstanceService } from '../../../domain/instance/instance-service.ts';
import type { KafkaInstance } from '../../../domain/instance/instance.ts';
import { allInstances } from '../../all-instances.ts';
import type { InstanceQuestion } from './instance-filter.ts';

/** A page of the instances that a list asks for, newest first, and how many there are. */
export async function findInstances(
  instances: InstanceService<KafkaInstance>,
  caller: Caller,
  { filter, matches }: InstanceQuestion,
  page: Page,
): Promise<{ readonly instances: readonly KafkaInstance[]; readonly total: number }> {
  if (filter.statuses?.length === 0) return { instances: [], total: 0 };
  if (matches === null) return instances.list(caller, filter, page);
  const found = (await allInstances(instances, caller, filter)).filter(matches);
  return { instances: found.slice(page.offset, page.offset + page.limit), total: found.length };
}
