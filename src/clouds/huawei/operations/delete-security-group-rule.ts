import type { Operation } from '../operation.ts';
import { inNetworkWords } from '../vpc/network-errors.ts';

export const deleteSecurityGroupRule: Operation = inNetworkWords('security-group', {
  name: 'DeleteSecurityGroupRule',
  method: 'DELETE',
  paths: ['/v1/{project_id}/security-group-rules/{security_group_rule_id}'],
  body: 'none',
  async run({ caller, params }, { networks }) {
    await networks.deleteRule(caller, params['security_group_rule_id'] ?? '');
    return { status: 204 };
  },
});
