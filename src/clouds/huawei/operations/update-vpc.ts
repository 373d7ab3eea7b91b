import Type from 'typebox';
import type { Operation } from '../operation.ts';
import { bodyPart } from '../vpc/body-part.ts';
import { inNetworkWords } from '../vpc/network-errors.ts';
import { vpcView } from '../vpc/network-views.ts';

const read = bodyPart(
  'vpc',
  'VPC.0101',
  Type.Object({
    name: Type.Optional(
      Type.String({ description: '1 to 64 letters, digits, underscores, hyphens and periods' }),
    ),
    cidr: Type.Optional(Type.String({ description: 'a private block that holds all subnets' })),
    description: Type.Optional(Type.String({ description: 'a text of at most 255 characters' })),
    routes: Type.Optional(
      Type.Array(Type.Unknown(), { maxItems: 0, description: 'empty, routes are not supported' }),
    ),
  }),
);

export const updateVpc: Operation = inNetworkWords('vpc', {
  name: 'UpdateVpc',
  method: 'PUT',
  paths: ['/v1/{project_id}/vpcs/{vpc_id}'],
  body: 'json',
  async run({ caller, params, body }, { networks }) {
    const { routes: _, ...changes } = read(body);
    const vpc = await networks.updateVpc(caller, params['vpc_id'] ?? '', changes);
    return { status: 200, body: { vpc: vpcView(vpc) } };
  },
});
