import { DomainError } from '../errors.ts';
import type { Repositories } from '../store.ts';

type Counted = Pick<Repositories, 'instances' | 'reservations'>;

/** How many instances count towards a project's quota: those that it bought and has not deployed yet, too. */
export async function usedRoom({ instances, reservations }: Counted, projectId: string): Promise<number> {
  return (await instances.count(projectId)) + (await reservations.count(projectId));
}

/** @throws DomainError instance-quota-exceeded where the project may not have so many more */
export async function requireRoom(
  counted: Counted,
  projectId: string,
  more: number,
  quota: number,
): Promise<void> {
  const used = await usedRoom(counted, projectId);
  if (used + more <= quota) return;
  throw new DomainError(
    'instance-quota-exceeded',
    `The project has ${used} instances; allowed: ${quota}. Delete one that is not needed.`,
  );
}
