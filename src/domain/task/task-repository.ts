import type { Page } from '../instance/instance-repository.ts';
import type { JournalEntry, Task } from './task.ts';

/** Which tasks are asked for: those that were created within this time, both ends included. */
export interface TaskFilter {
  readonly createdFromMs?: number;
  readonly createdUntilMs?: number;
}

export interface TaskRepository {
  insert(task: Task): Promise<void>;
  find(projectId: string, instanceId: string, id: string): Promise<Task | null>;
  /** The project's task whose id begins so; for clouds that number tasks. */
  findByPrefix(projectId: string, prefix: string): Promise<Task | null>;
  /** Newest first. `total` counts all that match, not only the page. */
  list(
    projectId: string,
    instanceId: string,
    filter: TaskFilter,
    page: Page,
  ): Promise<{ tasks: readonly Task[]; total: number }>;
  remove(id: string): Promise<void>;
  /** Ends all tasks of the instance that have not ended, as failed: something else was asked for since. */
  endOvertaken(instanceId: string, reason: string, atMs: number): Promise<void>;
  /** The steps that were taken for a task, oldest first, as far as the journal still has them. */
  steps(task: Task): Promise<readonly JournalEntry[]>;
}
