import type { ClusterAdministration } from '../../../domain/administration/cluster-administration.ts';
import type { GroupOffset } from '../../../domain/administration/groups.ts';
import type { ConsumerGroup } from '../../../domain/consumer-group/consumer-group-service.ts';
import { DomainError } from '../../../domain/errors.ts';

/** Where a group stands, by topic; nowhere where the brokers do not know it yet. */
export async function offsetsByTopic(
  { groups }: Pick<ClusterAdministration, 'groups'>,
  { id, coordinatorId }: Pick<ConsumerGroup, 'id' | 'coordinatorId'>,
): Promise<ReadonlyMap<string, readonly GroupOffset[]>> {
  if (coordinatorId === null) return new Map();
  try {
    const offsets = await groups.offsets(id);
    return Map.groupBy(
      offsets.toSorted((one, other) => (one.topic < other.topic ? -1 : one.topic > other.topic ? 1 : 0)),
      ({ topic }) => topic,
    );
  } catch (error) {
    // Deleted meanwhile.
    if (error instanceof DomainError && error.kind === 'group-not-found') return new Map();
    throw error;
  }
}
