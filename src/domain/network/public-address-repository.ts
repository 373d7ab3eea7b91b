import type { PublicAddress } from './public-address.ts';

/** Where the pool of public addresses is kept: all of its addresses, with the projects that hold some of them. */
export interface PublicAddressRepository {
  /** Those that the project holds, in the order of the pool. */
  list(projectId: string): Promise<readonly PublicAddress[]>;
  find(projectId: string, id: string): Promise<PublicAddress | null>;
  /** Gives the first address that nobody holds, or a certain one, to a project; null where there is none. */
  allocate(
    holding: Omit<PublicAddress, 'address' | 'boundTo'>,
    address: string | null,
  ): Promise<PublicAddress | null>;
  /** Gives an address back to the pool. */
  release(id: string): Promise<void>;
  bind(id: string, instanceId: string, member: string): Promise<void>;
  /** Frees the addresses of an instance except for these; the project keeps them. */
  unbindOthers(instanceId: string, keptIds: readonly string[]): Promise<void>;
  /**
   * Makes the pool consist of these addresses. An address that is no longer among them stays until it is released.
   * @returns whether the pool was empty before
   */
  setPool(addresses: readonly string[]): Promise<boolean>;
}
