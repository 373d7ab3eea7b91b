import { operation } from '../operation.ts';
import { vpcView } from '../vpc/network-views.ts';

export const createVpc = operation<{ readonly VpcName: string; readonly CidrBlock: string }>(
  'vpc',
  'CreateVpc',
  async ({ caller, parameters }, { networks }) => {
    const vpc = await networks.createVpc(caller, {
      name: parameters.VpcName,
      cidr: parameters.CidrBlock,
      description: '',
      enterpriseProjectId: '0',
    });
    return { Vpc: vpcView(vpc) };
  },
);
