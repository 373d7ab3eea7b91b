import { operation } from '../operation.ts';
import { requireVpc } from '../vpc/require-vpc.ts';

export const deleteVpc = operation<{ readonly VpcId: string }>(
  'vpc',
  'DeleteVpc',
  async ({ caller, parameters }, { networks }) => {
    const vpc = requireVpc(parameters.VpcId, await networks.listVpcs(caller));
    await networks.deleteVpc(caller, vpc.id);
    return {};
  },
);
