import { requireVSwitch } from '../networks.ts';
import { operation } from '../operation.ts';
import { vSwitchView } from '../vpc/network-views.ts';

/** The Terraform provider asks so for the VPC of a vSwitch. */
export const describeVSwitchAttributes = operation<{ readonly VSwitchId: string }>(
  'vpc',
  'DescribeVSwitchAttributes',
  async ({ caller, parameters, regionId }, { networks }) =>
    vSwitchView(await requireVSwitch(networks, caller, parameters.VSwitchId), regionId),
);
