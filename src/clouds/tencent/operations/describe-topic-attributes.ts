import { holdsFor } from '../../../domain/access-rule-set/access-rule-set.ts';
import { ownerTopic } from '../../../domain/administration/owner-topics.ts';
import { topicAllowList } from '../../../domain/administration/topic-allow-list.ts';
import { aclRuleView } from '../ckafka/acl-rule-words.ts';
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
  async ({ caller, parameters }, { clusters, annotations, accessRuleSets }) => {
    const id = checkInstanceId(parameters.InstanceId);
    const { instance, administration } = await clusters.of(caller, id);
    const topic = await ownerTopic(administration.topics, parameters.TopicName);
    const config = (await administration.topics.configs([topic.name])).get(topic.name) ?? new Map();
    const annotation = (await annotations.find(instance.id, 'topic', topic.name)) ?? undefined;
    const allowList = (await topicAllowList(administration.acls)).get(topic.name);
    const sets = (await accessRuleSets.list(caller, id)).filter((set) => holdsFor(set, topic.name));
    return {
      Result: {
        ...topicAttributes(instance, { topic, config, annotation, allowList }),
        EnableAclRule: sets.length > 0 ? 1 : 0,
        AclRuleList: sets.map((set) => aclRuleView(id, set, [topic.name])),
      },
    };
  },
);
