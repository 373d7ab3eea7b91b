import type { Kysely } from 'kysely';
import type { IdentityRepository } from '../domain/identity/identity-repository.ts';
import type { Schema } from './schema.ts';
import type { Seal } from './sealing.ts';

const secretKeyPlace = (accessKey: string) => `access_keys/${accessKey}`;

export function createIdentityRepository(database: Kysely<Schema>, seal: Seal): IdentityRepository {
  return {
    async findAccessKey(accessKey) {
      const row = await database
        .selectFrom('access_keys')
        .innerJoin('projects', 'projects.id', 'access_keys.project_id')
        .innerJoin('accounts', 'accounts.id', 'projects.account_id')
        .where('access_keys.access_key', '=', accessKey)
        .select([
          'access_keys.sealed_secret_key',
          'access_keys.user_id',
          'access_keys.user_name',
          'projects.id as project_id',
          'projects.name as project_name',
          'accounts.id as account_id',
          'accounts.name as account_name',
        ])
        .executeTakeFirst();
      if (row === undefined) return null;
      return {
        accessKey,
        secretKey: seal.open(row.sealed_secret_key, secretKeyPlace(accessKey)),
        caller: {
          accountId: row.account_id,
          accountName: row.account_name,
          projectId: row.project_id,
          projectName: row.project_name,
          userId: row.user_id,
          userName: row.user_name,
        },
      };
    },

    async saveAccessKey({ accessKey, secretKey, caller }) {
      await database
        .insertInto('accounts')
        .values({ id: caller.accountId, name: caller.accountName })
        .onConflict((conflict) => conflict.column('id').doNothing())
        .execute();
      await database
        .insertInto('projects')
        .values({ id: caller.projectId, account_id: caller.accountId, name: caller.projectName })
        .onConflict((conflict) => conflict.column('id').doNothing())
        .execute();
      const key = {
        sealed_secret_key: seal.seal(secretKey, secretKeyPlace(accessKey)),
        project_id: caller.projectId,
        user_id: caller.userId,
        user_name: caller.userName,
      };
      await database
        .insertInto('access_keys')
        .values({ access_key: accessKey, ...key })
        .onConflict((conflict) => conflict.column('access_key').doUpdateSet(key))
        .execute();
    },
  };
}
