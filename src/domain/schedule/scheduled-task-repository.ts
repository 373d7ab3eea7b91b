import type { Page } from '../instance/instance-repository.ts';
import type { TaskFilter } from '../task/task-repository.ts';
import type { ScheduledTask } from './scheduled-task.ts';

export interface ScheduledTaskRepository {
  insert(task: ScheduledTask): Promise<void>;
  find(projectId: string, instanceId: string, id: string): Promise<ScheduledTask | null>;
  /** Newest first. `total` counts all that match, not only the page. */
  list(
    projectId: string,
    instanceId: string,
    filter: TaskFilter,
    page: Page,
  ): Promise<{ tasks: readonly ScheduledTask[]; total: number }>;
  /** Those of an instance that still wait. */
  waitingOf(instanceId: string): Promise<readonly ScheduledTask[]>;
  /** Keeps status, time and task. False, and nothing is changed, where it waits no longer. */
  changeWaiting(task: ScheduledTask): Promise<boolean>;
  remove(id: string): Promise<void>;
  /** Those that wait and whose time has come, the earliest first. */
  due(nowMs: number, limit: number): Promise<readonly ScheduledTask[]>;
  /** When the next one is due after this time (epoch ms); null for none. Reads only those that wait. */
  nextDueAfterMs(ms: number): Promise<number | null>;
}
