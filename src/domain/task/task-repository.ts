import type { Task } from './task.ts';

export interface TaskRepository {
  insert(task: Task): Promise<void>;
  /** Newest first. */
  list(projectId: string, instanceId: string): Promise<readonly Task[]>;
}
