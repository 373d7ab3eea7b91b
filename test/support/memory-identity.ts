import type { AccessKeyEntry, NewAccessKey } from '../../src/domain/identity/access-key.ts';
import type { Account } from '../../src/domain/identity/account.ts';
import { toCaller } from '../../src/domain/identity/caller.ts';
import type { IdentityRepository } from '../../src/domain/identity/identity-repository.ts';
import type { Project } from '../../src/domain/identity/project.ts';
import type { User } from '../../src/domain/identity/user.ts';

/** Accounts, projects, users and keys as plain maps. Nothing is unique but ids. */
export function createMemoryIdentity(): IdentityRepository {
  const accounts = new Map<string, Account>();
  const projects = new Map<string, Project>();
  const users = new Map<string, User>();
  const keys = new Map<string, NewAccessKey & { revokedAtMs: number | null }>();

  function entryOf(key: NewAccessKey & { revokedAtMs: number | null }): AccessKeyEntry {
    const project = projects.get(key.projectId);
    const user = users.get(key.userId);
    const account = accounts.get(project?.accountId ?? '');
    if (project === undefined || user === undefined || account === undefined)
      throw new Error('A key of nobody.');
    const { accessKey, createdAtMs, revokedAtMs } = key;
    return { accessKey, caller: toCaller(account, project, user), createdAtMs, revokedAtMs };
  }

  return {
    findAccount: async (id) => accounts.get(id) ?? null,
    listAccounts: async () => [...accounts.values()],
    saveAccount: async (account) => void accounts.set(account.id, account),
    findProject: async (id) => projects.get(id) ?? null,
    listProjects: async (accountId) =>
      [...projects.values()].filter((project) => accountId === undefined || project.accountId === accountId),
    saveProject: async (project) => void projects.set(project.id, project),
    findUser: async (id) => users.get(id) ?? null,
    listUsers: async (accountId) => [...users.values()].filter((user) => user.accountId === accountId),
    saveUser: async (user) => void users.set(user.id, user),
    async findAccessKey(accessKey) {
      const key = keys.get(accessKey);
      if (key === undefined || key.revokedAtMs !== null) return null;
      return { accessKey, secretKey: key.secretKey, caller: entryOf(key).caller };
    },
    listAccessKeys: async () => [...keys.values()].map(entryOf),
    saveAccessKey: async (key) => void keys.set(key.accessKey, { ...key, revokedAtMs: null }),
    async revokeAccessKey(accessKey, atMs) {
      const key = keys.get(accessKey);
      if (key === undefined || key.revokedAtMs !== null) return false;
      keys.set(accessKey, { ...key, revokedAtMs: atMs });
      return true;
    },
  };
}
