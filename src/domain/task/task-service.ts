import { DomainError } from '../errors.ts';
import type { Caller } from '../identity/caller.ts';
import type { Page } from '../instance/instance-repository.ts';
import type { Store } from '../store.ts';
import type { TaskFilter } from './task-repository.ts';
import type { JournalEntry, Task } from './task.ts';

/** What owners see of the work on their instances. Every method throws DomainError instance-not-found. */
export interface TaskService {
  list(
    caller: Caller,
    instanceId: string,
    filter: TaskFilter,
    page: Page,
  ): Promise<{ tasks: readonly Task[]; total: number }>;
  /** @throws DomainError task-not-found */
  get(caller: Caller, instanceId: string, id: string): Promise<Task>;
  /** The task whose id begins so, of whatever instance. @throws DomainError task-not-found */
  getByPrefix(caller: Caller, prefix: string): Promise<Task>;
  /** The steps that were taken for the task, oldest first. @throws DomainError task-not-found */
  steps(caller: Caller, instanceId: string, id: string): Promise<readonly JournalEntry[]>;
  /** Forgets a task that has ended. @throws DomainError task-not-found, task-running */
  delete(caller: Caller, instanceId: string, id: string): Promise<void>;
}

export function createTaskService(store: Store): TaskService {
  async function requireInstance(caller: Caller, instanceId: string): Promise<void> {
    if ((await store.instances.find(caller.projectId, instanceId)) === null) {
      throw new DomainError('instance-not-found', `Instance ${instanceId} does not exist.`);
    }
  }

  async function get(caller: Caller, instanceId: string, id: string): Promise<Task> {
    await requireInstance(caller, instanceId);
    const task = await store.tasks.find(caller.projectId, instanceId, id);
    if (task === null) {
      throw new DomainError('task-not-found', `Instance ${instanceId} has no task ${id}.`);
    }
    return task;
  }

  return {
    async list(caller, instanceId, filter, page) {
      await requireInstance(caller, instanceId);
      return store.tasks.list(caller.projectId, instanceId, filter, page);
    },

    get,

    async getByPrefix(caller, prefix) {
      const task = await store.tasks.findByPrefix(caller.projectId, prefix);
      if (task === null) throw new DomainError('task-not-found', 'The task does not exist.');
      return task;
    },

    async steps(caller, instanceId, id) {
      return store.tasks.steps(await get(caller, instanceId, id));
    },

    async delete(caller, instanceId, id) {
      const task = await get(caller, instanceId, id);
      if (task.status === 'created' || task.status === 'executing') {
        throw new DomainError(
          'task-running',
          `Task ${id} is still ${task.status}; it can be deleted once it has ended.`,
        );
      }
      await store.tasks.remove(id);
    },
  };
}
