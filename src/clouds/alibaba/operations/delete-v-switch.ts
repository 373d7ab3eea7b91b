import { requireVSwitch } from '../networks.ts';
import { operation } from '../operation.ts';

export const deleteVSwitch = operation<{ readonly VSwitchId: string }>(
  'vpc',
  'DeleteVSwitch',
  async ({ caller, parameters }, { networks }) => {
    const { id, vpcId } = await requireVSwitch(networks, caller, parameters.VSwitchId);
    await networks.deleteSubnet(caller, vpcId, id);
    return {};
  },
);
