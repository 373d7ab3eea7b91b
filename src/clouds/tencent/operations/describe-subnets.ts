import { operation } from '../operation.ts';
import { listPage, type ListParameters } from '../vpc/list-parameters.ts';
import { subnetView } from '../vpc/network-views.ts';

interface Parameters extends ListParameters {
  readonly SubnetIds?: readonly string[];
}

export const describeSubnets = operation<Parameters>(
  'vpc',
  'DescribeSubnets',
  async ({ caller, parameters, region }, { networks }) => {
    const { SubnetIds: ids = [] } = parameters;
    const views = (await networks.listSubnets(caller)).map((subnet) => subnetView(subnet, region));
    const asked = ids.length === 0 ? views : views.filter(({ SubnetId: id }) => ids.includes(id));
    const page = listPage(asked, parameters, {
      'subnet-id': 'SubnetId',
      'vpc-id': 'VpcId',
      'subnet-name': 'SubnetName',
      'cidr-block': 'CidrBlock',
      zone: 'Zone',
      'is-default': 'IsDefault',
    });
    return { SubnetSet: page, TotalCount: asked.length };
  },
);
