import type { Operation } from '../operation.ts';
import { inNetworkWords } from '../vpc/network-errors.ts';

export const deleteVpc: Operation = inNetworkWords('vpc', {
  name: 'DeleteVpc',
  method: 'DELETE',
  paths: ['/v1/{project_id}/vpcs/{vpc_id}'],
  body: 'none',
  async run({ caller, params }, { networks }) {
    await networks.deleteVpc(caller, params['vpc_id'] ?? '');
    return { status: 204 };
  },
});
