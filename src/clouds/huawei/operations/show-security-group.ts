import type { Operation } from '../operation.ts';
import { inNetworkWords } from '../vpc/network-errors.ts';
import { securityGroupView } from '../vpc/network-views.ts';

export const showSecurityGroup: Operation = inNetworkWords('security-group', {
  name: 'ShowSecurityGroup',
  method: 'GET',
  paths: ['/v1/{project_id}/security-groups/{security_group_id}'],
  body: 'none',
  async run({ caller, params }, { networks }) {
    const group = await networks.getSecurityGroup(caller, params['security_group_id'] ?? '');
    return { status: 200, body: { security_group: securityGroupView(group) } };
  },
});
