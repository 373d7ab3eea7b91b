import { operation } from '../operation.ts';
import { listPage, type ListParameters } from '../vpc/list-parameters.ts';
import { vpcView } from '../vpc/network-views.ts';

interface Parameters extends ListParameters {
  readonly VpcIds?: readonly string[];
}

export const describeVpcs = operation<Parameters>(
  'vpc',
  'DescribeVpcs',
  async ({ caller, parameters }, { networks }) => {
    const { VpcIds: ids = [] } = parameters;
    const views = (await networks.listVpcs(caller)).map(vpcView);
    const asked = ids.length === 0 ? views : views.filter(({ VpcId: id }) => ids.includes(id));
    const page = listPage(asked, parameters, {
      'vpc-id': 'VpcId',
      'vpc-name': 'VpcName',
      'cidr-block': 'CidrBlock',
      'is-default': 'IsDefault',
    });
    return { VpcSet: page, TotalCount: asked.length };
  },
);
