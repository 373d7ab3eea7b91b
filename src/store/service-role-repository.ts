import type { Kysely } from 'kysely';
import type { ServiceRoleRepository } from '../domain/identity/service-role.ts';
import type { Schema } from './schema.ts';

export function createServiceRoleRepository(database: Kysely<Schema>): ServiceRoleRepository {
  return {
    async ensure(projectId, { name, createdAtMs }) {
      await database
        .insertInto('service_roles')
        .values({ project_id: projectId, name, created_at_ms: createdAtMs })
        .onConflict((conflict) => conflict.columns(['project_id', 'name']).doNothing())
        .execute();
    },

    async list(projectId) {
      const rows = await database
        .selectFrom('service_roles')
        .where('project_id', '=', projectId)
        .select(['name', 'created_at_ms'])
        .orderBy('name')
        .execute();
      return rows.map((row) => ({ name: row.name, createdAtMs: row.created_at_ms }));
    },
  };
}
