import { DomainError } from '../errors.ts';
import type { ClusterAdministration } from './cluster-administration.ts';
import type { GroupOffset } from './groups.ts';

/** Where a group stands; nowhere where the brokers do not know it, as one that was deleted after it was looked up. */
export async function offsetsOfGroup(
  { groups }: Pick<ClusterAdministration, 'groups'>,
  id: string,
): Promise<readonly GroupOffset[]> {
  try {
    return await groups.offsets(id);
  } catch (error) {
    if (error instanceof DomainError && error.kind === 'group-not-found') return [];
    throw error;
  }
}
