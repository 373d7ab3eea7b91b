import type { Kysely } from 'kysely';
import { DomainError } from '../domain/errors.ts';
import type { IdentityRepository } from '../domain/identity/identity-repository.ts';
import type { Project } from '../domain/identity/project.ts';
import type { User } from '../domain/identity/user.ts';
import type { ProjectRow, Schema, UserRow } from './schema.ts';
import type { Seal } from './sealing.ts';

const secretKeyPlace = (accessKey: string) => `access_keys/${accessKey}`;

export function createIdentityRepository(database: Kysely<Schema>, seal: Seal): IdentityRepository {
  const keys = () =>
    database
      .selectFrom('access_keys')
      .innerJoin('projects', 'projects.id', 'access_keys.project_id')
      .innerJoin('accounts', 'accounts.id', 'projects.account_id')
      .innerJoin('users', 'users.id', 'access_keys.user_id')
      .select([
        'access_keys.access_key',
        'access_keys.sealed_secret_key',
        'access_keys.created_at_ms',
        'access_keys.revoked_at_ms',
        'users.id as user_id',
        'users.name as user_name',
        'projects.id as project_id',
        'projects.name as project_name',
        'accounts.id as account_id',
        'accounts.name as account_name',
      ]);

  return {
    async findAccount(id) {
      const row = await database
        .selectFrom('accounts')
        .where('id', '=', id)
        .select(['id', 'name'])
        .executeTakeFirst();
      return row ?? null;
    },

    listAccounts: () => database.selectFrom('accounts').select(['id', 'name']).orderBy('position').execute(),

    async saveAccount({ id, name }) {
      await unlessTaken(`An account named ${name} exists already.`, () =>
        database
          .insertInto('accounts')
          .values({ id, name })
          .onConflict((conflict) => conflict.column('id').doUpdateSet({ name }))
          .execute(),
      );
    },

    async findProject(id) {
      const row = await database.selectFrom('projects').where('id', '=', id).selectAll().executeTakeFirst();
      return row === undefined ? null : toProject(row);
    },

    async listProjects(accountId) {
      const all = database.selectFrom('projects').selectAll().orderBy('position');
      const rows = await (accountId === undefined ? all : all.where('account_id', '=', accountId)).execute();
      return rows.map(toProject);
    },

    async saveProject({ id, accountId, name }) {
      await unlessTaken(`The account has a project named ${name} already.`, () =>
        database
          .insertInto('projects')
          .values({ id, account_id: accountId, name })
          .onConflict((conflict) => conflict.column('id').doUpdateSet({ name }))
          .execute(),
      );
    },

    async findUser(id) {
      const row = await database.selectFrom('users').where('id', '=', id).selectAll().executeTakeFirst();
      return row === undefined ? null : toUser(row);
    },

    async listUsers(accountId) {
      const rows = await database
        .selectFrom('users')
        .where('account_id', '=', accountId)
        .selectAll()
        .orderBy('position')
        .execute();
      return rows.map(toUser);
    },

    async saveUser(user) {
      const changing = {
        name: user.name,
        password_hash: user.passwordHash,
        token_generation: user.tokenGeneration,
      };
      await unlessTaken(`The account has a user named ${user.name} already.`, () =>
        database
          .insertInto('users')
          .values({ id: user.id, account_id: user.accountId, ...changing })
          .onConflict((conflict) => conflict.column('id').doUpdateSet(changing))
          .execute(),
      );
    },

    async findAccessKey(accessKey) {
      const row = await keys()
        .where('access_keys.access_key', '=', accessKey)
        .where('access_keys.revoked_at_ms', 'is', null)
        .executeTakeFirst();
      if (row === undefined) return null;
      const secretKey = seal.open(row.sealed_secret_key, secretKeyPlace(accessKey));
      return { accessKey, secretKey, caller: toCaller(row) };
    },

    async listAccessKeys() {
      const rows = await keys().orderBy('access_keys.position').execute();
      return rows.map((row) => ({
        accessKey: row.access_key,
        caller: toCaller(row),
        createdAtMs: row.created_at_ms,
        revokedAtMs: row.revoked_at_ms,
      }));
    },

    async saveAccessKey({ accessKey, secretKey, projectId, userId, createdAtMs }) {
      const changing = {
        sealed_secret_key: seal.seal(secretKey, secretKeyPlace(accessKey)),
        project_id: projectId,
        user_id: userId,
      };
      await database
        .insertInto('access_keys')
        .values({ access_key: accessKey, ...changing, created_at_ms: createdAtMs, revoked_at_ms: null })
        .onConflict((conflict) =>
          conflict.column('access_key').doUpdateSet(changing).where('access_keys.revoked_at_ms', 'is', null),
        )
        .execute();
    },

    async revokeAccessKey(accessKey, atMs) {
      const result = await database
        .updateTable('access_keys')
        .set({ revoked_at_ms: atMs, sealed_secret_key: '' })
        .where('access_key', '=', accessKey)
        .where('revoked_at_ms', 'is', null)
        .executeTakeFirst();
      return result.numUpdatedRows === 1n;
    },
  };
}

interface CallerRow {
  readonly account_id: string;
  readonly account_name: string;
  readonly project_id: string;
  readonly project_name: string;
  readonly user_id: string;
  readonly user_name: string;
}

function toCaller(row: CallerRow) {
  return {
    accountId: row.account_id,
    accountName: row.account_name,
    projectId: row.project_id,
    projectName: row.project_name,
    userId: row.user_id,
    userName: row.user_name,
  };
}

function toProject(row: Omit<ProjectRow, 'position'>): Project {
  return { id: row.id, accountId: row.account_id, name: row.name };
}

function toUser(row: Omit<UserRow, 'position'>): User {
  return {
    id: row.id,
    accountId: row.account_id,
    name: row.name,
    passwordHash: row.password_hash,
    tokenGeneration: row.token_generation,
  };
}

/** Both databases' words for a name that a unique constraint refuses. */
async function unlessTaken(message: string, write: () => Promise<unknown>): Promise<void> {
  try {
    await write();
  } catch (error) {
    if (!/unique constraint/i.test((error as Error).message)) throw error;
    throw new DomainError('name-taken', message, 'name');
  }
}
