import { ownerTopic, ownerTopics } from '../../../domain/administration/owner-topics.ts';
import { requirePartitionRoom } from '../../../domain/limits/partition-room.ts';
import { requireCluster } from '../alikafka/require-cluster.ts';
import { checkCount, partitionsAtMost } from '../alikafka/topic-rules.ts';
import { operation } from '../operation.ts';

interface Parameters {
  readonly InstanceId: string;
  readonly Topic: string;
  /** How many more. */
  readonly AddPartitionNum: number;
}

export const modifyPartitionNum = operation<Parameters>(
  'alikafka',
  'ModifyPartitionNum',
  async ({ caller, parameters }, services) => {
    const { instance, administration } = await requireCluster(services, caller, parameters.InstanceId);
    const { topics } = administration;
    const { name, partitions } = await ownerTopic(topics, parameters.Topic);
    const room = partitionsAtMost - partitions.length;
    const more = checkCount('AddPartitionNum', parameters.AddPartitionNum, 1, room);
    requirePartitionRoom(instance, await ownerTopics(topics), more);
    await topics.addPartitions(name, partitions.length + more);
    return {};
  },
);
