import type { Operation } from '../operation.ts';
import { inNetworkWords } from '../vpc/network-errors.ts';
import { subnetView } from '../vpc/network-views.ts';

export const showSubnet: Operation = inNetworkWords('subnet', {
  name: 'ShowSubnet',
  method: 'GET',
  paths: ['/v1/{project_id}/subnets/{subnet_id}'],
  body: 'none',
  async run({ caller, params }, { networks, zones }) {
    const subnet = await networks.getSubnet(caller, params['subnet_id'] ?? '');
    return { status: 200, body: { subnet: subnetView(subnet, zones) } };
  },
});
