import { DomainError } from '../errors.ts';
import type { Instance } from '../instance/instance.ts';
import { requirePublicAddress } from './public-address-service.ts';
import type { PublicAddressRepository } from './public-address-repository.ts';

/**
 * Gives a new instance the public addresses that it was ordered with, the first to `broker-1` and so on. Runs in the
 * transaction that makes the instance, so that two orders never get one address, and a refused one gets none. They are
 * freed when the instance is forgotten.
 * @throws DomainError invalid-parameter where there are not as many as brokers, address-not-found, address-in-use
 */
export async function bindPublicAddresses(
  publicAddresses: PublicAddressRepository,
  instance: Pick<Instance, 'id' | 'projectId' | 'spec'>,
): Promise<void> {
  const { publicAccess, brokerCount } = instance.spec;
  if (publicAccess === null) return;
  const ids = publicAccess.publicAddressIds;
  if (ids.length !== brokerCount || new Set(ids).size !== ids.length) {
    throw new DomainError(
      'invalid-parameter',
      `${ids.length} public addresses were given; allowed: ${brokerCount} different ones, one for each broker.`,
      'publicAccess.publicAddressIds',
    );
  }
  for (const [index, id] of ids.entries()) {
    const { address, boundTo } = await requirePublicAddress(publicAddresses, instance.projectId, id);
    if (boundTo !== null) {
      throw new DomainError(
        'address-in-use',
        `Public address ${id} (${address}) belongs to instance ${boundTo.instanceId}.`,
        'publicAccess.publicAddressIds',
      );
    }
    await publicAddresses.bind(id, instance.id, `broker-${index + 1}`);
  }
}
