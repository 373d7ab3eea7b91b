import type { Operation } from '../operation.ts';
import { subnetView } from '../vpc/network-views.ts';
import { pageOf } from '../vpc/paging.ts';

export const listSubnets: Operation = {
  name: 'ListSubnets',
  method: 'GET',
  paths: ['/v1/{project_id}/subnets'],
  body: 'none',
  async run({ caller, query }, { networks, zones }) {
    const subnets = await networks.listSubnets(caller, query.get('vpc_id') || undefined);
    return {
      status: 200,
      body: { subnets: pageOf(subnets, query).map((subnet) => subnetView(subnet, zones)) },
    };
  },
};
