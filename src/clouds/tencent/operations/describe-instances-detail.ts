import { findInstances } from '../ckafka/find-instances.ts';
import { type FilterParameters, instanceQuestion } from '../ckafka/instance-filter.ts';
import { instanceDetail } from '../ckafka/instance-view.ts';
import { countTopics } from '../../../domain/administration/topic-counts.ts';
import { operation } from '../operation.ts';
import { pageOf, type PageParameters } from '../paging.ts';

/** The project's instances, newest first. One that is gone is not in the list, which is how clients learn of it. */
export const describeInstancesDetail = operation<FilterParameters & PageParameters>(
  'ckafka',
  'DescribeInstancesDetail',
  async ({ caller, parameters }, { instances, placement, clusters }) => {
    const page = pageOf(parameters, 10, 20);
    const found = await findInstances(instances, caller, instanceQuestion(parameters, placement), page);
    const details = found.instances.map(async (instance) =>
      instanceDetail(instance, await countTopics(clusters, caller, instance), placement),
    );
    return { Result: { InstanceList: await Promise.all(details), TotalCount: found.total } };
  },
);
