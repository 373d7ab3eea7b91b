import { type Kysely, sql } from 'kysely';
import type { ScheduledTaskRepository } from '../domain/schedule/scheduled-task-repository.ts';
import type { ScheduledStatus, ScheduledTask, WorkForLater } from '../domain/schedule/scheduled-task.ts';
import type { Schema, ScheduledTaskRow } from './schema.ts';

const toTask = (row: Omit<ScheduledTaskRow, 'position'>): ScheduledTask => ({
  id: row.id,
  instanceId: row.instance_id,
  projectId: row.project_id,
  work: workOf(row.work),
  status: row.status as ScheduledStatus,
  dueAtMs: row.due_at_ms,
  inWindow: row.in_window !== 0,
  taskId: row.task_id,
  createdByUserId: row.created_by_user_id,
  createdByUserName: row.created_by_user_name,
  createdAtMs: row.created_at_ms,
  updatedAtMs: row.updated_at_ms,
});

/** One that is told by its kind alone stands as that, any other as JSON. */
function workText(work: WorkForLater): string {
  return Object.keys(work).length === 1 ? work.kind : JSON.stringify(work);
}

function workOf(text: string): WorkForLater {
  return (text.startsWith('{') ? JSON.parse(text) : { kind: text }) as WorkForLater;
}

export function createScheduledTaskRepository(database: Kysely<Schema>): ScheduledTaskRepository {
  // Written out, as in the index: with a bound parameter SQLite would not use it.
  const waiting = () => database.selectFrom('scheduled_tasks').where(sql<boolean>`status = 'waiting'`);

  return {
    async insert(task) {
      await database
        .insertInto('scheduled_tasks')
        .values({
          id: task.id,
          instance_id: task.instanceId,
          project_id: task.projectId,
          work: workText(task.work),
          status: task.status,
          due_at_ms: task.dueAtMs,
          in_window: Number(task.inWindow),
          task_id: task.taskId,
          created_by_user_id: task.createdByUserId,
          created_by_user_name: task.createdByUserName,
          created_at_ms: task.createdAtMs,
          updated_at_ms: task.updatedAtMs,
        })
        .execute();
    },

    async find(projectId, instanceId, id) {
      const row = await database
        .selectFrom('scheduled_tasks')
        .where('id', '=', id)
        .where('instance_id', '=', instanceId)
        .where('project_id', '=', projectId)
        .selectAll()
        .executeTakeFirst();
      return row === undefined ? null : toTask(row);
    },

    async list(projectId, instanceId, { createdFromMs, createdUntilMs }, page) {
      let matching = database
        .selectFrom('scheduled_tasks')
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

    async waitingOf(instanceId) {
      const rows = await waiting()
        .where('instance_id', '=', instanceId)
        .selectAll()
        .orderBy('position')
        .execute();
      return rows.map(toTask);
    },

    async changeWaiting(task) {
      const changed = await database
        .updateTable('scheduled_tasks')
        .set({
          status: task.status,
          due_at_ms: task.dueAtMs,
          in_window: Number(task.inWindow),
          task_id: task.taskId,
          updated_at_ms: task.updatedAtMs,
        })
        .where('id', '=', task.id)
        .where('status', '=', 'waiting')
        .returning('id')
        .executeTakeFirst();
      return changed !== undefined;
    },

    async remove(id) {
      await database.deleteFrom('scheduled_tasks').where('id', '=', id).execute();
    },

    async due(nowMs, limit) {
      const rows = await waiting()
        .where('due_at_ms', '<=', nowMs)
        .selectAll()
        .orderBy('due_at_ms')
        .orderBy('position')
        .limit(limit)
        .execute();
      return rows.map(toTask);
    },

    async nextDueAfterMs(ms) {
      const row = await waiting()
        .where('due_at_ms', '>', ms)
        .select('due_at_ms')
        .orderBy('due_at_ms')
        .limit(1)
        .executeTakeFirst();
      return row?.due_at_ms ?? null;
    },
  };
}
