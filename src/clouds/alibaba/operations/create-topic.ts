import { requireCluster } from '../alikafka/require-cluster.ts';
import { type TopicOrderParameters, topicRules } from '../alikafka/topic-rules.ts';
import { unsupported } from '../errors.ts';
import { operation } from '../operation.ts';

interface Parameters extends TopicOrderParameters {
  readonly InstanceId: string;
  readonly Config?: string;
  readonly Tag?: readonly object[];
}

/** Makes a topic; every broker knows it by the time of the answer. */
export const createTopic = operation<Parameters>(
  'alikafka',
  'CreateTopic',
  async ({ caller, parameters }, services) => {
    if (parameters.Tag !== undefined) throw unsupported('Tag of a topic');
    if (parameters.Config !== undefined) throw unsupported('Config of CreateTopic');
    const { description, ...order } = topicRules(parameters);
    const { instance, administration } = await requireCluster(services, caller, parameters.InstanceId);
    await administration.topics.create(order);
    const createdAtMs = services.nowMs();
    const annotation = { kind: 'topic', name: order.name, description, createdAtMs } as const;
    await services.annotations.save(instance.id, annotation);
    return {};
  },
);
