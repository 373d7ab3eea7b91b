import type { Instance } from '../instance/instance.ts';
import type { Repositories } from '../store.ts';
import { nextInWindow } from './window.ts';

/** Has what waits for the instance's maintenance window wait for the one that it has by now. */
export async function followWindow(
  { scheduledTasks }: Repositories,
  { id, spec }: Instance,
  nowMs: number,
): Promise<void> {
  const dueAtMs = nextInWindow(spec.maintenanceWindow, nowMs);
  for (const task of await scheduledTasks.waitingOf(id)) {
    if (task.inWindow) await scheduledTasks.changeWaiting({ ...task, dueAtMs, updatedAtMs: nowMs });
  }
}
