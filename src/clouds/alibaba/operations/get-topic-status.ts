import { timesBefore } from '../../../domain/administration/message-times.ts';
import { ownerTopic } from '../../../domain/administration/owner-topics.ts';
import { requireCluster } from '../alikafka/require-cluster.ts';
import { operation } from '../operation.ts';

interface Parameters {
  readonly InstanceId: string;
  readonly Topic: string;
}

/** The first and the next offset of each partition, and when its last message was made; 0 where there is none. */
export const getTopicStatus = operation<Parameters>(
  'alikafka',
  'GetTopicStatus',
  async ({ caller, parameters }, services) => {
    const { administration } = await requireCluster(services, caller, parameters.InstanceId);
    const { name, partitions } = await ownerTopic(administration.topics, parameters.Topic);
    const [first, next] = await Promise.all([
      administration.topics.offsets(name, 'earliest'),
      administration.topics.offsets(name, 'latest'),
    ]);
    const times = await timesBefore(administration.messages, name, next);
    const rows = partitions.map(({ number }) => ({
      Topic: name,
      Partition: number,
      MinOffset: Number(first.get(number) ?? 0n),
      MaxOffset: Number(next.get(number) ?? 0n),
      LastUpdateTimestamp: times.get(number) ?? 0,
    }));
    return {
      TopicStatus: {
        TotalCount: rows.reduce((sum, row) => sum + row.MaxOffset - row.MinOffset, 0),
        LastTimeStamp: Math.max(0, ...times.values()),
        OffsetTable: { OffsetTable: rows },
      },
    };
  },
);
