import { DomainError } from '../errors.ts';
import type { Caller } from '../identity/caller.ts';
import type { Page } from '../instance/instance-repository.ts';
import type { Instance } from '../instance/instance.ts';
import { busy } from '../instance/status-after.ts';
import type { Repositories, Store } from '../store.ts';
import type { TaskFilter } from '../task/task-repository.ts';
import type { Task } from '../task/task.ts';
import type { ScheduledTask, WhenLater, WorkForLater } from './scheduled-task.ts';
import { nextInWindow } from './window.ts';

/** A scheduled task, and what has become of it. */
export interface FollowedTask {
  readonly scheduled: ScheduledTask;
  /** Null while it waits, and where the task was deleted since. */
  readonly task: Task | null;
}

/** What owners do with work that waits for its time. Every method throws DomainError instance-not-found. */
export interface ScheduleService {
  /** @throws DomainError instance-busy while it is deleted, invalid-parameter for a time that is past */
  schedule(caller: Caller, instanceId: string, work: WorkForLater, when: WhenLater): Promise<ScheduledTask>;
  list(
    caller: Caller,
    instanceId: string,
    filter: TaskFilter,
    page: Page,
  ): Promise<{ tasks: readonly FollowedTask[]; total: number }>;
  /** Has it begin at another time. @throws DomainError scheduled-task-not-found, scheduled-task-over, invalid-parameter */
  move(caller: Caller, instanceId: string, id: string, atMs: number): Promise<void>;
  /** Idempotent. @throws DomainError scheduled-task-not-found, scheduled-task-over once it was begun */
  cancel(caller: Caller, instanceId: string, id: string): Promise<void>;
  /** Forgets one that waits no longer and is not under way. @throws DomainError scheduled-task-not-found, task-running */
  delete(caller: Caller, instanceId: string, id: string): Promise<void>;
}

export interface ScheduleServiceParts {
  readonly store: Store;
  readonly nowMs: () => number;
  readonly newId: () => string;
  /** Tells whoever begins what is due that something is due at another time. */
  readonly changed: () => void;
}

export function createScheduleService({
  store,
  nowMs,
  newId,
  changed,
}: ScheduleServiceParts): ScheduleService {
  function requireFuture(atMs: number): void {
    const now = nowMs();
    if (atMs > now) return;
    const [given, present] = [atMs, now].map((ms) => new Date(ms).toISOString());
    throw new DomainError('invalid-parameter', `${given} is past; it is ${present}.`, 'atMs');
  }

  async function change(
    caller: Caller,
    instanceId: string,
    id: string,
    changes: (task: ScheduledTask) => Partial<ScheduledTask> | null,
  ): Promise<void> {
    await store.transaction(async (repositories) => {
      const task = await requireTask(repositories, caller, instanceId, id);
      const wanted = changes(task);
      if (wanted === null) return;
      const after = { ...task, ...wanted, updatedAtMs: nowMs() };
      if (!(await repositories.scheduledTasks.changeWaiting(after))) {
        throw new DomainError('scheduled-task-over', `Scheduled task ${id} is ${task.status} already.`);
      }
    });
    changed();
  }

  return {
    async schedule(caller, instanceId, work, when) {
      if (when !== 'in-window') requireFuture(when.atMs);
      const made = await store.transaction(async (repositories) => {
        const instance = await requireInstance(repositories, caller, instanceId);
        if (instance.status === 'deleting') throw busy(instance);
        const now = nowMs();
        const task: ScheduledTask = {
          id: newId(),
          instanceId,
          projectId: caller.projectId,
          work,
          status: 'waiting',
          dueAtMs: when === 'in-window' ? nextInWindow(instance.spec.maintenanceWindow, now) : when.atMs,
          inWindow: when === 'in-window',
          taskId: null,
          createdByUserId: caller.userId,
          createdByUserName: caller.userName,
          createdAtMs: now,
          updatedAtMs: now,
        };
        await repositories.scheduledTasks.insert(task);
        return task;
      });
      changed();
      return made;
    },

    async list(caller, instanceId, filter, page) {
      await requireInstance(store, caller, instanceId);
      const { tasks, total } = await store.scheduledTasks.list(caller.projectId, instanceId, filter, page);
      const followed = tasks.map(async (scheduled) => ({ scheduled, task: await taskOf(scheduled) }));
      return { tasks: await Promise.all(followed), total };
    },

    async move(caller, instanceId, id, atMs) {
      requireFuture(atMs);
      await change(caller, instanceId, id, () => ({ dueAtMs: atMs, inWindow: false }));
    },

    async cancel(caller, instanceId, id) {
      await change(caller, instanceId, id, ({ status }) =>
        status === 'cancelled' ? null : { status: 'cancelled' },
      );
    },

    async delete(caller, instanceId, id) {
      await store.transaction(async (repositories) => {
        const scheduled = await requireTask(repositories, caller, instanceId, id);
        const task = await taskOf(scheduled, repositories);
        const isUnderWay = task !== null && (task.status === 'created' || task.status === 'executing');
        if (scheduled.status === 'waiting' || isUnderWay) {
          throw new DomainError(
            'task-running',
            `Scheduled task ${id} ${isUnderWay ? 'is under way' : 'waits for its time'}; it can be deleted once it has ended or is cancelled.`,
          );
        }
        await repositories.scheduledTasks.remove(id);
      });
    },
  };

  async function taskOf(scheduled: ScheduledTask, { tasks }: Repositories = store): Promise<Task | null> {
    if (scheduled.taskId === null) return null;
    return tasks.find(scheduled.projectId, scheduled.instanceId, scheduled.taskId);
  }
}

async function requireInstance(
  { instances }: Pick<Repositories, 'instances'>,
  caller: Caller,
  id: string,
): Promise<Instance> {
  const instance = await instances.find(caller.projectId, id);
  if (instance === null) throw new DomainError('instance-not-found', `Instance ${id} does not exist.`);
  return instance;
}

async function requireTask(
  repositories: Repositories,
  caller: Caller,
  instanceId: string,
  id: string,
): Promise<ScheduledTask> {
  await requireInstance(repositories, caller, instanceId);
  const found = await repositories.scheduledTasks.find(caller.projectId, instanceId, id);
  if (found === null) {
    throw new DomainError('scheduled-task-not-found', `Instance ${instanceId} has no scheduled task ${id}.`);
  }
  return found;
}
