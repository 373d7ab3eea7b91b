import type { PublicAddressRepository } from '../../src/domain/network/public-address-repository.ts';
import type { PublicAddress } from '../../src/domain/network/public-address.ts';

/** The pool of public addresses as a plain map: null for an address that nobody holds. */
export function createMemoryPublicAddresses(): PublicAddressRepository {
  const pool = new Map<string, PublicAddress | null>();
  const held = () => [...pool.values()].filter((row) => row !== null);
  const change = (id: string, boundTo: PublicAddress['boundTo']) => {
    for (const row of held()) if (row.id === id) pool.set(row.address, { ...row, boundTo });
  };
  return {
    list: async (projectId) => held().filter((row) => row.projectId === projectId),
    find: async (projectId, id) => held().find((row) => row.projectId === projectId && row.id === id) ?? null,
    async allocate(holding, wanted) {
      for (const [address, holder] of pool) {
        if (holder !== null || (wanted !== null && wanted !== address)) continue;
        const row = { ...holding, address, boundTo: null };
        pool.set(address, row);
        return row;
      }
      return null;
    },
    async release(id) {
      for (const row of held()) if (row.id === id) pool.set(row.address, null);
    },
    bind: async (id, instanceId, member) => change(id, { instanceId, member }),
    async unbindAll(instanceId) {
      for (const row of held()) if (row.boundTo?.instanceId === instanceId) change(row.id, null);
    },
    async setPool(addresses) {
      const wasEmpty = pool.size === 0;
      for (const [address, row] of pool)
        if (row === null && !addresses.includes(address)) pool.delete(address);
      for (const address of addresses) if (!pool.has(address)) pool.set(address, null);
      return wasEmpty;
    },
  };
}
