import { DomainError } from '../errors.ts';
import type { InstanceRepository, PlaceFilter } from '../instance/instance-repository.ts';

/**
 * Refuses to take away what instances are placed in. An instance that is being deleted still counts: its brokers run
 * until it is gone.
 * @throws DomainError network-in-use
 */
export async function refuseWhileUsed(
  instances: InstanceRepository,
  projectId: string,
  place: PlaceFilter,
  what: string,
): Promise<void> {
  const users = await instances.placedIn(projectId, place, 3);
  if (users.length === 0) return;
  const names = users.map((user) => `${user.name} (${user.id})`).join(', ');
  throw new DomainError(
    'network-in-use',
    `${what} is used by instances, such as ${names}. Delete them, and wait until they are gone.`,
  );
}
