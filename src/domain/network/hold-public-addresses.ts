import { defaultEnterpriseProject } from '../identity/enterprise-project.ts';
import type { Caller } from '../identity/caller.ts';
import type { PublicAddressService } from './public-address-service.ts';

/**
 * The ids of as many public addresses as an instance needs: of those that the project holds and nobody uses, and else from the pool. For
 * clouds that give an instance its addresses, so that owners have no call for them. They stay the project's, for the next instance.
 * @throws DomainError address-pool-empty
 */
export async function holdPublicAddresses(
  publicAddresses: Pick<PublicAddressService, 'allocate' | 'list'>,
  caller: Caller,
  {
    count,
    ...order
  }: { readonly count: number; readonly bandwidthName: string; readonly bandwidthMbitps: number },
): Promise<readonly string[]> {
  const held = (await publicAddresses.list(caller)).filter(({ boundTo }) => boundTo === null);
  const ids = held.slice(0, count).map(({ id }) => id);
  while (ids.length < count) {
    const asked = { ...order, enterpriseProjectId: defaultEnterpriseProject.id, address: null };
    ids.push((await publicAddresses.allocate(caller, asked)).id);
  }
  return ids;
}
