import type { Operation } from '../operation.ts';
import { inNetworkWords } from '../vpc/network-errors.ts';
import { vpcView } from '../vpc/network-views.ts';

export const showVpc: Operation = inNetworkWords('vpc', {
  name: 'ShowVpc',
  method: 'GET',
  paths: ['/v1/{project_id}/vpcs/{vpc_id}'],
  body: 'none',
  async run({ caller, params }, { networks }) {
    return { status: 200, body: { vpc: vpcView(await networks.getVpc(caller, params['vpc_id'] ?? '')) } };
  },
});
