import { type Kysely, sql } from 'kysely';
import { DomainError } from '../domain/errors.ts';
import type { InstanceFilter, InstanceRepository } from '../domain/instance/instance-repository.ts';
import { toInstance } from './instance-row.ts';
import type { Schema } from './schema.ts';

export function createInstanceRepository(database: Kysely<Schema>): InstanceRepository {
  return {
    async insert(instance, nameIsUnique) {
      if (nameIsUnique) {
        const taken = await database
          .selectFrom('instances')
          .where('project_id', '=', instance.projectId)
          .where('unique_name', '=', instance.name)
          .select('id')
          .executeTakeFirst();
        if (taken !== undefined) {
          throw new DomainError(
            'instance-name-taken',
            `An instance named ${instance.name} exists already.`,
            'name',
          );
        }
      }
      await database
        .insertInto('instances')
        .values({
          id: instance.id,
          project_id: instance.projectId,
          name: instance.name,
          unique_name: nameIsUnique ? instance.name : null,
          description: instance.description,
          engine: instance.engine,
          version: instance.version,
          status: instance.status,
          status_reason: instance.statusReason,
          enterprise_project_id: instance.spec.enterpriseProjectId,
          offering: JSON.stringify(instance.offering),
          spec: JSON.stringify(instance.spec),
          endpoints: JSON.stringify(instance.endpoints),
          created_at_ms: instance.createdAtMs,
          created_by_user_id: instance.createdByUserId,
          created_by_user_name: instance.createdByUserName,
          due_at_ms: instance.createdAtMs,
          generation: 1,
          lease_owner: null,
          lease_until_ms: null,
          fencing_token: 0,
          failed_attempts: 0,
        })
        .execute();
    },

    async find(projectId, id) {
      const row = await database
        .selectFrom('instances')
        .where('id', '=', id)
        .where('project_id', '=', projectId)
        .selectAll()
        .executeTakeFirst();
      return row === undefined ? null : toInstance(row);
    },

    async list(projectId, filter, page) {
      const matching = matchingInstances(database, projectId, filter);
      const [rows, count] = await Promise.all([
        matching.selectAll().orderBy('position', 'desc').limit(page.limit).offset(page.offset).execute(),
        matching.select(sql<number | string>`count(*)`.as('total')).executeTakeFirstOrThrow(),
      ]);
      return { instances: rows.map(toInstance), total: Number(count.total) };
    },

    async request(id, status, atMs) {
      await database
        .updateTable('instances')
        .set((row) => ({
          status,
          status_reason: null,
          due_at_ms: atMs,
          failed_attempts: 0,
          generation: row('generation', '+', 1),
          ...(status === 'deleting' ? { unique_name: null } : {}),
        }))
        .where('id', '=', id)
        .execute();
    },
  };
}

function matchingInstances(database: Kysely<Schema>, projectId: string, filter: InstanceFilter) {
  let query = database.selectFrom('instances').where('project_id', '=', projectId);
  if (filter.engine !== undefined) query = query.where('engine', '=', filter.engine);
  if (filter.id !== undefined) query = query.where('id', '=', filter.id);
  if (filter.statuses !== undefined) query = query.where('status', 'in', [...filter.statuses]);
  if (filter.enterpriseProjectId !== undefined) {
    query = query.where('enterprise_project_id', '=', filter.enterpriseProjectId);
  }
  if (filter.name?.match === 'exact') query = query.where('name', '=', filter.name.text);
  if (filter.name?.match === 'part') {
    // instr and not LIKE: the text may hold LIKE's own wildcards.
    query = query.where(sql<boolean>`instr(name, ${filter.name.text}) > 0`);
  }
  return query;
}
