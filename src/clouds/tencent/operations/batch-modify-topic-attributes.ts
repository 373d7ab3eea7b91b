import { changeTopic, growTopic, type TopicChange } from '../ckafka/topic-change.ts';
import { toTencentError } from '../errors.ts';
import { checkInstanceId } from '../instance-id.ts';
import { operation } from '../operation.ts';

interface Parameters {
  readonly InstanceId: string;
  readonly Topic: readonly (TopicChange & { readonly PartitionNum?: number })[];
}

/** Changes topics one by one, and answers for each whether it could be. */
export const batchModifyTopicAttributes = operation<Parameters>(
  'ckafka',
  'BatchModifyTopicAttributes',
  async ({ caller, parameters }, services) => {
    const id = checkInstanceId(parameters.InstanceId);
    const cluster = await services.clusters.of(caller, id);
    const results = [];
    for (const change of parameters.Topic) {
      const outcome = { ReturnCode: '0', Message: 'success' };
      try {
        const { partitions } = await cluster.administration.topics.describe(change.TopicName);
        await changeTopic(cluster, services, change);
        const wanted = change.PartitionNum ?? 0;
        if (wanted !== 0 && wanted !== partitions.length) await growTopic(cluster, change.TopicName, wanted);
      } catch (error) {
        const { code, message } = toTencentError(error);
        if (code === 'InternalError') throw error;
        Object.assign(outcome, { ReturnCode: code, Message: message });
      }
      results.push({ InstanceId: id, TopicName: change.TopicName, ...outcome });
    }
    return { Result: results };
  },
);
