import { ownerTopic } from '../../../domain/administration/owner-topics.ts';
import { writeResult } from '../ckafka/write-result.ts';
import { badValue } from '../errors.ts';
import { checkInstanceId } from '../instance-id.ts';
import { operation } from '../operation.ts';

interface Parameters {
  readonly InstanceId: string;
  readonly GroupName: string;
  readonly TopicName?: string;
  readonly TopicNameList?: readonly string[];
}

/** Makes a group. It stands at the end of the topics named: its first consumer reads what comes from now on. */
export const createConsumer = operation<Parameters>(
  'ckafka',
  'CreateConsumer',
  async ({ caller, parameters }, { clusters, consumerGroups }) => {
    const { GroupName: name, TopicName: topic = '', TopicNameList: list = [] } = parameters;
    const id = checkInstanceId(parameters.InstanceId);
    if (!/^[A-Za-z0-9._-]{1,128}$/.test(name)) {
      throw badValue('GroupName', name, '1 to 128 letters, digits, dots, underscores and hyphens');
    }
    const { groups, topics } = (await clusters.of(caller, id)).administration;
    const subscribed = [...new Set(topic === '' ? list : [topic, ...list])];
    for (const one of subscribed) await ownerTopic(topics, one);
    await consumerGroups.create(caller, id, name, '');
    for (const one of subscribed) await groups.resetOffsets(name, { topic: one, position: 'latest' });
    return writeResult();
  },
);
