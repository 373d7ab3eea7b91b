import { findInstances } from '../ckafka/find-instances.ts';
import { type FilterParameters, instanceQuestion } from '../ckafka/instance-filter.ts';
import { instanceSummary } from '../ckafka/instance-view.ts';
import { operation } from '../operation.ts';
import { pageOf, type PageParameters } from '../paging.ts';

/** As DescribeInstances: there is one type of instances here. */
export const describeTypeInstances = operation<FilterParameters & PageParameters>(
  'ckafka',
  'DescribeTypeInstances',
  async ({ caller, parameters }, { instances, placement }) => {
    const page = pageOf(parameters, 10, 100);
    const found = await findInstances(instances, caller, instanceQuestion(parameters, placement), page);
    return { Result: { InstanceList: found.instances.map(instanceSummary), TotalCount: found.total } };
  },
);
