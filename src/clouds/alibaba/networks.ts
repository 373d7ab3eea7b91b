import type { Caller } from '../../domain/identity/caller.ts';
import type { NetworkService } from '../../domain/network/network-service.ts';
import type { SecurityGroup, Subnet, Vpc } from '../../domain/network/network.ts';
import { badParameter } from './errors.ts';
import { findByNetworkId } from './network-id.ts';

/** @throws AlibabaError InvalidVpcId.NotFound */
export async function requireVpc(networks: NetworkService, caller: Caller, given: string): Promise<Vpc> {
  const vpc = findByNetworkId('vpc', given, await networks.listVpcs(caller));
  if (vpc !== undefined) return vpc;
  throw badParameter('InvalidVpcId.NotFound', 'VpcId', given, 'the id of a VPC that DescribeVpcs shows');
}

/** @throws AlibabaError InvalidVSwitchId.NotFound */
export async function requireVSwitch(
  networks: NetworkService,
  caller: Caller,
  given: string,
  vpc?: Vpc,
): Promise<Subnet> {
  const subnet = findByNetworkId('vsw', given, await networks.listSubnets(caller, vpc?.id));
  if (subnet !== undefined) return subnet;
  const allowed = 'the id of a vSwitch that DescribeVSwitches shows, of the VPC where one is named';
  throw badParameter('InvalidVSwitchId.NotFound', 'VSwitchId', given, allowed);
}

/** @throws AlibabaError InvalidSecurityGroupId.NotFound */
export async function requireGroup(
  networks: NetworkService,
  caller: Caller,
  parameter: string,
  given: string,
): Promise<SecurityGroup> {
  const group = findByNetworkId('sg', given, await networks.listSecurityGroups(caller));
  if (group !== undefined) return group;
  const allowed = 'the id of a security group that DescribeSecurityGroups shows';
  throw badParameter('InvalidSecurityGroupId.NotFound', parameter, given, allowed);
}
