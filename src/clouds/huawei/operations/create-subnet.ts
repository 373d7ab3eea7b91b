import Type from 'typebox';
import { badParameter } from '../errors.ts';
import type { Operation } from '../operation.ts';
import { bodyPart } from '../vpc/body-part.ts';
import { inNetworkWords } from '../vpc/network-errors.ts';
import { subnetView } from '../vpc/network-views.ts';
import { nameServersOf, subnetProperties } from '../vpc/subnet-body.ts';
import type { ZoneDirectory } from '../zone-directory.ts';

const read = bodyPart(
  'subnet',
  'VPC.0201',
  Type.Object({
    ...subnetProperties,
    name: Type.String({ description: '1 to 64 letters, digits, underscores, hyphens and periods' }),
    cidr: Type.String({ description: 'a block of the VPC, such as 192.168.3.0/24' }),
    gateway_ip: Type.String({ description: 'an address of the subnet, such as 192.168.3.1' }),
    vpc_id: Type.String({ description: 'the id of a VPC of the project' }),
    availability_zone: Type.Optional(
      Type.String({ description: 'the code of a zone, as GET /v2/available-zones lists them' }),
    ),
    tags: Type.Optional(
      Type.Array(Type.Unknown(), { maxItems: 0, description: 'empty, tags of subnets are not supported' }),
    ),
  }),
);

export const createSubnet: Operation = inNetworkWords('subnet', {
  name: 'CreateSubnet',
  method: 'POST',
  paths: ['/v1/{project_id}/subnets'],
  body: 'json',
  async run({ caller, body }, { networks, zones }) {
    const given = read(body);
    const subnet = await networks.createSubnet(caller, {
      vpcId: given.vpc_id,
      name: given.name,
      description: given.description ?? '',
      cidr: given.cidr,
      gatewayIp: given.gateway_ip,
      nameServers: nameServersOf(given) ?? [],
      zone: zoneOf(given.availability_zone ?? '', zones),
    });
    return { status: 200, body: { subnet: subnetView(subnet, zones) } };
  },
});

/** The domain zone of a zone's code; null where none is asked for. */
function zoneOf(code: string, directory: ZoneDirectory): string | null {
  if (code === '') return null;
  const found = directory.all.find((zone) => zone.code === code);
  if (found !== undefined) return found.zone;
  const known = directory.all.map((zone) => zone.code).join(', ');
  throw badParameter('VPC.0201', 'subnet.availability_zone', code, known);
}
