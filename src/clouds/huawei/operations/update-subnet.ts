import Type from 'typebox';
import type { Operation } from '../operation.ts';
import { bodyPart } from '../vpc/body-part.ts';
import { inNetworkWords } from '../vpc/network-errors.ts';
import { nameServersOf, subnetProperties } from '../vpc/subnet-body.ts';

const read = bodyPart(
  'subnet',
  'VPC.0201',
  Type.Object({
    ...subnetProperties,
    // Mandatory on the cloud, too, also where it stays.
    name: Type.String({ description: '1 to 64 letters, digits, underscores, hyphens and periods' }),
  }),
);

export const updateSubnet: Operation = inNetworkWords('subnet', {
  name: 'UpdateSubnet',
  method: 'PUT',
  paths: ['/v1/{project_id}/vpcs/{vpc_id}/subnets/{subnet_id}'],
  body: 'json',
  async run({ caller, params, body }, { networks }) {
    const given = read(body);
    const nameServers = nameServersOf(given);
    const subnet = await networks.updateSubnet(caller, params['vpc_id'] ?? '', params['subnet_id'] ?? '', {
      name: given.name,
      ...(given.description === undefined ? {} : { description: given.description }),
      ...(nameServers === undefined ? {} : { nameServers }),
    });
    return { status: 200, body: { subnet: { id: subnet.id, status: 'ACTIVE' } } };
  },
});
