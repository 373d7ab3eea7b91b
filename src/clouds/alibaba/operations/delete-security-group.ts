import { requireGroup } from '../networks.ts';
import { operation } from '../operation.ts';

export const deleteSecurityGroup = operation<{ readonly SecurityGroupId: string }>(
  'ecs',
  'DeleteSecurityGroup',
  async ({ caller, parameters }, { networks }) => {
    const group = await requireGroup(networks, caller, 'SecurityGroupId', parameters.SecurityGroupId);
    await networks.deleteSecurityGroup(caller, group.id);
    return {};
  },
);
