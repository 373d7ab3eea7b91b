import { parseIpv4Block } from '../../../domain/network/cidr.ts';
import type { SecurityGroup, Subnet, Vpc } from '../../../domain/network/network.ts';
import { networkId } from '../network-id.ts';
import { zoneName } from '../zone-names.ts';

export function vpcView(
  { id, name, description, cidr, createdAtMs }: Vpc,
  regionId: string,
  vSwitches: readonly Subnet[],
) {
  return {
    VpcId: networkId('vpc', id),
    VpcName: name,
    RegionId: regionId,
    Status: 'Available',
    CidrBlock: cidr,
    Description: description,
    IsDefault: false,
    CreationTime: timeText(createdAtMs),
    ResourceGroupId: '',
    VSwitchIds: {
      VSwitchId: vSwitches.filter(({ vpcId }) => vpcId === id).map((subnet) => networkId('vsw', subnet.id)),
    },
    Tags: { Tag: [] },
  };
}

/** @param regionId as the caller named it: the zone's name begins so */
export function vSwitchView(subnet: Subnet, regionId: string) {
  const { id, vpcId, name, description, cidr, zone, createdAtMs } = subnet;
  const prefix = parseIpv4Block(cidr)?.prefixLength ?? 24;
  return {
    VSwitchId: networkId('vsw', id),
    VSwitchName: name,
    VpcId: networkId('vpc', vpcId),
    ZoneId: zoneName(regionId, zone),
    Status: 'Available',
    CidrBlock: cidr,
    Description: description,
    IsDefault: false,
    CreationTime: timeText(createdAtMs),
    // The cloud keeps the first and the last three of a block.
    AvailableIpAddressCount: 2 ** (32 - prefix) - 4,
    ResourceGroupId: '',
    Tags: { Tag: [] },
  };
}

export function securityGroupView({ id, name, description, createdAtMs }: SecurityGroup) {
  return {
    SecurityGroupId: networkId('sg', id),
    SecurityGroupName: name,
    Description: description,
    // Groups are no single VPC's here.
    VpcId: '',
    SecurityGroupType: 'normal',
    CreationTime: timeText(createdAtMs),
    Tags: { Tag: [] },
  };
}

/** `2026-11-21T03:00:00Z`. */
function timeText(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}Z`;
}
