import Type from 'typebox';
import type { Operation } from '../operation.ts';
import { bodyPart } from '../vpc/body-part.ts';
import { inNetworkWords } from '../vpc/network-errors.ts';
import { vpcView } from '../vpc/network-views.ts';

const read = bodyPart(
  'vpc',
  'VPC.0101',
  Type.Object({
    name: Type.String({ description: '1 to 64 letters, digits, underscores, hyphens and periods' }),
    // The cloud also makes VPCs without one, whose subnets may lie anywhere; ours hold what they are said to.
    cidr: Type.String({ description: 'a private block such as 192.168.0.0/16' }),
    description: Type.Optional(Type.String({ description: 'a text of at most 255 characters' })),
    enterprise_project_id: Type.Optional(Type.String({ description: 'the id of an enterprise project' })),
    tags: Type.Optional(
      Type.Array(Type.Unknown(), { maxItems: 0, description: 'empty, tags of VPCs are not supported' }),
    ),
  }),
);

export const createVpc: Operation = inNetworkWords('vpc', {
  name: 'CreateVpc',
  method: 'POST',
  paths: ['/v1/{project_id}/vpcs'],
  body: 'json',
  async run({ caller, body }, { networks }) {
    const { name, cidr, description = '', enterprise_project_id: enterpriseProjectId } = read(body);
    const vpc = await networks.createVpc(caller, {
      name,
      cidr,
      description,
      enterpriseProjectId: enterpriseProjectId || '0',
    });
    return { status: 200, body: { vpc: vpcView(vpc) } };
  },
});
