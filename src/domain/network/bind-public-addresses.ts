import { DomainError } from '../errors.ts';
import type { PublicAccessOrder } from '../instance/instance-order.ts';
import type { BoundAddress, Instance, PublicAccess } from '../instance/instance.ts';
import { requirePublicAddress } from './public-address-service.ts';
import type { PublicAddressRepository } from './public-address-repository.ts';

/**
 * The public access that was ordered for an instance, with the addresses that the ids stand for; null for none.
 * @throws DomainError invalid-parameter where there are not as many as brokers, address-not-found, address-in-use by another
 * instance
 */
export async function resolvePublicAccess(
  publicAddresses: PublicAddressRepository,
  instance: Pick<Instance, 'id' | 'projectId'>,
  brokerCount: number,
  order: PublicAccessOrder | null,
): Promise<PublicAccess | null> {
  if (order === null) return null;
  const { publicAddressIds: ids, ...rest } = order;
  if (ids.length !== brokerCount || new Set(ids).size !== ids.length) {
    throw new DomainError(
      'invalid-parameter',
      `${ids.length} public addresses were given; allowed: ${brokerCount} different ones, one for each broker.`,
      'publicAccess.publicAddressIds',
    );
  }
  const addresses: BoundAddress[] = [];
  for (const id of ids) {
    const { address, boundTo } = await requirePublicAddress(publicAddresses, instance.projectId, id);
    if (boundTo !== null && boundTo.instanceId !== instance.id) {
      throw new DomainError(
        'address-in-use',
        `Public address ${id} (${address}) belongs to instance ${boundTo.instanceId}.`,
        'publicAccess.publicAddressIds',
      );
    }
    addresses.push({ id, address });
  }
  return { ...rest, addresses };
}

/**
 * Gives an instance that is kept already its public addresses, the first to `broker-1` and so on. Runs in the transaction that
 * resolved them, so that two orders never get one address, and a refused one gets none. Those that it had before stay its own
 * until nobody listens there any more.
 */
export async function bindPublicAddresses(
  publicAddresses: PublicAddressRepository,
  instanceId: string,
  access: PublicAccess | null,
): Promise<void> {
  for (const [index, { id }] of (access?.addresses ?? []).entries()) {
    await publicAddresses.bind(id, instanceId, `broker-${index + 1}`);
  }
}
