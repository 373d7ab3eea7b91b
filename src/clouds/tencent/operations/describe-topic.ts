import { ownerTopics } from '../../../domain/administration/owner-topics.ts';
import { ruledBy } from '../ckafka/topic-access.ts';
import { topicId } from '../ckafka/topic-id.ts';
import { checkInstanceId } from '../instance-id.ts';
import { operation } from '../operation.ts';
import { pageOf, type PageParameters } from '../paging.ts';

interface Parameters extends PageParameters {
  readonly InstanceId: string;
  readonly SearchWord?: string;
  readonly AclRuleName?: string;
}

/** Topics by name, in a few words each. */
export const describeTopic = operation<Parameters>(
  'ckafka',
  'DescribeTopic',
  async ({ caller, parameters }, { clusters, annotations, accessRuleSets }) => {
    const { offset, limit } = pageOf(parameters, 20, 200);
    const { instance, administration } = await clusters.of(caller, checkInstanceId(parameters.InstanceId));
    const word = parameters.SearchWord ?? '';
    const isRuled = await ruledBy({ accessRuleSets }, caller, instance.id, parameters.AclRuleName ?? '');
    const found = (await ownerTopics(administration.topics)).filter(
      ({ name }) => name.includes(word) && isRuled(name),
    );
    const described = await annotations.list(instance.id, 'topic');
    return {
      Result: {
        TopicList: found.slice(offset, offset + limit).map(({ name }) => ({
          TopicId: topicId(instance.id, name),
          TopicName: name,
          Note: described.get(name)?.description ?? '',
        })),
        TotalCount: found.length,
      },
    };
  },
);
