import Type from 'typebox';
import type { Operation } from '../operation.ts';
import { bodyPart } from '../vpc/body-part.ts';
import { inNetworkWords } from '../vpc/network-errors.ts';
import { securityGroupView } from '../vpc/network-views.ts';

const read = bodyPart(
  'security_group',
  'VPC.0601',
  Type.Object({
    name: Type.String({ description: '1 to 64 letters, digits, underscores, hyphens and periods' }),
    description: Type.Optional(Type.String({ description: 'a text of at most 255 characters' })),
    // On the cloud a hint without effect.
    vpc_id: Type.Optional(Type.String({ description: 'the id of a VPC' })),
    enterprise_project_id: Type.Optional(Type.String({ description: 'the id of an enterprise project' })),
  }),
);

export const createSecurityGroup: Operation = inNetworkWords('security-group', {
  name: 'CreateSecurityGroup',
  method: 'POST',
  paths: ['/v1/{project_id}/security-groups'],
  body: 'json',
  async run({ caller, body }, { networks }) {
    const { name, description = '', enterprise_project_id: enterpriseProjectId } = read(body);
    const group = await networks.createSecurityGroup(caller, {
      name,
      description,
      enterpriseProjectId: enterpriseProjectId || '0',
    });
    return { status: 200, body: { security_group: securityGroupView(group) } };
  },
});
