import type { Operation } from '../operation.ts';
import { inNetworkWords } from '../vpc/network-errors.ts';

/** Gives an EIP back to the pool. */
export const deletePublicip: Operation = inNetworkWords('public-address', {
  name: 'DeletePublicip',
  method: 'DELETE',
  paths: ['/v1/{project_id}/publicips/{publicip_id}'],
  body: 'none',
  async run({ caller, params }, { publicAddresses }) {
    await publicAddresses.release(caller, params['publicip_id'] ?? '');
    return { status: 204 };
  },
});
