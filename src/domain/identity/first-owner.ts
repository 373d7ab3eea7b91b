import { createHash } from 'node:crypto';
import { DomainError } from '../errors.ts';
import type { Store } from '../store.ts';
import { hashPassword, verifyPassword } from './password.ts';

/** Whom a server belongs to from its first start on: an account with a project, a user and a key pair. */
export interface FirstOwner {
  readonly accountName: string;
  readonly projectId: string;
  readonly projectName: string;
  readonly userName: string;
  readonly password: string;
  readonly accessKey: string;
  readonly secretKey: string;
}

/**
 * Makes the owner, or makes what is kept like it where a setting changed. Ids of account and user follow from the project,
 * so that a preset project is always the same account's.
 * @throws DomainError name-taken, access-key-revoked
 */
export async function settleFirstOwner(store: Store, owner: FirstOwner, nowMs: number): Promise<void> {
  const derived = (what: string) =>
    createHash('sha256').update(`${what} of ${owner.projectId}`).digest('hex').slice(0, 32);
  const entries = await store.identity.listAccessKeys();
  if (entries.some((entry) => entry.accessKey === owner.accessKey && entry.revokedAtMs !== null)) {
    throw new DomainError(
      'access-key-revoked',
      `The access key ${owner.accessKey} was revoked. Choose another POLYBROKER_ACCESS_KEY and POLYBROKER_SECRET_KEY.`,
    );
  }
  // A project that was made by command keeps its account, and the account its user of that name.
  const accountId = (await store.identity.findProject(owner.projectId))?.accountId ?? derived('account');
  const users = await store.identity.listUsers(accountId);
  const known =
    users.find((user) => user.name === owner.userName) ?? users.find((user) => user.id === derived('user'));
  const userId = known?.id ?? derived('user');
  const samePassword = known !== undefined && (await verifyPassword(owner.password, known.passwordHash));
  const passwordHash = samePassword ? known.passwordHash : await hashPassword(owner.password);
  const tokenGeneration = (known?.tokenGeneration ?? 0) + (samePassword ? 0 : 1);

  await store.transaction(async ({ identity }) => {
    await identity.saveAccount({ id: accountId, name: owner.accountName });
    await identity.saveProject({ id: owner.projectId, accountId, name: owner.projectName });
    await identity.saveUser({ id: userId, accountId, name: owner.userName, passwordHash, tokenGeneration });
    await identity.saveAccessKey({
      accessKey: owner.accessKey,
      secretKey: owner.secretKey,
      projectId: owner.projectId,
      userId,
      createdAtMs: nowMs,
    });
  });
}
