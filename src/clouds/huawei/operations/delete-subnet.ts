import type { Operation } from '../operation.ts';
import { inNetworkWords } from '../vpc/network-errors.ts';

export const deleteSubnet: Operation = inNetworkWords('subnet', {
  name: 'DeleteSubnet',
  method: 'DELETE',
  paths: ['/v1/{project_id}/vpcs/{vpc_id}/subnets/{subnet_id}'],
  body: 'none',
  async run({ caller, params }, { networks }) {
    await networks.deleteSubnet(caller, params['vpc_id'] ?? '', params['subnet_id'] ?? '');
    return { status: 204 };
  },
});
