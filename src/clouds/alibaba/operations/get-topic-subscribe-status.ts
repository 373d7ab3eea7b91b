import { groupsOfTopic, ownerTopic } from '../../../domain/administration/owner-topics.ts';
import { requireCluster } from '../alikafka/require-cluster.ts';
import { operation } from '../operation.ts';

interface Parameters {
  readonly InstanceId: string;
  readonly Topic: string;
}

/** The groups that read a topic, or stand somewhere in it. */
export const getTopicSubscribeStatus = operation<Parameters>(
  'alikafka',
  'GetTopicSubscribeStatus',
  async ({ caller, parameters }, services) => {
    const { administration } = await requireCluster(services, caller, parameters.InstanceId);
    const { name } = await ownerTopic(administration.topics, parameters.Topic);
    const groups = await groupsOfTopic(administration.groups, name);
    return { TopicSubscribeStatus: { Topic: name, ConsumerGroups: groups } };
  },
);
