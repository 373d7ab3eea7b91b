import type { ClusterAdministration } from '../../../domain/administration/cluster-administration.ts';
import type { GroupOffset } from '../../../domain/administration/groups.ts';
import { offsetsOfGroup } from '../../../domain/administration/offsets-of-group.ts';
import type {
  ConsumerGroup,
  ConsumerGroupService,
} from '../../../domain/consumer-group/consumer-group-service.ts';
import { DomainError } from '../../../domain/errors.ts';
import type { Call } from '../operation.ts';
import { instanceIdOf } from '../instance-id.ts';
import { deadGroup } from './group-view.ts';

/** The group that the path names; one that does not exist is dead. */
export async function groupOf(call: Call, groups: ConsumerGroupService): Promise<ConsumerGroup> {
  const name = call.params['group'] ?? '';
  try {
    return await groups.get(call.caller, instanceIdOf(call), name);
  } catch (error) {
    if (error instanceof DomainError && error.kind === 'group-not-found') return deadGroup(name);
    throw error;
  }
}

/** Where the group stands; nowhere where brokers do not know it. */
export async function offsetsOf(
  administration: Pick<ClusterAdministration, 'groups'>,
  { id, coordinatorId }: Pick<ConsumerGroup, 'id' | 'coordinatorId'>,
): Promise<readonly GroupOffset[]> {
  return coordinatorId === null ? [] : offsetsOfGroup(administration, id);
}
