import { instanceAttributes } from '../ckafka/instance-view.ts';
import { countTopics } from '../../../domain/administration/topic-counts.ts';
import { checkInstanceId } from '../instance-id.ts';
import { operation } from '../operation.ts';

export const describeInstanceAttributes = operation<{ readonly InstanceId: string }>(
  'ckafka',
  'DescribeInstanceAttributes',
  async ({ caller, parameters }, { instances, placement, clusters }) => {
    const instance = await instances.get(caller, checkInstanceId(parameters.InstanceId));
    const counts = await countTopics(clusters, caller, instance);
    return { Result: instanceAttributes(instance, counts, placement) };
  },
);
