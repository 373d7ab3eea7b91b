import type { Kysely } from 'kysely';
import type { InstanceUser } from '../domain/instance-user/instance-user.ts';
import type { InstanceUserRepository } from '../domain/instance-user/instance-user-repository.ts';
import type { SaslMechanism } from '../domain/instance/instance.ts';
import type { WantedUsers } from '../reconcile/work-queue.ts';
import type { Schema } from './schema.ts';
import type { Seal } from './sealing.ts';

const place = (instanceId: string, name: string) => `instance_users/${instanceId}/${name}`;

export function createInstanceUserRepository(database: Kysely<Schema>, seal: Seal): InstanceUserRepository {
  const present = (instanceId: string) =>
    database
      .selectFrom('instance_users')
      .where('instance_id', '=', instanceId)
      .where('removed_at_ms', 'is', null)
      .select(['name', 'mechanisms', 'created_at_ms']);

  return {
    async list(instanceId) {
      return (await present(instanceId).orderBy('name').execute()).map(toUser);
    },

    async find(instanceId, name) {
      const row = await present(instanceId).where('name', '=', name).executeTakeFirst();
      return row === undefined ? null : toUser(row);
    },

    async findSecret(instanceId, name) {
      const row = await present(instanceId)
        .where('name', '=', name)
        .select('sealed_password')
        .executeTakeFirst();
      if (row === undefined) return null;
      return { ...toUser(row), password: seal.open(row.sealed_password, place(instanceId, name)) };
    },

    async save(instanceId, user) {
      const row = {
        sealed_password: seal.seal(user.password, place(instanceId, user.name)),
        mechanisms: JSON.stringify(user.mechanisms),
        created_at_ms: user.createdAtMs,
        removed_at_ms: null,
      };
      await database
        .insertInto('instance_users')
        .values({ instance_id: instanceId, name: user.name, ...row })
        .onConflict((conflict) => conflict.columns(['instance_id', 'name']).doUpdateSet(row))
        .execute();
    },

    async setMechanisms(instanceId, mechanisms) {
      await database
        .updateTable('instance_users')
        .set({ mechanisms: JSON.stringify(mechanisms) })
        .where('instance_id', '=', instanceId)
        .execute();
    },

    async remove(instanceId, name, atMs) {
      await database
        .updateTable('instance_users')
        .set({ removed_at_ms: atMs })
        .where('instance_id', '=', instanceId)
        .where('name', '=', name)
        .execute();
    },
  };
}

/** What brokers shall know: users with their passwords, and the names of those whom they shall forget. */
export async function readUsersForBrokers(
  database: Kysely<Schema>,
  seal: Seal,
  instanceId: string,
): Promise<WantedUsers> {
  const rows = await database
    .selectFrom('instance_users')
    .where('instance_id', '=', instanceId)
    .selectAll()
    .orderBy('name')
    .execute();
  return {
    users: rows
      .filter((row) => row.removed_at_ms === null)
      .map((row) => ({
        name: row.name,
        password: seal.open(row.sealed_password, place(instanceId, row.name)),
        mechanisms: JSON.parse(row.mechanisms) as readonly SaslMechanism[],
      })),
    removed: rows.filter((row) => row.removed_at_ms !== null).map((row) => row.name),
  };
}

function toUser(row: { name: string; mechanisms: string; created_at_ms: number }): InstanceUser {
  return {
    name: row.name,
    mechanisms: JSON.parse(row.mechanisms) as readonly SaslMechanism[],
    createdAtMs: row.created_at_ms,
  };
}
