import { DomainError } from '../errors.ts';
import type { Caller } from '../identity/caller.ts';
import type { CatalogParts } from './catalog-parts.ts';
import type { PublicAddressRepository } from './public-address-repository.ts';
import type { PublicAddress } from './public-address.ts';

export interface PublicAddressOrder {
  readonly enterpriseProjectId: string;
  readonly bandwidthName: string;
  readonly bandwidthMbitps: number;
  /** A certain address of the pool; null takes the first free one. */
  readonly address: string | null;
}

/** Public addresses as projects take them from the pool and give them back. */
export interface PublicAddressService {
  /** @throws DomainError enterprise-project-not-found, address-pool-empty, address-in-use for a certain one that is taken */
  allocate(caller: Caller, order: PublicAddressOrder): Promise<PublicAddress>;
  /** @throws DomainError address-not-found */
  get(caller: Caller, id: string): Promise<PublicAddress>;
  list(caller: Caller): Promise<readonly PublicAddress[]>;
  /** @throws DomainError address-not-found, address-in-use while an instance has it */
  release(caller: Caller, id: string): Promise<void>;
}

export function createPublicAddressService(parts: CatalogParts): PublicAddressService {
  const { store, enterpriseProjects, nowMs, newId } = parts;
  return {
    async allocate(caller, { address, ...order }) {
      enterpriseProjects.require(order.enterpriseProjectId);
      const holding = { id: newId(), projectId: caller.projectId, ...order, createdAtMs: nowMs() };
      const allocated = await store.transaction(({ publicAddresses }) =>
        publicAddresses.allocate(holding, address),
      );
      if (allocated !== null) return allocated;
      if (address !== null) {
        throw new DomainError(
          'address-in-use',
          `The address ${address} is not in the pool, or somebody holds it.`,
          'address',
        );
      }
      throw new DomainError(
        'address-pool-empty',
        'All addresses of the pool are held. Release one, or enlarge the pool (POLYBROKER_PUBLIC_ADDRESSES).',
      );
    },

    get: (caller, id) => requirePublicAddress(store.publicAddresses, caller.projectId, id),

    list: (caller) => store.publicAddresses.list(caller.projectId),

    release: (caller, id) =>
      store.transaction(async ({ publicAddresses }) => {
        const { address, boundTo } = await requirePublicAddress(publicAddresses, caller.projectId, id);
        if (boundTo !== null) {
          throw new DomainError(
            'address-in-use',
            `Public address ${id} (${address}) belongs to instance ${boundTo.instanceId}. Switch its public access off, or delete it, first.`,
          );
        }
        await publicAddresses.release(id);
      }),
  };
}

/** @throws DomainError address-not-found */
export async function requirePublicAddress(
  publicAddresses: PublicAddressRepository,
  projectId: string,
  id: string,
): Promise<PublicAddress> {
  const found = await publicAddresses.find(projectId, id);
  if (found === null) {
    throw new DomainError(
      'address-not-found',
      `Public address ${id} does not exist.`,
      'publicAccess.publicAddressIds',
    );
  }
  return found;
}
