import type { AccessKey, AccessKeyEntry, NewAccessKey } from './access-key.ts';
import type { Account } from './account.ts';
import type { Project } from './project.ts';
import type { User } from './user.ts';

/** Where accounts, projects, users and key pairs are kept. Lists are in the order in which things were made. */
export interface IdentityRepository {
  findAccount(id: string): Promise<Account | null>;
  listAccounts(): Promise<readonly Account[]>;
  /** Keeps the account; one with this id gets the new name. @throws DomainError name-taken */
  saveAccount(account: Account): Promise<void>;

  findProject(id: string): Promise<Project | null>;
  /** The projects of an account, or of all. */
  listProjects(accountId?: string): Promise<readonly Project[]>;
  /** Keeps the project; one with this id gets the new name. @throws DomainError name-taken */
  saveProject(project: Project): Promise<void>;

  findUser(id: string): Promise<User | null>;
  listUsers(accountId: string): Promise<readonly User[]>;
  /** Keeps the user; one with this id gets the new name and password. @throws DomainError name-taken */
  saveUser(user: User): Promise<void>;

  /** The key pair with its secret opened, or null for a key that does not exist or was revoked. Looked up anew for every request. */
  findAccessKey(accessKey: string): Promise<AccessKey | null>;
  listAccessKeys(): Promise<readonly AccessKeyEntry[]>;
  /** Secret keys are sealed at rest. A key that is kept already gets the new secret, project and user, unless it was revoked. */
  saveAccessKey(key: NewAccessKey): Promise<void>;
  /** Refuses the key from now on and forgets its secret. Answers false where no valid key has this name. */
  revokeAccessKey(accessKey: string, atMs: number): Promise<boolean>;
}
