import type { Operation } from '../operation.ts';
import { inNetworkWords } from '../vpc/network-errors.ts';
import { securityGroupRuleView } from '../vpc/network-views.ts';

export const showSecurityGroupRule: Operation = inNetworkWords('security-group', {
  name: 'ShowSecurityGroupRule',
  method: 'GET',
  paths: ['/v1/{project_id}/security-group-rules/{security_group_rule_id}'],
  body: 'none',
  async run({ caller, params }, { networks }) {
    const found = await networks.getRule(caller, params['security_group_rule_id'] ?? '');
    return { status: 200, body: { security_group_rule: securityGroupRuleView(found) } };
  },
});
