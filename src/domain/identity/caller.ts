import type { Account } from './account.ts';
import type { Project } from './project.ts';
import type { User } from './user.ts';

/** Who makes a request, after a cloud's dialect has proven it. Everything that the caller does stays in this project. */
export interface Caller {
  readonly accountId: string;
  readonly accountName: string;
  /** Empty for a token of an account: it proves who calls, and nothing belongs to an empty project. */
  readonly projectId: string;
  readonly projectName: string;
  readonly userId: string;
  readonly userName: string;
}

/** @param project null for a caller who is proven but has chosen none */
export function toCaller(account: Account, project: Project | null, user: User): Caller {
  return {
    accountId: account.id,
    accountName: account.name,
    projectId: project?.id ?? '',
    projectName: project?.name ?? '',
    userId: user.id,
    userName: user.name,
  };
}
