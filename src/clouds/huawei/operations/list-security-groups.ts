import type { Operation } from '../operation.ts';
import { securityGroupView } from '../vpc/network-views.ts';
import { ofEnterpriseProject, pageOf } from '../vpc/paging.ts';

/** The filter `vpc_id` restricts nothing: a group here, as on the cloud, serves every VPC of its project. */
export const listSecurityGroups: Operation = {
  name: 'ListSecurityGroups',
  method: 'GET',
  paths: ['/v1/{project_id}/security-groups'],
  body: 'none',
  async run({ caller, query }, { networks }) {
    const groups = ofEnterpriseProject(await networks.listSecurityGroups(caller), query);
    return { status: 200, body: { security_groups: pageOf(groups, query).map(securityGroupView) } };
  },
};
