import { badParameter } from '../errors.ts';
import { findByNetworkId } from '../network-id.ts';
import { operation } from '../operation.ts';

export const deleteVpc = operation<{ readonly VpcId: string }>(
  'vpc',
  'DeleteVpc',
  async ({ caller, parameters }, { networks }) => {
    const vpc = findByNetworkId('vpc', parameters.VpcId, await networks.listVpcs(caller));
    if (vpc === undefined) {
      throw badParameter(
        'ResourceNotFound',
        'VpcId',
        parameters.VpcId,
        'the id of a VPC that DescribeVpcs shows',
      );
    }
    await networks.deleteVpc(caller, vpc.id);
    return {};
  },
);
