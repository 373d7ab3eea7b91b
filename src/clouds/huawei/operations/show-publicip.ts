import type { Operation } from '../operation.ts';
import { createBoundEndpointLookup } from '../vpc/bound-endpoint-lookup.ts';
import { inNetworkWords } from '../vpc/network-errors.ts';
import { publicAddressView } from '../vpc/public-address-view.ts';

export const showPublicip: Operation = inNetworkWords('public-address', {
  name: 'ShowPublicip',
  method: 'GET',
  paths: ['/v1/{project_id}/publicips/{publicip_id}'],
  body: 'none',
  async run({ caller, params }, { publicAddresses, instances }) {
    const held = await publicAddresses.get(caller, params['publicip_id'] ?? '');
    const endpoint = await createBoundEndpointLookup(instances, caller)(held);
    return { status: 200, body: { publicip: publicAddressView(held, endpoint) } };
  },
});
