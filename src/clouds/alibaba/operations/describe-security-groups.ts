import { operation } from '../operation.ts';
import { pageOf } from '../paging.ts';
import { securityGroupView } from '../vpc/network-views.ts';

interface Parameters {
  readonly SecurityGroupId?: string;
  readonly SecurityGroupName?: string;
  readonly PageNumber?: number;
  readonly PageSize?: number;
}

export const describeSecurityGroups = operation<Parameters>(
  'ecs',
  'DescribeSecurityGroups',
  async ({ caller, parameters, regionId }, { networks }) => {
    const { SecurityGroupId: id, SecurityGroupName: name, PageNumber: number } = parameters;
    const found = (await networks.listSecurityGroups(caller))
      .map((group) => securityGroupView(group))
      .filter(
        (view) =>
          (id === undefined || view.SecurityGroupId === id) &&
          (name === undefined || view.SecurityGroupName === name),
      );
    const limits = { usual: 10, most: 100 };
    const page = pageOf(found, { name: 'PageNumber', given: number }, parameters.PageSize, limits);
    return {
      RegionId: regionId,
      PageNumber: page.number,
      PageSize: page.size,
      TotalCount: page.total,
      SecurityGroups: { SecurityGroup: page.entries },
    };
  },
);
