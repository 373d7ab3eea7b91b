import type { Operation } from '../operation.ts';
import { inNetworkWords } from '../vpc/network-errors.ts';

export const deleteSecurityGroup: Operation = inNetworkWords('security-group', {
  name: 'DeleteSecurityGroup',
  method: 'DELETE',
  paths: ['/v1/{project_id}/security-groups/{security_group_id}'],
  body: 'none',
  async run({ caller, params }, { networks }) {
    await networks.deleteSecurityGroup(caller, params['security_group_id'] ?? '');
    return { status: 204 };
  },
});
