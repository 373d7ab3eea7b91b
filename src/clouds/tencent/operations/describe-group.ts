import { groupStateText } from '../ckafka/group-view.ts';
import { badValue } from '../errors.ts';
import { checkInstanceId } from '../instance-id.ts';
import { operation } from '../operation.ts';
import { pageOf, type PageParameters } from '../paging.ts';

interface Parameters extends PageParameters {
  readonly InstanceId: string;
  readonly SearchWord?: string;
  readonly Filters?: readonly { readonly Name: string; readonly Values: readonly string[] }[];
}

/** Groups in a few words each. */
export const describeGroup = operation<Parameters>(
  'ckafka',
  'DescribeGroup',
  async ({ caller, parameters }, { consumerGroups }) => {
    const { offset, limit } = pageOf(parameters, 20, 200);
    const { SearchWord: word = '', Filters: filters = [] } = parameters;
    const other = filters.find(({ Name: name }) => name !== 'GroupState');
    if (other !== undefined) throw badValue('Filters.Name', other.Name, 'GroupState');
    const found = (await consumerGroups.list(caller, checkInstanceId(parameters.InstanceId)))
      .filter(({ id }) => id.includes(word))
      .filter(({ state }) => filters.every(({ Values: values }) => values.includes(groupStateText(state))));
    return {
      Result: {
        TotalCount: found.length,
        GroupList: found
          .slice(offset, offset + limit)
          .map(({ id, protocolType }) => ({ Group: id, Protocol: protocolType })),
        GroupCountQuota: 500,
      },
    };
  },
);
