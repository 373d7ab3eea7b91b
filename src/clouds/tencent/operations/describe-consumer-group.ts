import { offsetsByTopic } from '../ckafka/group-offsets.ts';
import { topicId } from '../ckafka/topic-id.ts';
import { checkInstanceId } from '../instance-id.ts';
import { operation } from '../operation.ts';
import { pageOf, type PageParameters } from '../paging.ts';

interface Parameters extends PageParameters {
  readonly InstanceId: string;
  readonly GroupName?: string;
  /** Counts only together with GroupName. */
  readonly TopicName?: string;
}

/** Groups with the topics in which they stand. Terraform asks for one group and takes TopicList for its topics. */
export const describeConsumerGroup = operation<Parameters>(
  'ckafka',
  'DescribeConsumerGroup',
  async ({ caller, parameters }, { clusters, consumerGroups }) => {
    const { offset, limit } = pageOf(parameters, 20, 50);
    const id = checkInstanceId(parameters.InstanceId);
    const { GroupName: wanted = '', TopicName: topicWanted = '' } = parameters;
    const { administration } = await clusters.of(caller, id);
    const found = (await consumerGroups.list(caller, id)).filter((one) => wanted === '' || one.id === wanted);
    const page = await Promise.all(
      found.slice(offset, offset + limit).map(async (group) => {
        const offsets = [...(await offsetsByTopic(administration, group))];
        const isNamed = wanted !== '' && topicWanted !== '';
        return { group, offsets: offsets.filter(([topic]) => !isNamed || topic === topicWanted) };
      }),
    );
    const entries = page.flatMap(({ offsets }) => offsets);
    const topics = [...new Set(entries.map(([topic]) => topic))].toSorted();
    const topicList = topics.map((name) => ({ TopicId: topicId(id, name), TopicName: name }));
    const partitions = new Set(entries.flatMap(([, own]) => own.map(({ partition }) => partition)));
    return {
      Result: {
        TotalCount: found.length,
        TopicList: topicList,
        GroupList: page.map(({ group, offsets }) => ({
          ConsumerGroupName: group.id,
          SubscribedInfo: offsets.map(([topic, own]) => ({
            TopicName: topic,
            Partition: own.map(({ partition }) => partition),
            PartitionOffset: own.map(({ partition, committedOffset }) => ({
              Partition: String(partition),
              Offset: Number(committedOffset),
            })),
            TopicId: topicId(id, topic),
          })),
        })),
        TotalPartition: partitions.size,
        PartitionListForMonitor: [...partitions]
          .toSorted((one, other) => one - other)
          .map((number) => ({ PartitionId: number })),
        TotalTopic: topicList.length,
        TopicListForMonitor: topicList,
        GroupListForMonitor: page.map(({ group }) => ({ GroupName: group.id })),
      },
    };
  },
);
