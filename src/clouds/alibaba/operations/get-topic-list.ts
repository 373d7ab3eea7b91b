import { ownerTopics } from '../../../domain/administration/owner-topics.ts';
import { requireCluster } from '../alikafka/require-cluster.ts';
import { topicView } from '../alikafka/topic-view.ts';
import { operation } from '../operation.ts';
import { pageOfTexts } from '../paging.ts';

interface Parameters {
  readonly InstanceId: string;
  readonly Topic?: string;
  readonly CurrentPage?: string;
  readonly PageSize?: string;
}

/** Topics by name. The Terraform provider takes the first of those that have the name it asks for. */
export const getTopicList = operation<Parameters>(
  'alikafka',
  'GetTopicList',
  async ({ caller, parameters }, services) => {
    const { instance, administration } = await requireCluster(services, caller, parameters.InstanceId);
    const { Topic: name, CurrentPage: current, PageSize: size } = parameters;
    const found = (await ownerTopics(administration.topics)).filter(
      (topic) => name === undefined || topic.name === name,
    );
    const page = pageOfTexts(found, current, size);
    const configs = await administration.topics.configs(page.entries.map((topic) => topic.name));
    const annotations = await services.annotations.list(instance.id, 'topic');
    return {
      CurrentPage: page.number,
      PageSize: page.size,
      Total: page.total,
      TopicList: {
        TopicVO: page.entries.map((topic) =>
          topicView(instance, topic, configs.get(topic.name) ?? new Map(), annotations.get(topic.name)),
        ),
      },
    };
  },
);
