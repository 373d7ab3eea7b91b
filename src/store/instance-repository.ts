import { type Kysely, sql } from 'kysely';
import { DomainError } from '../domain/errors.ts';
import type { InstanceRepository } from '../domain/instance/instance-repository.ts';
import type { Instance } from '../domain/instance/instance.ts';
import { createInstanceList } from './instance-list.ts';
import { instanceColumns, type InstanceColumns, toInstance } from './instance-row.ts';
import { prepareQuery } from './prepared-query.ts';
import type { Schema } from './schema.ts';

export function createInstanceRepository(database: Kysely<Schema>): InstanceRepository {
  const findRow = prepareQuery<'id' | 'projectId', InstanceColumns>(database, (parameter) =>
    database
      .selectFrom('instances')
      .where('id', '=', parameter('id'))
      .where('project_id', '=', parameter('projectId'))
      .select(instanceColumns),
  );
  return {
    async insert(instance, nameIsUnique) {
      if (nameIsUnique) await requireFreeName(database, instance);
      await database
        .insertInto('instances')
        .values({
          id: instance.id,
          project_id: instance.projectId,
          name: instance.name,
          unique_name: nameIsUnique ? instance.name : null,
          description: instance.description,
          engine: instance.engine,
          cloud: instance.offering.cloud,
          version: instance.version,
          status: instance.status,
          status_reason: instance.statusReason,
          enterprise_project_id: instance.spec.enterpriseProjectId,
          subnet_id: instance.spec.network.subnetId,
          security_group_id: instance.spec.network.securityGroupId ?? '',
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
          ready_at_ms: null,
        })
        .execute();
    },

    async find(projectId, id) {
      const [row] = await findRow({ id, projectId });
      return row === undefined ? null : toInstance(row);
    },

    async placedIn(projectId, place, limit) {
      const instances = database.selectFrom('instances').where('project_id', '=', projectId);
      const placed =
        'subnetId' in place
          ? instances.where('subnet_id', '=', place.subnetId)
          : instances.where('security_group_id', '=', place.securityGroupId);
      const rows = await placed.select(['id', 'name']).orderBy('position').limit(limit).execute();
      return rows.map(({ id, name }) => ({ id, name }));
    },

    list: createInstanceList(database),

    async count(projectId) {
      const { total } = await database
        .selectFrom('instance_counts')
        .where('project_id', '=', projectId)
        .where('status', '!=', 'deleting')
        .select(sql<number | string | null>`sum(total)`.as('total'))
        .executeTakeFirstOrThrow();
      return Number(total ?? 0);
    },

    async update(instance, dueAtMs) {
      const kept = await database
        .selectFrom('instances')
        .where('id', '=', instance.id)
        .select('unique_name')
        .executeTakeFirst();
      const nameIsUnique = (kept?.unique_name ?? null) !== null;
      if (nameIsUnique) await requireFreeName(database, instance);
      await database
        .updateTable('instances')
        .set((row) => ({
          name: instance.name,
          unique_name: nameIsUnique ? instance.name : null,
          description: instance.description,
          version: instance.version,
          enterprise_project_id: instance.spec.enterpriseProjectId,
          subnet_id: instance.spec.network.subnetId,
          security_group_id: instance.spec.network.securityGroupId ?? '',
          offering: JSON.stringify(instance.offering),
          spec: JSON.stringify(instance.spec),
          ...(dueAtMs === null ? {} : { due_at_ms: dueAtMs, generation: row('generation', '+', 1) }),
        }))
        .where('id', '=', instance.id)
        .execute();
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

async function requireFreeName(database: Kysely<Schema>, instance: Instance): Promise<void> {
  const taken = await database
    .selectFrom('instances')
    .where('project_id', '=', instance.projectId)
    .where('unique_name', '=', instance.name)
    .where('id', '!=', instance.id)
    .select('id')
    .executeTakeFirst();
  if (taken === undefined) return;
  throw new DomainError('instance-name-taken', `An instance named ${instance.name} exists already.`, 'name');
}
