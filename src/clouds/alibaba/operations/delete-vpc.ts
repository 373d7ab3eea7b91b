import { requireVpc } from '../networks.ts';
import { operation } from '../operation.ts';

export const deleteVpc = operation<{ readonly VpcId: string }>(
  'vpc',
  'DeleteVpc',
  async ({ caller, parameters }, { networks }) => {
    const vpc = await requireVpc(networks, caller, parameters.VpcId);
    await networks.deleteVpc(caller, vpc.id);
    return {};
  },
);
