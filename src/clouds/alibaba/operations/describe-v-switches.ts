import { requireVpc } from '../networks.ts';
import { operation } from '../operation.ts';
import { pageOf } from '../paging.ts';
import { vSwitchView } from '../vpc/network-views.ts';
import { domainZoneOf } from '../zone-names.ts';

interface Parameters {
  readonly VpcId?: string;
  readonly VSwitchId?: string;
  readonly VSwitchName?: string;
  readonly ZoneId?: string;
  readonly PageNumber?: number;
  readonly PageSize?: number;
}

export const describeVSwitches = operation<Parameters>(
  'vpc',
  'DescribeVSwitches',
  async ({ caller, parameters, regionId }, { networks }) => {
    const { VSwitchId: id, VSwitchName: name, ZoneId: zone, PageNumber: number } = parameters;
    const vpc =
      parameters.VpcId === undefined ? undefined : await requireVpc(networks, caller, parameters.VpcId);
    const found = (await networks.listSubnets(caller, vpc?.id))
      .filter((subnet) => zone === undefined || subnet.zone === domainZoneOf(regionId, zone))
      .map((subnet) => vSwitchView(subnet, regionId))
      .filter(
        (view) =>
          (id === undefined || view.VSwitchId === id) && (name === undefined || view.VSwitchName === name),
      );
    const limits = { usual: 10, most: 50 };
    const page = pageOf(found, { name: 'PageNumber', given: number }, parameters.PageSize, limits);
    return {
      PageNumber: page.number,
      PageSize: page.size,
      TotalCount: page.total,
      VSwitches: { VSwitch: page.entries },
    };
  },
);
