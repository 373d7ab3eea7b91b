import type { Kysely } from 'kysely';
import type { InstanceOverview } from '../domain/instance/instance-repository.ts';
import { instanceColumns, toInstance } from './instance-row.ts';
import type { Schema } from './schema.ts';

export function createInstanceOverview(database: Kysely<Schema>): InstanceOverview {
  const instances = database.selectFrom('instances').select(instanceColumns);
  return {
    async all() {
      return (await instances.orderBy('position').execute()).map(toInstance);
    },

    async find(id) {
      const row = await instances.where('id', '=', id).executeTakeFirst();
      return row === undefined ? null : toInstance(row);
    },
  };
}
