import { operation } from '../operation.ts';
import { pageOf } from '../paging.ts';
import { vpcView } from '../vpc/network-views.ts';

interface Parameters {
  /** One, or several between commas. */
  readonly VpcId?: string;
  readonly VpcName?: string;
  readonly PageNumber?: number;
  readonly PageSize?: number;
}

export const describeVpcs = operation<Parameters>(
  'vpc',
  'DescribeVpcs',
  async ({ caller, parameters, regionId }, { networks }) => {
    const { VpcId: given, VpcName: name, PageNumber: number, PageSize: size } = parameters;
    const ids = given?.split(',');
    const subnets = await networks.listSubnets(caller);
    const views = (await networks.listVpcs(caller)).map((vpc) => vpcView(vpc, regionId, subnets));
    const found = views.filter(
      (vpc) => (ids === undefined || ids.includes(vpc.VpcId)) && (name === undefined || vpc.VpcName === name),
    );
    const page = pageOf(found, { name: 'PageNumber', given: number }, size, { usual: 10, most: 50 });
    return {
      PageNumber: page.number,
      PageSize: page.size,
      TotalCount: page.total,
      Vpcs: { Vpc: page.entries },
    };
  },
);
