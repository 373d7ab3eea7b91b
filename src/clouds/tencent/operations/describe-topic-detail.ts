import { ownerTopics } from '../../../domain/administration/owner-topics.ts';
import { topicAllowList } from '../../../domain/administration/topic-allow-list.ts';
import { ruledBy } from '../ckafka/topic-access.ts';
import { createdSeconds, replicasOf, topicDetail } from '../ckafka/topic-view.ts';
import { badValue } from '../errors.ts';
import { checkInstanceId } from '../instance-id.ts';
import { operation } from '../operation.ts';
import { pageOf, type PageParameters } from '../paging.ts';

interface Parameters extends PageParameters {
  readonly InstanceId: string;
  readonly SearchWord?: string;
  readonly AclRuleName?: string;
  readonly SearchWordIgnoreCaseFlag?: boolean;
  readonly OrderBy?: string;
  /** 0 up, 1 down. */
  readonly OrderType?: number;
  readonly Filters?: readonly { readonly Name: string; readonly Values: readonly string[] }[];
}

/** Topics with their settings, the newest first unless told otherwise. Terraform looks for its topic by name. */
export const describeTopicDetail = operation<Parameters>(
  'ckafka',
  'DescribeTopicDetail',
  async ({ caller, parameters }, { clusters, annotations, accessRuleSets }) => {
    const { offset, limit } = pageOf(parameters, 20, 200);
    const { OrderBy: orderBy = '', Filters: filters = [] } = parameters;
    if (!['', 'CreateTime', 'PartitionNum'].includes(orderBy)) {
      throw badValue('OrderBy', orderBy, 'CreateTime or PartitionNum');
    }
    const other = filters.find(({ Name: name }) => name !== 'ReplicaNum');
    if (other !== undefined) throw badValue('Filters.Name', other.Name, 'ReplicaNum');
    const { instance, administration } = await clusters.of(caller, checkInstanceId(parameters.InstanceId));
    const ignoresCase = parameters.SearchWordIgnoreCaseFlag ?? false;
    const fold = (text: string) => (ignoresCase ? text.toLowerCase() : text);
    const word = fold(parameters.SearchWord ?? '');
    const isRuled = await ruledBy({ accessRuleSets }, caller, instance.id, parameters.AclRuleName ?? '');
    const described = await annotations.list(instance.id, 'topic');
    const found = (await ownerTopics(administration.topics))
      .filter(({ name }) => fold(name).includes(word) && isRuled(name))
      .filter((topic) => filters.every(({ Values: values }) => values.includes(String(replicasOf(topic)))))
      .map((topic) => ({ topic, annotation: described.get(topic.name) }));
    const rank = ({ topic, annotation }: (typeof found)[number]) =>
      orderBy === 'PartitionNum' ? topic.partitions.length : createdSeconds(annotation);
    const sign = (parameters.OrderType ?? (orderBy === '' ? 1 : 0)) === 1 ? -1 : 1;
    const page = found
      .toSorted((one, another) => sign * (rank(one) - rank(another)))
      .slice(offset, offset + limit);
    const configs = page.length === 0 ? new Map() : await administration.topics.configs();
    const allowLists = await topicAllowList(administration.acls);
    return {
      Result: {
        TopicList: page.map(({ topic, annotation }) =>
          topicDetail(instance, {
            topic,
            annotation,
            config: configs.get(topic.name) ?? new Map(),
            allowList: allowLists.get(topic.name),
          }),
        ),
        TotalCount: found.length,
      },
    };
  },
);
