import type { CloudName } from './instance.ts';
import type { Reservation } from './reservation.ts';

export interface ReservationRepository {
  insert(reservation: Reservation): Promise<void>;
  find(projectId: string, id: string): Promise<Reservation | null>;
  /** Newest first. */
  list(projectId: string, cloud: CloudName): Promise<readonly Reservation[]>;
  /** Name, offering and tags. */
  update(reservation: Reservation): Promise<void>;
  /** Answers whether there was one. */
  remove(projectId: string, id: string): Promise<boolean>;
  count(projectId: string): Promise<number>;
}
