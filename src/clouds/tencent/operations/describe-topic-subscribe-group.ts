import { groupsOfTopic, ownerTopic } from '../../../domain/administration/owner-topics.ts';
import { groupInfo } from '../ckafka/group-view.ts';
import { checkInstanceId } from '../instance-id.ts';
import { operation } from '../operation.ts';
import { pageOf, type PageParameters } from '../paging.ts';

interface Parameters extends PageParameters {
  readonly InstanceId: string;
  readonly TopicName: string;
}

/** The groups that read a topic or stand somewhere in it. Status 1: the answer is whole. */
export const describeTopicSubscribeGroup = operation<Parameters>(
  'ckafka',
  'DescribeTopicSubscribeGroup',
  async ({ caller, parameters }, { clusters }) => {
    const { offset, limit } = pageOf(parameters, 20, 200);
    const { administration } = await clusters.of(caller, checkInstanceId(parameters.InstanceId));
    const { groups, topics } = administration;
    const { name } = await ownerTopic(topics, parameters.TopicName);
    const reading = new Set(await groupsOfTopic(groups, name));
    const found = (await groups.list()).filter(({ id }) => reading.has(id)).map(groupInfo);
    const counts = [...Map.groupBy(found, ({ State: state }) => state)].map(
      ([state, own]) => `${own.length} ${state}`,
    );
    return {
      Result: {
        TotalCount: found.length,
        StatusCountInfo: counts.join(', '),
        GroupsInfo: found.slice(offset, offset + limit),
        Status: 1,
      },
    };
  },
);
