import type { Caller } from '../../../domain/identity/caller.ts';
import type { Instance } from '../../../domain/instance/instance.ts';
import type { PublicAddressService } from '../../../domain/network/public-address-service.ts';

/** Finds the public addresses of instances, the first broker's first; those of the project are read once, when first needed. */
export function createPublicAddressLookup(
  publicAddresses: PublicAddressService,
  caller: Caller,
): (instance: Instance) => Promise<readonly string[]> {
  let held: Promise<ReadonlyMap<string, string>> | undefined;
  return async ({ spec }) => {
    if (spec.publicAccess === null) return [];
    held ??= publicAddresses
      .list(caller)
      .then((addresses) => new Map(addresses.map(({ id, address }) => [id, address])));
    const addressOf = await held;
    return spec.publicAccess.publicAddressIds.map((id) => addressOf.get(id) ?? '');
  };
}
