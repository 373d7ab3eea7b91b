import { ownerTopic } from '../../../domain/administration/owner-topics.ts';
import { requireCluster } from '../alikafka/require-cluster.ts';
import { type TopicConfigParameters, topicConfigChanges } from '../alikafka/topic-config.ts';
import { operation } from '../operation.ts';

interface Parameters extends TopicConfigParameters {
  readonly InstanceId: string;
  readonly Topic: string;
}

/** Changes settings of a topic; what is not named stays. */
export const updateTopicConfig = operation<Parameters>(
  'alikafka',
  'UpdateTopicConfig',
  async ({ caller, parameters }, services) => {
    const changes = topicConfigChanges(parameters);
    const { administration } = await requireCluster(services, caller, parameters.InstanceId);
    const { name } = await ownerTopic(administration.topics, parameters.Topic);
    await administration.topics.alterConfig(name, changes);
    return {};
  },
);
