import type { Caller } from '../identity/caller.ts';
import type { Task, TaskKind } from './task.ts';

/** Who asked for something, as tasks remember it. */
export type Requester = Pick<Caller, 'projectId' | 'userId' | 'userName'>;

/** A task that nobody works on yet. */
export function newTask(id: string, by: Requester, instanceId: string, kind: TaskKind, atMs: number): Task {
  return {
    id,
    instanceId,
    projectId: by.projectId,
    kind,
    status: 'created',
    reason: null,
    createdByUserId: by.userId,
    createdByUserName: by.userName,
    createdAtMs: atMs,
    updatedAtMs: atMs,
  };
}
