import { ownerTopic } from '../../../domain/administration/owner-topics.ts';
import { checkInstanceId } from '../instance-id.ts';
import { operation } from '../operation.ts';
import { pageOf, type PageParameters } from '../paging.ts';

interface Parameters extends PageParameters {
  readonly InstanceId: string;
  readonly TopicName: string;
  readonly OutOfSyncReplicaOnly?: boolean;
}

/** Where a topic's partitions are, which replicas are in sync, and where messages begin and end. */
export const describeTopicSyncReplica = operation<Parameters>(
  'ckafka',
  'DescribeTopicSyncReplica',
  async ({ caller, parameters }, { clusters }) => {
    const { offset, limit } = pageOf(parameters, 20, 200);
    const { administration } = await clusters.of(caller, checkInstanceId(parameters.InstanceId));
    const { topics } = administration;
    const { name, partitions } = await ownerTopic(topics, parameters.TopicName);
    const found = partitions
      .map((partition) => ({
        ...partition,
        behind: partition.replicaIds.filter((id) => !partition.inSyncReplicaIds.includes(id)),
      }))
      .filter(({ behind }) => parameters.OutOfSyncReplicaOnly !== true || behind.length > 0);
    const [starts, ends] = await Promise.all([
      topics.offsets(name, 'earliest'),
      topics.offsets(name, 'latest'),
    ]);
    return {
      Result: {
        TopicInSyncReplicaList: found.slice(offset, offset + limit).map((partition) => {
          const [start, end] = [starts.get(partition.number) ?? 0n, ends.get(partition.number) ?? 0n];
          return {
            Partition: `partition-${partition.number}`,
            Leader: partition.leaderId ?? 0,
            Replica: partition.replicaIds.join(','),
            InSyncReplica: partition.inSyncReplicaIds.join(','),
            BeginOffset: Number(start),
            EndOffset: Number(end),
            MessageCount: Number(end - start),
            OutOfSyncReplica: partition.behind.join(','),
          };
        }),
        TotalCount: found.length,
      },
    };
  },
);
