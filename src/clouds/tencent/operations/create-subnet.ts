import { formatIpv4, parseIpv4Block } from '../../../domain/network/cidr.ts';
import { badParameter, badValue } from '../errors.ts';
import { operation } from '../operation.ts';
import { requireVpc } from '../vpc/require-vpc.ts';
import { subnetView } from '../vpc/network-views.ts';
import { domainZoneOfCode } from '../zone-directory.ts';

interface Parameters {
  readonly VpcId: string;
  readonly SubnetName: string;
  readonly CidrBlock: string;
  readonly Zone: string;
}

export const createSubnet = operation<Parameters>(
  'vpc',
  'CreateSubnet',
  async ({ caller, parameters, region }, { networks }) => {
    const vpc = requireVpc(parameters.VpcId, await networks.listVpcs(caller));
    const zone = domainZoneOfCode(parameters.Zone);
    if (zone === undefined)
      throw badValue('Zone', parameters.Zone, 'a region with a number, such as ap-guangzhou-1');
    const block = parseIpv4Block(parameters.CidrBlock);
    if (block === null) {
      throw badParameter(
        'InvalidParameterValue.Malformed',
        'CidrBlock',
        parameters.CidrBlock,
        'a block such as 192.168.3.0/24',
      );
    }
    const subnet = await networks.createSubnet(caller, {
      vpcId: vpc.id,
      name: parameters.SubnetName,
      description: '',
      cidr: parameters.CidrBlock,
      // The cloud's gateways are the first hosts of their subnets.
      gatewayIp: formatIpv4(block.first + 1),
      nameServers: [],
      zone,
    });
    return { Subnet: subnetView(subnet, region) };
  },
);
