import type { Subnet, Vpc } from '../../../domain/network/network.ts';
import { networkId } from '../network-id.ts';
import { zonesOfRegion } from '../zone-directory.ts';

export function vpcView({ id, name, cidr, createdAtMs }: Vpc) {
  return {
    VpcId: networkId('vpc', id),
    VpcName: name,
    CidrBlock: cidr,
    IsDefault: false,
    EnableMulticast: false,
    EnableDhcp: true,
    DnsServerSet: [],
    DomainName: '',
    DhcpOptionsId: '',
    Ipv6CidrBlock: '',
    AssistantCidrSet: [],
    TagSet: [],
    CreatedTime: timeText(createdAtMs),
  };
}

/** @param region as the caller named it: the zone's code begins so */
export function subnetView({ id, vpcId, name, cidr, zone, createdAtMs }: Subnet, region: string) {
  return {
    VpcId: networkId('vpc', vpcId),
    SubnetId: networkId('subnet', id),
    SubnetName: name,
    CidrBlock: cidr,
    IsDefault: false,
    EnableBroadcast: false,
    Zone: zonesOfRegion(region).find((known) => known.zone === zone)?.code ?? '',
    RouteTableId: '',
    NetworkAclId: '',
    AvailableIpAddressCount: 250,
    TotalIpAddressCount: 253,
    Ipv6CidrBlock: '',
    IsRemoteVpcSnat: false,
    TagSet: [],
    CreatedTime: timeText(createdAtMs),
  };
}

/** `2026-11-21 03:00:00`. */
function timeText(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19).replace('T', ' ');
}
