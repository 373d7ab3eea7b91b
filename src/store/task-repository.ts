import { type Kysely, sql } from 'kysely';
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

    async find(projectId, instanceId, id) {
      const row = await database
        .selectFrom('tasks')
        .where('id', '=', id)
        .where('instance_id', '=', instanceId)
        .where('project_id', '=', projectId)
        .selectAll()
        .executeTakeFirst();
      return row === undefined ? null : toTask(row);
    },

    async findByPrefix(projectId, prefix) {
      const row = await database
        .selectFrom('tasks')
        .where('project_id', '=', projectId)
        .where('id', '>=', prefix)
        // No character of an id comes behind this one.
        .where('id', '<', `${prefix}~`)
        .selectAll()
        .executeTakeFirst();
      return row === undefined ? null : toTask(row);
    },

    async list(projectId, instanceId, { createdFromMs, createdUntilMs }, page) {
      let matching = database
        .selectFrom('tasks')
        .where('project_id', '=', projectId)
        .where('instance_id', '=', instanceId);
      if (createdFromMs !== undefined) matching = matching.where('created_at_ms', '>=', createdFromMs);
      if (createdUntilMs !== undefined) matching = matching.where('created_at_ms', '<=', createdUntilMs);
      const [rows, count] = await Promise.all([
        matching.selectAll().orderBy('position', 'desc').limit(page.limit).offset(page.offset).execute(),
        matching.select(sql<number | string>`count(*)`.as('total')).executeTakeFirstOrThrow(),
      ]);
      return { tasks: rows.map(toTask), total: Number(count.total) };
    },

    async remove(id) {
      await database.deleteFrom('tasks').where('id', '=', id).execute();
    },

    async endOvertaken(instanceId, reason, atMs) {
      await database
        .updateTable('tasks')
        .set({ status: 'failed', reason, updated_at_ms: atMs })
        .where('instance_id', '=', instanceId)
        .where('status', 'in', ['created', 'executing'])
        .execute();
    },

    async steps(task) {
      const rows = await database
        .selectFrom('journal')
        .where('instance_id', '=', task.instanceId)
        .where('task_id', '=', task.id)
        .select(['step', 'started_at_ms', 'ended_at_ms', 'failure'])
        .orderBy('position')
        .execute();
      return rows.map((row) => ({
        step: row.step,
        startedAtMs: row.started_at_ms,
        endedAtMs: row.ended_at_ms,
        failure: row.failure,
      }));
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
