import type { Operation } from '../operation.ts';
import { vpcView } from '../vpc/network-views.ts';
import { ofEnterpriseProject, pageOf } from '../vpc/paging.ts';

export const listVpcs: Operation = {
  name: 'ListVpcs',
  method: 'GET',
  paths: ['/v1/{project_id}/vpcs'],
  body: 'none',
  async run({ caller, query }, { networks }) {
    const id = query.get('id') ?? '';
    const vpcs = ofEnterpriseProject(await networks.listVpcs(caller), query);
    const found = vpcs.filter((vpc) => id === '' || vpc.id === id);
    return { status: 200, body: { vpcs: pageOf(found, query).map(vpcView) } };
  },
};
