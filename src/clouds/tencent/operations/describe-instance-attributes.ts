import { routeDeletions } from '../ckafka/route-deletions.ts';
import { instanceAttributes } from '../ckafka/instance-view.ts';
import { countTopics } from '../../../domain/administration/topic-counts.ts';
import { checkInstanceId } from '../instance-id.ts';
import { operation } from '../operation.ts';

export const describeInstanceAttributes = operation<{ readonly InstanceId: string }>(
  'ckafka',
  'DescribeInstanceAttributes',
  async ({ caller, parameters }, services) => {
    const { instances, placement, clusters } = services;
    const instance = await instances.get(caller, checkInstanceId(parameters.InstanceId));
    const counts = await countTopics(clusters, caller, instance);
    const [next] = (await routeDeletions(services, caller, instance.id)).toSorted(
      (one, other) => one.dueAtMs - other.dueAtMs,
    );
    return { Result: instanceAttributes(instance, counts, placement, next?.dueAtMs ?? null) };
  },
);
