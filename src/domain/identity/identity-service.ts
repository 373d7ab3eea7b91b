import { DomainError } from '../errors.ts';
import type { Store } from '../store.ts';
import type { AccessKey, AccessKeyEntry } from './access-key.ts';
import type { Account } from './account.ts';
import { toCaller } from './caller.ts';
import { newAccessKeyName, newIdentityId, newPassword, newSecretKey } from './key-material.ts';
import { requireName } from './name.ts';
import { hashPassword } from './password.ts';
import type { Project } from './project.ts';
import type { User } from './user.ts';

/** A user who was made by the way, with the password that nobody sees again. */
export interface NewUser {
  readonly name: string;
  readonly password: string;
}

/** What operators do with projects and keys. Who can write the data directory may do all of it. */
export interface IdentityService {
  /**
   * Makes a project in the account of this name, and the account with a user of its own where there is none.
   * The project still needs its network. @throws DomainError name-taken, invalid-parameter
   */
  createProject(
    name: string,
    accountName: string,
  ): Promise<{ project: Project; account: Account; newUser: NewUser | null }>;
  /** With their accounts. */
  listProjects(): Promise<readonly { project: Project; account: Account }[]>;
  /**
   * Makes a key pair for a project, given by id or by a name that only one has; for the account's first user, or for the
   * named one, who is made if need be. @throws DomainError project-not-found, invalid-parameter
   */
  createAccessKey(
    projectNameOrId: string,
    userName: string | null,
  ): Promise<{ key: AccessKey; newUser: NewUser | null }>;
  listAccessKeys(): Promise<readonly AccessKeyEntry[]>;
  /** Answers false where it was revoked before. @throws DomainError access-key-not-found */
  revokeAccessKey(accessKey: string): Promise<boolean>;
}

/** The name of an account's first user. */
export const firstUserName = 'admin';

export function createIdentityService(store: Store, nowMs: () => number): IdentityService {
  const { identity } = store;

  async function findProject(nameOrId: string): Promise<Project> {
    const projects = await identity.listProjects();
    const byId = projects.find((project) => project.id === nameOrId);
    if (byId !== undefined) return byId;
    const [first, ...others] = projects.filter((project) => project.name === nameOrId);
    if (first === undefined) {
      const known = projects.map((project) => project.name).join(', ');
      throw new DomainError('project-not-found', `There is no project ${nameOrId}. There are: ${known}.`);
    }
    if (others.length === 0) return first;
    const ids = [first, ...others].map((project) => project.id).join(', ');
    throw new DomainError(
      'invalid-parameter',
      `Several accounts have a project ${nameOrId}. Give its id: ${ids}.`,
    );
  }

  return {
    async createProject(name, accountName) {
      requireName('project', name);
      requireName('account', accountName);
      const known = (await identity.listAccounts()).find((account) => account.name === accountName);
      const account = known ?? { id: newIdentityId(), name: accountName };
      const project = { id: newIdentityId(), accountId: account.id, name };
      const prepared = known === undefined ? await prepareUser(account.id, firstUserName) : null;
      await store.transaction(async (repositories) => {
        if (prepared !== null) {
          await repositories.identity.saveAccount(account);
          await repositories.identity.saveUser(prepared.user);
        }
        await repositories.identity.saveProject(project);
      });
      return { project, account, newUser: prepared?.newUser ?? null };
    },

    async listProjects() {
      const accounts = new Map((await identity.listAccounts()).map((account) => [account.id, account]));
      const projects = await identity.listProjects();
      return projects.flatMap((project) => {
        const account = accounts.get(project.accountId);
        return account === undefined ? [] : [{ project, account }];
      });
    },

    async createAccessKey(projectNameOrId, userName) {
      const project = await findProject(projectNameOrId);
      const account = await identity.findAccount(project.accountId);
      if (account === null) throw new Error(`Project ${project.id} has no account.`);
      const users = await identity.listUsers(account.id);
      const known = userName === null ? users[0] : users.find((user) => user.name === userName);
      const prepared = known === undefined ? await prepareUser(account.id, userName ?? firstUserName) : null;
      const user = known ?? prepared?.user;
      if (user === undefined) throw new Error('No user was found or made.');
      const key = {
        accessKey: newAccessKeyName(),
        secretKey: newSecretKey(),
        caller: toCaller(account, project, user),
      };
      await store.transaction(async (repositories) => {
        if (prepared !== null) await repositories.identity.saveUser(prepared.user);
        const { accessKey, secretKey } = key;
        await repositories.identity.saveAccessKey({
          accessKey,
          secretKey,
          projectId: project.id,
          userId: user.id,
          createdAtMs: nowMs(),
        });
      });
      return { key, newUser: prepared?.newUser ?? null };
    },

    listAccessKeys: () => identity.listAccessKeys(),

    async revokeAccessKey(accessKey) {
      if (await identity.revokeAccessKey(accessKey, nowMs())) return true;
      const known = (await identity.listAccessKeys()).some((entry) => entry.accessKey === accessKey);
      if (known) return false;
      throw new DomainError(
        'access-key-not-found',
        `There is no access key ${accessKey}. See: polybroker keys list.`,
      );
    },
  };
}

/** Prepared before the transaction: hashing takes long, and the database has one writer. */
async function prepareUser(accountId: string, name: string): Promise<{ user: User; newUser: NewUser }> {
  requireName('user', name);
  const password = newPassword();
  const passwordHash = await hashPassword(password);
  const user = { id: newIdentityId(), accountId, name, passwordHash, tokenGeneration: 1 };
  return { user, newUser: { name, password } };
}
