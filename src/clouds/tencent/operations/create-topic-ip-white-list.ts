import { ownerTopic } from '../../../domain/administration/owner-topics.ts';
import { setTopicAllowList, topicAllowList } from '../../../domain/administration/topic-allow-list.ts';
import { checkAllowList } from '../ckafka/topic-access.ts';
import { writeResult } from '../ckafka/write-result.ts';
import { badValue } from '../errors.ts';
import { checkInstanceId } from '../instance-id.ts';
import { operation } from '../operation.ts';

interface Parameters {
  readonly InstanceId: string;
  readonly TopicName: string;
  readonly IpWhiteList: readonly string[];
}

/** Adds addresses to those from which alone a topic may be used. */
export const createTopicIpWhiteList = operation<Parameters>(
  'ckafka',
  'CreateTopicIpWhiteList',
  async ({ caller, parameters }, { clusters }) => {
    const added = checkAllowList(parameters.IpWhiteList);
    if (added.length === 0) throw badValue('IpWhiteList', added, 'one address or more');
    const { administration } = await clusters.of(caller, checkInstanceId(parameters.InstanceId));
    const { name } = await ownerTopic(administration.topics, parameters.TopicName);
    const present = (await topicAllowList(administration.acls)).get(name) ?? [];
    await setTopicAllowList(administration.acls, name, [...new Set([...present, ...added])]);
    return writeResult();
  },
);
