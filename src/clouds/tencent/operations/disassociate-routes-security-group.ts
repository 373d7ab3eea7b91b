import { groupResult, type InstanceRoute, instancesOfRoutes, requireGroup } from '../ckafka/route-groups.ts';
import { TencentError } from '../errors.ts';
import { operation } from '../operation.ts';

interface Parameters {
  readonly InstanceRoutes: readonly InstanceRoute[];
  readonly SecurityGroupId: string;
}

/** Everybody comes in again. */
export const disassociateRoutesSecurityGroup = operation<Parameters>(
  'ckafka',
  'DisassociateRoutesSecurityGroup',
  async ({ caller, parameters }, services) => {
    const found = await instancesOfRoutes(services, caller, parameters.InstanceRoutes);
    const group = await requireGroup(services, caller, parameters.SecurityGroupId);
    const without = found.find(({ spec }) => spec.network.securityGroupId !== group.id);
    if (without !== undefined) {
      const text = `The routes of ${without.id} do not have the security group ${parameters.SecurityGroupId}.`;
      throw new TencentError('ResourceNotFound', text);
    }
    for (const { id } of found) await services.instances.update(caller, id, { securityGroupId: null });
    return groupResult;
  },
);
