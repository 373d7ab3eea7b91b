import { DomainError } from '../errors.ts';
import type { Account } from './account.ts';
import { type Caller, toCaller } from './caller.ts';
import type { IdentityRepository } from './identity-repository.ts';
import { unmatchedHash, verifyPassword } from './password.ts';
import type { Project } from './project.ts';
import { openToken, sealToken, type TokenClaims, type TokenSeal } from './token-claims.ts';
import type { User } from './user.ts';

/** Something by its id or by its name; the id wins. */
export interface Reference {
  readonly id?: string | undefined;
  readonly name?: string | undefined;
}

export interface Login {
  /** A name needs its account. */
  readonly user: Reference;
  readonly account: Reference | null;
  readonly password: string;
}

/** What a token is for: a project of the user's account, or, as null, the account itself. */
export interface TokenScope {
  readonly project: Reference | null;
  /** The account that the client names; it must be the user's. */
  readonly account: Reference | null;
}

export interface IssuedToken {
  readonly token: string;
  readonly caller: Caller;
  readonly issuedAtMs: number;
  readonly expiresAtMs: number;
}

/**
 * Tokens are sealed claims and not rows: a login writes nothing, a restart and further servers of one database know
 * them all, and nothing has to be swept. What ends a token early is looked up at every use: its user or project is
 * gone, or the user's password was changed.
 */
export interface TokenService {
  /** @throws DomainError login-refused, project-not-found, account-not-found */
  logIn(login: Login, scope: TokenScope): Promise<IssuedToken>;
  /** A token for another scope, which ends when the given one does. @throws DomainError as `logIn`, token-invalid */
  rescope(token: string, scope: TokenScope): Promise<IssuedToken>;
  /** Whom the token stands for, or null where it is forged, expired or void. */
  callerOf(token: string): Promise<Caller | null>;
}

/**
 * Whether a token that came with a signed request is its signer's. Keys here are permanent ones, which need none (empty).
 * One that comes all the same must be a valid token of the same user: there are no others.
 */
export async function holdsToken(
  tokens: Pick<TokenService, 'callerOf'>,
  token: string,
  signer: Caller,
): Promise<boolean> {
  return token === '' || (await tokens.callerOf(token))?.userId === signer.userId;
}

/** As on the cloud. */
const lifetimeMs = 24 * 60 * 60 * 1000;

export interface TokenServiceParts {
  readonly identity: IdentityRepository;
  readonly seal: TokenSeal;
  readonly nowMs: () => number;
}

export function createTokenService({ identity, seal, nowMs }: TokenServiceParts): TokenService {
  async function accountOf(user: User): Promise<Account> {
    const account = await identity.findAccount(user.accountId);
    if (account === null) throw new Error(`User ${user.id} has no account.`);
    return account;
  }

  async function findUser({ user, account }: Login): Promise<User | null> {
    if (user.id !== undefined) return identity.findUser(user.id);
    if (account === null) return null;
    const owner = (await identity.listAccounts()).find((known) => isMeant(known, account));
    if (owner === undefined) return null;
    return (await identity.listUsers(owner.id)).find((known) => known.name === user.name) ?? null;
  }

  async function issue(
    user: User,
    scope: TokenScope,
    times: Pick<TokenClaims, 'issuedAtMs' | 'expiresAtMs'>,
  ): Promise<IssuedToken> {
    const account = await accountOf(user);
    if (scope.account !== null && !isMeant(account, scope.account)) {
      throw new DomainError(
        'account-not-found',
        `The user's account is ${account.name}, not ${shown(scope.account)}.`,
      );
    }
    const project = scope.project === null ? null : await findProject(account, scope.project);
    const claims = {
      userId: user.id,
      projectId: project?.id ?? null,
      generation: user.tokenGeneration,
      ...times,
    };
    return { token: sealToken(claims, seal), caller: toCaller(account, project, user), ...times };
  }

  async function findProject(account: Account, wanted: Reference): Promise<Project> {
    const projects = await identity.listProjects(account.id);
    const found = projects.find((project) => isMeant(project, wanted));
    if (found !== undefined) return found;
    throw new DomainError('project-not-found', `Account ${account.name} has no project ${shown(wanted)}.`);
  }

  /** The claims of a valid token together with its user. */
  async function open(token: string): Promise<{ claims: TokenClaims; user: User } | null> {
    const claims = openToken(token, seal);
    if (claims === null || claims.expiresAtMs <= nowMs()) return null;
    const user = await identity.findUser(claims.userId);
    return user === null || user.tokenGeneration !== claims.generation ? null : { claims, user };
  }

  return {
    async logIn(login, scope) {
      const user = await findUser(login);
      // A user who does not exist takes as long as one whose password is wrong.
      const matches = await verifyPassword(login.password, user?.passwordHash ?? unmatchedHash);
      if (user === null || !matches) {
        throw new DomainError('login-refused', 'The username or password is wrong.');
      }
      const issuedAtMs = nowMs();
      return issue(user, scope, { issuedAtMs, expiresAtMs: issuedAtMs + lifetimeMs });
    },

    async rescope(token, scope) {
      const opened = await open(token);
      if (opened === null) throw new DomainError('token-invalid', 'The token is invalid or has expired.');
      const { expiresAtMs } = opened.claims;
      return issue(opened.user, scope, { issuedAtMs: nowMs(), expiresAtMs });
    },

    async callerOf(token) {
      const opened = await open(token);
      if (opened === null) return null;
      const { claims, user } = opened;
      const project = claims.projectId === null ? null : await identity.findProject(claims.projectId);
      const lostProject = claims.projectId !== null && project?.accountId !== user.accountId;
      return lostProject ? null : toCaller(await accountOf(user), project, user);
    },
  };
}

function isMeant(known: { readonly id: string; readonly name: string }, wanted: Reference): boolean {
  return wanted.id === undefined ? known.name === wanted.name : known.id === wanted.id;
}

function shown({ id, name }: Reference): string {
  return (id ?? name ?? '').slice(0, 64);
}
