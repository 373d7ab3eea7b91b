import type { Kysely } from 'kysely';
import type { SecretRepository } from '../domain/secret/secret-repository.ts';
import type { Schema } from './schema.ts';
import type { Seal } from './sealing.ts';

const place = (instanceId: string, name: string) => `instance_secrets/${instanceId}/${name}`;

export function createSecretRepository(database: Kysely<Schema>, seal: Seal): SecretRepository {
  return {
    async save(instanceId, secrets) {
      if (secrets.size === 0) return;
      await database
        .insertInto('instance_secrets')
        .values(
          [...secrets].map(([name, value]) => ({
            instance_id: instanceId,
            name,
            sealed_value: seal.seal(value, place(instanceId, name)),
          })),
        )
        .onConflict((conflict) =>
          conflict
            .columns(['instance_id', 'name'])
            .doUpdateSet((values) => ({ sealed_value: values.ref('excluded.sealed_value') })),
        )
        .execute();
    },

    async read(instanceId) {
      const rows = await database
        .selectFrom('instance_secrets')
        .where('instance_id', '=', instanceId)
        .select(['name', 'sealed_value'])
        .execute();
      return new Map(rows.map((row) => [row.name, seal.open(row.sealed_value, place(instanceId, row.name))]));
    },

    async find(instanceId, name) {
      const row = await database
        .selectFrom('instance_secrets')
        .where('instance_id', '=', instanceId)
        .where('name', '=', name)
        .select('sealed_value')
        .executeTakeFirst();
      return row === undefined ? null : seal.open(row.sealed_value, place(instanceId, name));
    },

    async remove(instanceId) {
      await database.deleteFrom('instance_secrets').where('instance_id', '=', instanceId).execute();
    },
  };
}
