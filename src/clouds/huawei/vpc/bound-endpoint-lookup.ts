import type { Caller } from '../../../domain/identity/caller.ts';
import type { InstanceService } from '../../../domain/instance/instance-service.ts';
import type { Endpoint } from '../../../domain/instance/instance.ts';
import type { PublicAddress } from '../../../domain/network/public-address.ts';

/** Finds where the broker listens that has a public address; an instance is looked up once, however many it has. */
export function createBoundEndpointLookup(
  instances: InstanceService,
  caller: Caller,
): (held: PublicAddress) => Promise<Endpoint | null> {
  const found = new Map<string, Promise<readonly Endpoint[]>>();
  return async ({ boundTo }) => {
    if (boundTo === null) return null;
    const endpoints =
      found.get(boundTo.instanceId) ??
      // An instance may be forgotten between the two reads; its address is then as good as free.
      instances.get(caller, boundTo.instanceId).then(
        (instance) => instance.endpoints,
        () => [],
      );
    found.set(boundTo.instanceId, endpoints);
    return (await endpoints).find((endpoint) => endpoint.member === boundTo.member) ?? null;
  };
}
