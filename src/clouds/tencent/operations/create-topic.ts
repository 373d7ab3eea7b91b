import { topicDefaultRanges } from '../../../domain/instance/topic-defaults.ts';
import { applyTopicAccess, topicAccess, type TopicAccessParameters } from '../ckafka/topic-access.ts';
import { topicId } from '../ckafka/topic-id.ts';
import {
  checkNote,
  checkPartitions,
  checkTopicName,
  refuseTopicExtras,
  type TopicExtras,
} from '../ckafka/topic-refusals.ts';
import { newTopicConfig, type TopicSettings } from '../ckafka/topic-settings.ts';
import { badValue } from '../errors.ts';
import { checkInstanceId } from '../instance-id.ts';
import { operation } from '../operation.ts';

interface Parameters extends TopicSettings, TopicExtras, TopicAccessParameters {
  readonly InstanceId: string;
  readonly TopicName: string;
  readonly PartitionNum: number;
  readonly ReplicaNum: number;
  readonly Note?: string;
}

/** Makes a topic; every broker knows it by the time of the answer. */
export const createTopic = operation<Parameters>(
  'ckafka',
  'CreateTopic',
  async ({ caller, parameters }, services) => {
    const { clusters, annotations, accessRuleSets, nowMs } = services;
    refuseTopicExtras(parameters);
    const access = topicAccess(parameters);
    const id = checkInstanceId(parameters.InstanceId);
    const name = checkTopicName(parameters.TopicName);
    const description = checkNote(parameters.Note ?? '');
    const partitionCount = checkPartitions(parameters.PartitionNum);
    const cluster = await clusters.of(caller, id);
    const { instance, administration } = cluster;
    const { max } = topicDefaultRanges(instance.spec.brokerCount).replicas;
    const replicationFactor = parameters.ReplicaNum;
    if (replicationFactor < 1 || replicationFactor > max) {
      throw badValue('ReplicaNum', replicationFactor, `1 to ${max}`);
    }
    const config = newTopicConfig(parameters, replicationFactor);
    await administration.topics.create({ name, partitionCount, replicationFactor, config });
    await accessRuleSets.giveToNew(caller, id, name);
    await applyTopicAccess(cluster, services, caller, name, access);
    await annotations.save(instance.id, { kind: 'topic', name, description, createdAtMs: nowMs() });
    return { Result: { TopicId: topicId(instance.id, name) } };
  },
);
