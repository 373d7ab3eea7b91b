import type { Restart } from '../instance/interrupting-work.ts';

/** When something is to be done that interrupts clients: in the instance's maintenance window, or at a time (epoch ms). */
export type WhenLater = 'in-window' | { readonly atMs: number };

/** Takes a way in away that Tencent's owners call a route. */
export interface RouteRemoval {
  readonly kind: 'remove-route';
  readonly routeId: number;
}

export type WorkForLater = Restart | RouteRemoval;

/** `begun`: handed over, as a task of its own. */
export type ScheduledStatus = 'waiting' | 'begun' | 'cancelled';

/** Work that interrupts clients and waits for its time. */
export interface ScheduledTask {
  readonly id: string;
  readonly instanceId: string;
  readonly projectId: string;
  readonly work: WorkForLater;
  readonly status: ScheduledStatus;
  readonly dueAtMs: number;
  /** Whether it may only begin in the maintenance window, whenever that is by then. */
  readonly inWindow: boolean;
  /** The task that it has become. */
  readonly taskId: string | null;
  readonly createdByUserId: string;
  readonly createdByUserName: string;
  readonly createdAtMs: number;
  readonly updatedAtMs: number;
}
