import { badParameter } from '../errors.ts';
import { findByNetworkId } from '../network-id.ts';
import { operation } from '../operation.ts';

export const deleteSubnet = operation<{ readonly SubnetId: string }>(
  'vpc',
  'DeleteSubnet',
  async ({ caller, parameters }, { networks }) => {
    const subnet = findByNetworkId('subnet', parameters.SubnetId, await networks.listSubnets(caller));
    if (subnet === undefined) {
      const allowed = 'the id of a subnet that DescribeSubnets shows';
      throw badParameter('ResourceNotFound', 'SubnetId', parameters.SubnetId, allowed);
    }
    await networks.deleteSubnet(caller, subnet.vpcId, subnet.id);
    return {};
  },
);
