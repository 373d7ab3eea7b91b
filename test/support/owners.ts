import { randomUUID } from 'node:crypto';
import type { AccessKey } from '../../src/domain/identity/access-key.ts';
import { hashPassword } from '../../src/domain/identity/password.ts';
import { createDefaultNetwork } from '../../src/domain/network/default-network.ts';
import { settlePublicAddresses } from '../../src/domain/network/public-address-pool.ts';
import type { Store } from '../../src/domain/store.ts';

/** Where the clocks of tests stand that do not turn them. */
export const now = Date.UTC(2026, 10, 21, 3, 0, 0);
export const alice = ownerOf('AKALICE', 'alice-project', 'cn-north-4');
/** Of alice's account. */
export const bob = ownerOf('AKBOB', 'bob-project');

export function ownerOf(accessKey: string, projectId: string, projectName = projectId): AccessKey {
  const caller = {
    accountId: 'account',
    accountName: 'account',
    projectId,
    projectName,
    userId: `user-of-${projectId}`,
    userName: `someone-of-${projectId}`,
  };
  return { accessKey, secretKey: `secret of ${accessKey}`, caller };
}

/** The password of every owner. */
export const ownersPassword = 'Owners-1';
const ownersHash = await hashPassword(ownersPassword);

/** Keeps the owner's account, project, user and key, and makes the project's network. */
export async function addOwner(store: Store, { accessKey, secretKey, caller }: AccessKey): Promise<void> {
  const { accountId, projectId, userId } = caller;
  await store.identity.saveAccount({ id: accountId, name: caller.accountName });
  await store.identity.saveProject({ id: projectId, accountId, name: caller.projectName });
  const user = { id: userId, accountId, name: caller.userName, passwordHash: ownersHash, tokenGeneration: 1 };
  await store.identity.saveUser(user);
  await store.identity.saveAccessKey({ accessKey, secretKey, projectId, userId, createdAtMs: now });
  await createDefaultNetwork(store, projectId, randomUUID, now);
}

const publicAddresses = Array.from({ length: 8 }, (_, index) => `127.1.0.${index + 1}`);

/** Adds owners, of whom alice gets all the public addresses that there are. */
export async function addOwners(store: Store, owners: readonly AccessKey[], atMs = now): Promise<void> {
  for (const owner of owners) await addOwner(store, owner);
  await settlePublicAddresses(store, publicAddresses, alice.caller.projectId, randomUUID, atMs);
}
