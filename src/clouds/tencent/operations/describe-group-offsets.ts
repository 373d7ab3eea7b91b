import { offsetsByTopic } from '../ckafka/group-offsets.ts';
import { offsetView } from '../ckafka/group-view.ts';
import { checkInstanceId } from '../instance-id.ts';
import { operation } from '../operation.ts';
import { pageOf, type PageParameters } from '../paging.ts';

interface Parameters extends PageParameters {
  readonly InstanceId: string;
  readonly Group: string;
  readonly Topics?: readonly string[];
  readonly SearchWord?: string;
}

/** Where a group stands and how much it has not read yet, by topic. */
export const describeGroupOffsets = operation<Parameters>(
  'ckafka',
  'DescribeGroupOffsets',
  async ({ caller, parameters }, { clusters, consumerGroups }) => {
    const { offset, limit } = pageOf(parameters, 50, 50);
    const { Topics: wanted = [], SearchWord: word = '' } = parameters;
    const id = checkInstanceId(parameters.InstanceId);
    const { administration } = await clusters.of(caller, id);
    const group = await consumerGroups.get(caller, id, parameters.Group);
    const found = [...(await offsetsByTopic(administration, group))].filter(
      ([topic]) => (wanted.length === 0 || wanted.includes(topic)) && topic.includes(word),
    );
    return {
      Result: {
        TotalCount: found.length,
        TopicList: found.slice(offset, offset + limit).map(([topic, own]) => ({
          Topic: topic,
          Partitions: own.map(offsetView),
        })),
      },
    };
  },
);
