import { DomainError } from '../errors.ts';
import type { ClusterChanges } from '../instance/cluster-changes.ts';
import type { Instance } from '../instance/instance.ts';
import { type InterruptingWork, recordWork } from '../instance/interrupting-work.ts';
import type { Repositories, Store } from '../store.ts';
import type { ScheduledTask, WorkForLater } from './scheduled-task.ts';
import { isInWindow, nextInWindow } from './window.ts';

/** Begins what has waited for its time, each piece of work exactly once. */
export interface DueWork {
  /** Begins all that can be begun now. Answers when to look again (epoch ms), or null for not before something is scheduled. */
  begin(): Promise<number | null>;
}

export interface DueWorkParts {
  readonly store: Store;
  readonly nowMs: () => number;
  readonly newId: () => string;
  /** How a route is removed, by the rules of its cloud; null where the instance has none of that number any more. */
  readonly routeRemoval: (instance: Instance, routeId: number) => ClusterChanges | null;
  /** Tells the reconciler that there is something to do. */
  readonly wake: (instanceId: string) => void;
}

const atOnce = 100;
/** An instance that is busy when its time has come is asked again. */
const busyRetryMs = 5_000;

type Outcome = 'begun' | 'busy' | 'moved' | 'gone';

export function createDueWork({ store, nowMs, newId, routeRemoval, wake }: DueWorkParts): DueWork {
  /** The work and that it was begun are kept together, or neither is: a crash in the middle repeats nothing and forgets nothing. */
  async function beginOne(task: ScheduledTask): Promise<Outcome> {
    const outcome = await store.transaction((repositories) => decide(repositories, task));
    if (outcome === 'begun') wake(task.instanceId);
    return outcome;
  }

  async function decide(repositories: Repositories, task: ScheduledTask): Promise<Outcome> {
    const { instances, scheduledTasks } = repositories;
    const instance = await instances.find(task.projectId, task.instanceId);
    // It takes its tasks with it.
    if (instance === null || instance.status === 'deleting') return 'gone';
    const now = nowMs();
    const { maintenanceWindow } = instance.spec;
    if (task.inWindow && !isInWindow(maintenanceWindow, now)) {
      // Nobody was there to begin it, or the instance was busy all the time: the next one, and not in the middle of the day.
      const dueAtMs = nextInWindow(maintenanceWindow, now);
      return (await scheduledTasks.changeWaiting({ ...task, dueAtMs, updatedAtMs: now })) ? 'moved' : 'gone';
    }
    const by = {
      projectId: task.projectId,
      userId: task.createdByUserId,
      userName: task.createdByUserName,
    };
    const work = workOf(instance, task.work);
    if (work === null) {
      await scheduledTasks.changeWaiting({ ...task, status: 'cancelled', updatedAtMs: now });
      return 'gone';
    }
    // First, so that one that was cancelled in this moment leaves no trace.
    const taskId = newId();
    const begun = { ...task, status: 'begun', taskId, updatedAtMs: now } as const;
    if (!(await scheduledTasks.changeWaiting(begun))) return 'gone';
    await recordWork(repositories, by, instance, work, { nowMs: now, newId: () => taskId });
    return 'begun';
  }

  function workOf(instance: Instance, work: WorkForLater): InterruptingWork | null {
    if (work.kind !== 'remove-route') return work;
    const changes = routeRemoval(instance, work.routeId);
    return changes === null ? null : { kind: 'change', changes };
  }

  async function tryOne(task: ScheduledTask): Promise<Outcome> {
    try {
      return await beginOne(task);
    } catch (error) {
      if (error instanceof DomainError && error.kind === 'instance-busy') return 'busy';
      // By now it is the last way in, say: whoever asked for it has to ask anew.
      if (error instanceof DomainError && task.work.kind === 'remove-route') {
        await store.scheduledTasks.changeWaiting({ ...task, status: 'cancelled', updatedAtMs: nowMs() });
        return 'gone';
      }
      throw error;
    }
  }

  return {
    async begin() {
      const now = nowMs();
      const outcomes: Outcome[] = [];
      for (const task of await store.scheduledTasks.due(now, atOnce)) outcomes.push(await tryOne(task));
      const next = await store.scheduledTasks.nextDueAfterMs(now);
      const mustAskAgain = outcomes.includes('busy') || outcomes.length === atOnce;
      return mustAskAgain ? Math.min(next ?? Infinity, now + busyRetryMs) : next;
    },
  };
}
