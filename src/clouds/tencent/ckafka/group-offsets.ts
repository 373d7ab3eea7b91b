import type { ClusterAdministration } from '../../../domain/administration/cluster-administration.ts';
import type { GroupOffset } from '../../../domain/administration/groups.ts';
import { offsetsOfGroup } from '../../../domain/administration/offsets-of-group.ts';
import type { ConsumerGroup } from '../../../domain/consumer-group/consumer-group-service.ts';

/** Where a group stands, by topic; nowhere where the brokers do not know it yet. */
export async function offsetsByTopic(
  administration: Pick<ClusterAdministration, 'groups'>,
  { id, coordinatorId }: Pick<ConsumerGroup, 'id' | 'coordinatorId'>,
): Promise<ReadonlyMap<string, readonly GroupOffset[]>> {
  if (coordinatorId === null) return new Map();
  const offsets = await offsetsOfGroup(administration, id);
  return Map.groupBy(
    offsets.toSorted((one, other) => (one.topic < other.topic ? -1 : one.topic > other.topic ? 1 : 0)),
    ({ topic }) => topic,
  );
}
