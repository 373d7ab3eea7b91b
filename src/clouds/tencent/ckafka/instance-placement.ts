import type { Caller } from '../../../domain/identity/caller.ts';
import type { NetworkPlace } from '../../../domain/instance/instance.ts';
import type { NetworkService } from '../../../domain/network/network-service.ts';
import type { Subnet, Vpc } from '../../../domain/network/network.ts';
import { badParameter } from '../errors.ts';
import { findByNetworkId, networkId } from '../network-id.ts';
import { requireVpc } from '../vpc/require-vpc.ts';

/** Where instances are: from Tencent's ids of networks to the domain's, and back. */
export interface InstancePlacement {
  /** @throws TencentError InvalidParameterValue.VpcIdInvalid, InvalidParameterValue.SubnetIdInvalid */
  find(
    caller: Caller,
    vpcId: string,
    subnetId: string,
  ): Promise<{ readonly vpc: Vpc; readonly subnet: Subnet }>;
  /** The ids as Tencent shows them. */
  shown(place: Pick<NetworkPlace, 'vpcId' | 'subnetId'>): {
    readonly VpcId: string;
    readonly SubnetId: string;
  };
}

export function createInstancePlacement(networks: NetworkService): InstancePlacement {
  return {
    async find(caller, vpcId, subnetId) {
      const vpcs = await networks.listVpcs(caller);
      const vpc = requireVpc(vpcId, vpcs, 'InvalidParameterValue.VpcIdInvalid');
      const subnet = findByNetworkId('subnet', subnetId, await networks.listSubnets(caller, vpc.id));
      if (subnet === undefined) {
        const allowed = `the id of a subnet that DescribeSubnets shows in the VPC ${vpcId}`;
        throw badParameter('InvalidParameterValue.SubnetIdInvalid', 'SubnetId', subnetId, allowed);
      }
      return { vpc, subnet };
    },

    shown: ({ vpcId, subnetId }) => ({
      VpcId: networkId('vpc', vpcId),
      SubnetId: networkId('subnet', subnetId),
    }),
  };
}
