import type { Kysely } from 'kysely';
import type { TaskRepository } from '../domain/task/task-repository.ts';
import type { Task, TaskKind, TaskStatus } from '../domain/task/task.ts';
import type { Schema, TaskRow } from './schema.ts';

export function createTaskRepository(database: Kysely<Schema>): TaskRepository {
  return {
    async insert(task) {
      await database
        .insertInto('tasks')
        .values({
          id: task.id,
          instance_id: task.instanceId,
          project_id: task.projectId,
          kind: task.kind,
          status: task.status,
          reason: task.reason,
          created_by_user_id: task.createdByUserId,
          created_by_user_name: task.createdByUserName,
          created_at_ms: task.createdAtMs,
          updated_at_ms: task.updatedAtMs,
        })
        .execute();
    },

    async list(projectId, instanceId) {
      const rows = await database
        .selectFrom('tasks')
        .where('project_id', '=', projectId)
        .where('instance_id', '=', instanceId)
        .selectAll()
        .orderBy('position', 'desc')
        .execute();
      return rows.map(toTask);
    },
  };
}

function toTask(row: Omit<TaskRow, 'position'>): Task {
  return {
    id: row.id,
    instanceId: row.instance_id,
    projectId: row.project_id,
    kind: row.kind as TaskKind,
    status: row.status as TaskStatus,
    reason: row.reason,
    createdByUserId: row.created_by_user_id,
    createdByUserName: row.created_by_user_name,
    createdAtMs: row.created_at_ms,
    updatedAtMs: row.updated_at_ms,
  };
}
