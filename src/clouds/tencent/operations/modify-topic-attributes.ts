import { applyTopicAccess, topicAccess, type TopicAccessParameters } from '../ckafka/topic-access.ts';
import { changeTopic, type TopicChange } from '../ckafka/topic-change.ts';
import { refuseTopicExtras, type TopicExtras } from '../ckafka/topic-refusals.ts';
import { writeResult } from '../ckafka/write-result.ts';
import { checkInstanceId } from '../instance-id.ts';
import { operation } from '../operation.ts';

interface Parameters extends TopicChange, TopicExtras, TopicAccessParameters {
  readonly InstanceId: string;
}

export const modifyTopicAttributes = operation<Parameters>(
  'ckafka',
  'ModifyTopicAttributes',
  async ({ caller, parameters }, services) => {
    refuseTopicExtras(parameters);
    const access = topicAccess(parameters);
    const cluster = await services.clusters.of(caller, checkInstanceId(parameters.InstanceId));
    await changeTopic(cluster, services, parameters);
    await applyTopicAccess(cluster, services, caller, parameters.TopicName, access);
    return writeResult();
  },
);
