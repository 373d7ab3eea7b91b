import type { Caller } from '../../../domain/identity/caller.ts';
import type { KafkaInstance, TencentRoute } from '../../../domain/instance/instance.ts';
import type { SecurityGroup } from '../../../domain/network/network.ts';
import { badValue, TencentError, unsupportedOperation } from '../errors.ts';
import { checkInstanceId } from '../instance-id.ts';
import { findByNetworkId, networkId } from '../network-id.ts';
import type { Services } from '../operation.ts';
import { requireRoute, routesOf } from './routes.ts';

/** A route by its instance. */
export interface InstanceRoute {
  readonly InstanceId: string;
  readonly RouteId: number;
}

/**
 * The instances of these routes. A security group holds for all ways into an instance, so that its routes change together.
 * @throws TencentError ResourceNotFound, UnsupportedOperation where routes of an instance are left out; DomainError instance-not-found
 */
export async function instancesOfRoutes(
  { instances }: Pick<Services, 'instances'>,
  caller: Caller,
  routes: readonly InstanceRoute[],
): Promise<readonly KafkaInstance[]> {
  if (routes.length === 0) throw badValue('InstanceRoutes', routes, 'one route or more');
  const found: KafkaInstance[] = [];
  for (const [id, ofInstance] of Map.groupBy(routes, (route) => route.InstanceId)) {
    const instance = await instances.get(caller, checkInstanceId(id));
    const named = new Set(ofInstance.map(({ RouteId: route }) => requireRoute(instance, route).id));
    if (routesOf(instance).some((route) => !named.has(route.id))) {
      throw unsupportedOperation(`A security group for some of the routes of ${id}, and not for all,`);
    }
    found.push(instance);
  }
  return found;
}

/** @throws TencentError ResourceNotFound */
export async function requireGroup(
  { networks }: Pick<Services, 'networks'>,
  caller: Caller,
  given: string,
): Promise<SecurityGroup> {
  const group = findByNetworkId('sg', given, await networks.listSecurityGroups(caller));
  if (group === undefined) throw new TencentError('ResourceNotFound', `There is no security group ${given}.`);
  return group;
}

/** The group's id as Tencent shows it; null where everybody is let in. */
export function shownGroup({ spec }: KafkaInstance): string | null {
  const { securityGroupId: id } = spec.network;
  return id === null ? null : networkId('sg', id);
}

/** An item of DescribeSecurityGroupRoutes. */
export function securityGroupRoute(instance: KafkaInstance, route: TencentRoute, vip: string) {
  const group = shownGroup(instance);
  return {
    InstanceRoute: { InstanceId: instance.id, RouteId: route.id },
    SecurityGroupIds: group === null ? [] : [group],
    InstanceName: instance.name,
    VpcId: networkId('vpc', route.vpcId),
    Vip: vip,
  };
}

/** What the calls answer that change groups. */
export const groupResult = { Result: { ReturnCode: '0', ReturnMessage: 'ok' } } as const;
