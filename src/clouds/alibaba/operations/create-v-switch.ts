import { formatIpv4, parseIpv4Block } from '../../../domain/network/cidr.ts';
import { badParameter } from '../errors.ts';
import { networkId } from '../network-id.ts';
import { requireVpc } from '../networks.ts';
import { operation } from '../operation.ts';
import { domainZoneOf, zoneName } from '../zone-names.ts';

interface Parameters {
  readonly VpcId: string;
  readonly CidrBlock: string;
  readonly ZoneId: string;
  readonly VSwitchName?: string;
  readonly Description?: string;
}

export const createVSwitch = operation<Parameters>(
  'vpc',
  'CreateVSwitch',
  async ({ caller, parameters, regionId }, { networks }) => {
    const { CidrBlock: cidr, ZoneId: given } = parameters;
    const vpc = await requireVpc(networks, caller, parameters.VpcId);
    const zone = domainZoneOf(regionId, given);
    if (zone === undefined) {
      throw badParameter(
        'InvalidZoneId.NotFound',
        'ZoneId',
        given,
        `a zone such as ${zoneName(regionId, 'a')}`,
      );
    }
    const block = parseIpv4Block(cidr);
    if (block === null) {
      throw badParameter('InvalidParameter', 'CidrBlock', cidr, 'a block such as 192.168.3.0/24');
    }
    const { id } = await networks.createSubnet(caller, {
      vpcId: vpc.id,
      name: parameters.VSwitchName ?? 'vsw',
      description: parameters.Description ?? '',
      cidr,
      gatewayIp: formatIpv4(block.first + 1),
      nameServers: [],
      zone,
    });
    return { VSwitchId: networkId('vsw', id) };
  },
);
