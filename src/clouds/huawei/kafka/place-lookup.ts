import { DomainError } from '../../../domain/errors.ts';
import type { Caller } from '../../../domain/identity/caller.ts';
import type { Instance } from '../../../domain/instance/instance.ts';
import type { NetworkService, ResolvedPlace } from '../../../domain/network/network-service.ts';

/** Finds the networks of instances for one request; instances in one place cost one lookup. Null where a network is gone. */
export function createPlaceLookup(
  networks: NetworkService,
  caller: Caller,
): (instance: Instance) => Promise<ResolvedPlace | null> {
  const found = new Map<string, Promise<ResolvedPlace | null>>();
  return (instance) => {
    const { vpcId, subnetId, securityGroupId } = instance.spec.network;
    const key = `${vpcId} ${subnetId} ${securityGroupId}`;
    const place = found.get(key) ?? resolve(networks, caller, instance);
    found.set(key, place);
    return place;
  };
}

async function resolve(
  networks: NetworkService,
  caller: Caller,
  instance: Instance,
): Promise<ResolvedPlace | null> {
  try {
    return await networks.resolve(caller, instance.spec.network);
  } catch (error) {
    // An instance stays visible whatever became of its network.
    if (error instanceof DomainError) return null;
    throw error;
  }
}
