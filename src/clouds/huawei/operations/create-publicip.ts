import Type from 'typebox';
import { badParameter } from '../errors.ts';
import type { Operation } from '../operation.ts';
import { bodyPart } from '../vpc/body-part.ts';
import { inNetworkWords } from '../vpc/network-errors.ts';
import { publicAddressView } from '../vpc/public-address-view.ts';

const readAddress = bodyPart(
  'publicip',
  'VPC.0501',
  Type.Object({
    type: Type.Literal('5_bgp', { description: '5_bgp, there is one pool of addresses' }),
    ip_version: Type.Optional(Type.Literal(4, { description: '4, IPv6 is not supported yet' })),
    ip_address: Type.Optional(Type.String({ description: 'a free address of the pool' })),
  }),
);

const readBandwidth = bodyPart(
  'bandwidth',
  'VPC.0301',
  Type.Object({
    name: Type.Optional(Type.String({ maxLength: 64, description: 'up to 64 characters' })),
    size: Type.Integer({ minimum: 1, maximum: 2000, description: 'a whole number of Mbit/s from 1 to 2000' }),
    share_type: Type.Literal('PER', { description: 'PER, shared bandwidths are not supported' }),
    // Nothing is charged here, whichever it is.
    charge_mode: Type.Optional(
      Type.Enum(['bandwidth', 'traffic', ''], { description: 'bandwidth or traffic' }),
    ),
  }),
);

/** Takes an address from the pool. It is there at once, so that the answer is DOWN (free) where the cloud's is PENDING_CREATE. */
export const createPublicip: Operation = inNetworkWords('public-address', {
  name: 'CreatePublicip',
  method: 'POST',
  paths: ['/v1/{project_id}/publicips'],
  body: 'json',
  async run({ caller, body }, { publicAddresses }) {
    const { ip_address: address } = readAddress(body);
    const { name, size } = readBandwidth(body);
    const held = await publicAddresses.allocate(caller, {
      enterpriseProjectId: enterpriseProjectOf(body),
      bandwidthName: name ?? '',
      bandwidthMbitps: size,
      address: address || null,
    });
    return { status: 200, body: { publicip: publicAddressView(held, null) } };
  },
});

/** It stands beside the two objects, not in one of them. */
function enterpriseProjectOf(body: unknown): string {
  const { enterprise_project_id: id } = body as { enterprise_project_id?: unknown };
  if (id === undefined || id === null || id === '') return '0';
  if (typeof id === 'string') return id;
  throw badParameter('VPC.0501', 'enterprise_project_id', id, 'the id of an enterprise project');
}
