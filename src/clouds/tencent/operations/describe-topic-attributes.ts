import { ownerTopic } from '../../../domain/administration/owner-topics.ts';
import { topicAttributes } from '../ckafka/topic-view.ts';
import { checkInstanceId } from '../instance-id.ts';
import { operation } from '../operation.ts';

interface Parameters {
  readonly InstanceId: string;
  readonly TopicName: string;
}

export const describeTopicAttributes = operation<Parameters>(
  'ckafka',
  'DescribeTopicAttributes',
  async ({ caller, parameters }, { clusters, annotations }) => {
    const { instance, administration } = await clusters.of(caller, checkInstanceId(parameters.InstanceId));
    const topic = await ownerTopic(administration.topics, parameters.TopicName);
    const config = (await administration.topics.configs([topic.name])).get(topic.name) ?? new Map();
    const annotation = (await annotations.find(instance.id, 'topic', topic.name)) ?? undefined;
    return {
      Result: {
        ...topicAttributes(instance, { topic, config, annotation }),
        EnableAclRule: 0,
        AclRuleList: [],
      },
    };
  },
);
