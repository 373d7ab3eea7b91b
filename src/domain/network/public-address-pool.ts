import { defaultEnterpriseProject } from '../identity/enterprise-project.ts';
import type { Store } from '../store.ts';

/** Mbit/s of an address that comes with the first project: as much as Huawei gives a broker at most. */
const bandwidthMbitps = 300;

/**
 * Makes the pool of public addresses what the settings say. At the very first start the first project gets all of it,
 * because a user who has just arrived expects `publicips` to list addresses that an instance can have at once. Whoever
 * comes later allocates from what is free.
 */
export async function settlePublicAddresses(
  store: Store,
  pool: readonly string[],
  firstProjectId: string,
  newId: () => string,
  nowMs: number,
): Promise<void> {
  await store.transaction(async ({ publicAddresses }) => {
    const wasEmpty = await publicAddresses.setPool(pool);
    if (!wasEmpty) return;
    for (const address of pool) {
      const holding = {
        id: newId(),
        projectId: firstProjectId,
        enterpriseProjectId: defaultEnterpriseProject.id,
        bandwidthName: `bandwidth-${address.replaceAll('.', '-')}`,
        bandwidthMbitps,
        createdAtMs: nowMs,
      };
      await publicAddresses.allocate(holding, address);
    }
  });
}
