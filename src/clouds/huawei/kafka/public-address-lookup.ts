import type { Caller } from '../../../domain/identity/caller.ts';
import type { Instance } from '../../../domain/instance/instance.ts';
import type { PublicAddressService } from '../../../domain/network/public-address-service.ts';

/**
 * Answers which public addresses an instance has, the first broker's first. Those of the project are read once, and only
 * if one of the instances has any.
 */
export async function lookUpPublicAddresses(
  publicAddresses: PublicAddressService,
  caller: Caller,
  instances: readonly Instance[],
): Promise<(instance: Instance) => readonly string[]> {
  const isAsked = instances.some(({ spec }) => spec.publicAccess !== null);
  const held = isAsked ? await publicAddresses.list(caller) : [];
  const addressOf = new Map(held.map(({ id, address }) => [id, address]));
  return ({ spec }) => spec.publicAccess?.publicAddressIds.map((id) => addressOf.get(id) ?? '') ?? [];
}
