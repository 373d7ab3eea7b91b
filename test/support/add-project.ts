import type { Store } from '../../src/domain/store.ts';

/** Keeps a project and its account: whatever else the store holds belongs to one. */
export async function addProject(store: Pick<Store, 'identity'>, id: string): Promise<void> {
  await store.identity.saveAccount({ id: 'account', name: 'account' });
  await store.identity.saveProject({ id, accountId: 'account', name: id });
}
