import type { Operation } from '../operation.ts';
import { securityGroupRuleView } from '../vpc/network-views.ts';
import { pageOf } from '../vpc/paging.ts';

export const listSecurityGroupRules: Operation = {
  name: 'ListSecurityGroupRules',
  method: 'GET',
  paths: ['/v1/{project_id}/security-group-rules'],
  body: 'none',
  async run({ caller, query }, { networks }) {
    const remote = query.get('remote_ip_prefix') ?? '';
    const rules = await networks.listRules(caller, query.get('security_group_id') || undefined);
    const views = rules
      .map(securityGroupRuleView)
      .filter((rule) => remote === '' || rule.remote_ip_prefix === remote);
    return { status: 200, body: { security_group_rules: pageOf(views, query, 'VPC.0601') } };
  },
};
