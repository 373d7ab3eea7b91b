import Type from 'typebox';
import type { Operation } from '../operation.ts';
import { bodyPart } from '../vpc/body-part.ts';
import { inNetworkWords } from '../vpc/network-errors.ts';
import { securityGroupRuleView } from '../vpc/network-views.ts';

const read = bodyPart(
  'security_group_rule',
  'VPC.0601',
  Type.Object({
    security_group_id: Type.String({ description: 'the id of a security group of the project' }),
    description: Type.Optional(Type.String({ description: 'a text of at most 255 characters' })),
    direction: Type.Enum(['ingress', 'egress'], { description: 'ingress or egress' }),
    ethertype: Type.Optional(Type.Enum(['IPv4', 'IPv6'], { description: 'IPv4 or IPv6' })),
    // The cloud takes numbers of protocols as well; instances here speak TCP only.
    protocol: Type.Optional(
      Type.Enum(['tcp', 'udp', 'icmp', ''], { description: 'tcp, udp, icmp, or absent for any' }),
    ),
    port_range_min: Type.Optional(Type.Integer({ description: 'the first port, of ICMP the type' })),
    port_range_max: Type.Optional(Type.Integer({ description: 'the last port, of ICMP the code' })),
    remote_ip_prefix: Type.Optional(Type.String({ description: 'a block such as 10.0.0.0/8' })),
    remote_group_id: Type.Optional(Type.String({ description: 'the id of a security group' })),
    remote_address_group_id: Type.Optional(
      Type.Literal('', { description: 'empty, groups of addresses are not supported' }),
    ),
  }),
);

export const createSecurityGroupRule: Operation = inNetworkWords('security-group', {
  name: 'CreateSecurityGroupRule',
  method: 'POST',
  paths: ['/v1/{project_id}/security-group-rules'],
  body: 'json',
  async run({ caller, body }, { networks }) {
    const given = read(body);
    const made = await networks.createRule(caller, given.security_group_id, {
      description: given.description ?? '',
      direction: given.direction,
      ipVersion: given.ethertype === 'IPv6' ? 6 : 4,
      protocol: given.protocol || null,
      portMin: given.port_range_min ?? null,
      portMax: given.port_range_max ?? null,
      remoteCidr: given.remote_ip_prefix || null,
      remoteGroupId: given.remote_group_id || null,
    });
    return { status: 200, body: { security_group_rule: securityGroupRuleView(made) } };
  },
});
