import { DomainError } from '../errors.ts';
import type { Caller } from '../identity/caller.ts';
import type { Store } from '../store.ts';
import { requireRoom } from './instance-room.ts';
import type { CloudName } from './instance.ts';
import type { Reservation } from './reservation.ts';

/**
 * Instances of clouds that sell them first and deploy them later. An order of the instance service that says `isReserved`
 * deploys one, and uses its reservation up.
 */
export interface ReservationService {
  /** @throws DomainError instance-quota-exceeded */
  reserve(caller: Caller, reservation: Omit<Reservation, 'projectId' | 'createdAtMs'>): Promise<Reservation>;
  /** Newest first. */
  list(caller: Caller, cloud: CloudName): Promise<readonly Reservation[]>;
  find(caller: Caller, id: string): Promise<Reservation | null>;
  /** Replaces name, offering and tags by those that `change` answers. @throws DomainError instance-not-found, and whatever `change` throws */
  change(caller: Caller, id: string, change: (before: Reservation) => Reservation): Promise<void>;
  /** @throws DomainError instance-not-found */
  remove(caller: Caller, id: string): Promise<void>;
}

export interface ReservationServiceParts {
  readonly store: Store;
  readonly nowMs: () => number;
  readonly instanceQuota: number;
}

export function createReservationService({
  store,
  nowMs,
  instanceQuota,
}: ReservationServiceParts): ReservationService {
  return {
    async reserve(caller, asked) {
      const { projectId } = caller;
      const reservation = { ...asked, projectId, createdAtMs: nowMs() };
      await store.transaction(async (repositories) => {
        await requireRoom(repositories, projectId, 1, instanceQuota);
        await repositories.reservations.insert(reservation);
      });
      return reservation;
    },

    list: (caller, cloud) => store.reservations.list(caller.projectId, cloud),

    find: (caller, id) => store.reservations.find(caller.projectId, id),

    change: (caller, id, change) =>
      store.transaction(async ({ reservations }) => {
        const before = (await reservations.find(caller.projectId, id)) ?? notFound(id);
        await reservations.update(change(before));
      }),

    async remove(caller, id) {
      if (!(await store.reservations.remove(caller.projectId, id))) notFound(id);
    },
  };
}

function notFound(id: string): never {
  throw new DomainError('instance-not-found', `Instance ${id} does not exist.`);
}
