import type { Caller } from '../../../domain/identity/caller.ts';
import type { Instance, NetworkPlace } from '../../../domain/instance/instance.ts';
import type { ResolvedPlace } from '../../../domain/network/network.ts';
import type { NetworkService } from '../../../domain/network/network-service.ts';

/** Finds the networks of instances, each place once, and answers where an instance is: null where a network is gone. */
export async function lookUpPlaces(
  networks: NetworkService,
  caller: Caller,
  instances: readonly Instance[],
): Promise<(instance: Instance) => ResolvedPlace | null> {
  const found = new Map<string, ResolvedPlace | null>();
  for (const { spec } of instances) {
    const key = keyOf(spec.network);
    if (!found.has(key)) found.set(key, await networks.findPlace(caller, spec.network));
  }
  return ({ spec }) => found.get(keyOf(spec.network)) ?? null;
}

function keyOf({ vpcId, subnetId, securityGroupId }: NetworkPlace): string {
  return `${vpcId} ${subnetId} ${securityGroupId}`;
}
