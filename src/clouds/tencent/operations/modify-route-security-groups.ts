import { groupResult, type InstanceRoute, instancesOfRoutes, requireGroup } from '../ckafka/route-groups.ts';
import { unsupportedOperation } from '../errors.ts';
import { operation } from '../operation.ts';

interface Parameters {
  readonly InstanceRoute: InstanceRoute;
  readonly SecurityGroupIds?: readonly string[];
}

/** Replaces the security group of an instance's only route; with none everybody comes in. */
export const modifyRouteSecurityGroups = operation<Parameters>(
  'ckafka',
  'ModifyRouteSecurityGroups',
  async ({ caller, parameters }, services) => {
    const { InstanceRoute: route, SecurityGroupIds: ids = [] } = parameters;
    await instancesOfRoutes(services, caller, [route]);
    if (ids.length > 1) throw unsupportedOperation(`More than one security group of ${route.InstanceId}`);
    const [given] = ids;
    const securityGroupId = given === undefined ? null : (await requireGroup(services, caller, given)).id;
    await services.instances.update(caller, route.InstanceId, { securityGroupId });
    return groupResult;
  },
);
