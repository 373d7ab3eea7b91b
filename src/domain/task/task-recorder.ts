import type { Caller } from '../identity/caller.ts';
import { newTask } from './new-task.ts';
import type { TaskRepository } from './task-repository.ts';
import type { TaskKind } from './task.ts';

type RecordedKind = Extract<
  TaskKind,
  'change-quota' | 'reset-offsets' | 'delete-topics' | 'delete-groups' | 'change-groups'
>;

/** Records work that was done while the caller waited, for clouds whose clients ask for its task; answers the task's id. */
export type TaskRecorder = (caller: Caller, instanceId: string, kind: RecordedKind) => Promise<string>;

export interface TaskRecorderParts {
  readonly tasks: Pick<TaskRepository, 'insert'>;
  readonly nowMs: () => number;
  readonly newId: () => string;
}

export function createTaskRecorder({ tasks, nowMs, newId }: TaskRecorderParts): TaskRecorder {
  return async (caller, instanceId, kind) => {
    const id = newId();
    const task = newTask(id, caller, instanceId, kind, nowMs());
    await tasks.insert({ ...task, status: 'succeeded' });
    return id;
  };
}
