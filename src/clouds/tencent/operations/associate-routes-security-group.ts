import { groupResult, type InstanceRoute, instancesOfRoutes, requireGroup } from '../ckafka/route-groups.ts';
import { unsupportedOperation } from '../errors.ts';
import { operation } from '../operation.ts';

interface Parameters {
  readonly InstanceRoutes: readonly InstanceRoute[];
  readonly SecurityGroupId: string;
}

/** Has a security group say who comes in; within a second, also for open connections. */
export const associateRoutesSecurityGroup = operation<Parameters>(
  'ckafka',
  'AssociateRoutesSecurityGroup',
  async ({ caller, parameters }, services) => {
    const found = await instancesOfRoutes(services, caller, parameters.InstanceRoutes);
    const { id: securityGroupId } = await requireGroup(services, caller, parameters.SecurityGroupId);
    for (const { id, spec } of found) {
      const present = spec.network.securityGroupId;
      if (present !== null && present !== securityGroupId) {
        throw unsupportedOperation(`More than one security group of ${id}`);
      }
    }
    for (const { id } of found) await services.instances.update(caller, id, { securityGroupId });
    return groupResult;
  },
);
