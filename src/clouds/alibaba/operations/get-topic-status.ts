import { ownerTopic } from '../../../domain/administration/owner-topics.ts';
import { requireCluster } from '../alikafka/require-cluster.ts';
import { operation } from '../operation.ts';

interface Parameters {
  readonly InstanceId: string;
  readonly Topic: string;
}

/** The first and the next offset of each partition. When the last message came, brokers of all versions do not tell: 0. */
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
    const rows = partitions.map(({ number }) => ({
      Topic: name,
      Partition: number,
      MinOffset: Number(first.get(number) ?? 0n),
      MaxOffset: Number(next.get(number) ?? 0n),
      LastUpdateTimestamp: 0,
    }));
    return {
      TopicStatus: {
        TotalCount: rows.reduce((sum, row) => sum + row.MaxOffset - row.MinOffset, 0),
        LastTimeStamp: 0,
        OffsetTable: { OffsetTable: rows },
      },
    };
  },
);
