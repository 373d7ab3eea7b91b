import type { Operation } from '../operation.ts';
import { vpcView } from '../vpc/network-views.ts';
import { asksForDefaultEnterpriseProject, pageOf } from '../vpc/paging.ts';

export const listVpcs: Operation = {
  name: 'ListVpcs',
  method: 'GET',
  paths: ['/v1/{project_id}/vpcs'],
  body: 'none',
  async run({ caller, query }, { networks }) {
    const vpcs = asksForDefaultEnterpriseProject(query) ? await networks.listVpcs(caller) : [];
    return { status: 200, body: { vpcs: pageOf(vpcs, query).map(vpcView) } };
  },
};
