import { networkId } from '../network-id.ts';
import { operation } from '../operation.ts';

interface Parameters {
  readonly CidrBlock?: string;
  readonly VpcName?: string;
  readonly Description?: string;
}

export const createVpc = operation<Parameters>(
  'vpc',
  'CreateVpc',
  async ({ caller, parameters }, { networks }) => {
    const { id } = await networks.createVpc(caller, {
      name: parameters.VpcName ?? 'vpc',
      description: parameters.Description ?? '',
      // As the cloud has it where nothing is said.
      cidr: parameters.CidrBlock ?? '172.16.0.0/12',
      enterpriseProjectId: '0',
    });
    return { VpcId: networkId('vpc', id), ResourceGroupId: '', RouteTableId: '', VRouterId: '' };
  },
);
