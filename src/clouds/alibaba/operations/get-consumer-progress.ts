import type { Group, GroupOffset } from '../../../domain/administration/groups.ts';
import { timesBefore } from '../../../domain/administration/message-times.ts';
import { rebalanceViews } from '../alikafka/rebalance-view.ts';
import { requireCluster } from '../alikafka/require-cluster.ts';
import { operation } from '../operation.ts';

interface Parameters {
  readonly InstanceId: string;
  readonly ConsumerId: string;
  /** Leaves out when the last messages were made that the group has read, which is asked of the brokers. */
  readonly HideLastTimestamp?: boolean;
}

/** Where a group stands and how far behind it is. Of a group that no consumer has joined yet there is nothing. */
export const getConsumerProgress = operation<Parameters>(
  'alikafka',
  'GetConsumerProgress',
  async ({ caller, parameters }, services) => {
    const { ConsumerId: name } = parameters;
    const { instance, administration } = await requireCluster(services, caller, parameters.InstanceId);
    const group = await services.consumerGroups.get(caller, instance.id, name);
    const isKnown = group.coordinatorId !== null;
    const offsets = isKnown ? await administration.groups.offsets(name) : [];
    const rebalances = isKnown ? await administration.groups.rebalances(name) : [];
    const topics = await Promise.all(
      [...Map.groupBy(offsets, ({ topic }) => topic)].map(async ([topic, rows]) => {
        const committed = new Map(rows.map((row) => [row.partition, row.committedOffset]));
        const times: ReadonlyMap<number, number> = parameters.HideLastTimestamp
          ? new Map()
          : await timesBefore(administration.messages, topic, committed);
        return {
          Topic: topic,
          TotalDiff: lagOf(rows),
          LastTimestamp: Math.max(0, ...times.values()),
          OffsetList: {
            OffsetList: rows.map((row) => offsetView(row, group, times.get(row.partition) ?? 0)),
          },
        };
      }),
    );
    return {
      ConsumerProgress: {
        TotalDiff: lagOf(offsets),
        LastTimestamp: Math.max(0, ...topics.map(({ LastTimestamp: time }) => time)),
        // The documentation's example is STABLE.
        state: group.state.toUpperCase().replaceAll('-', '_'),
        TopicList: { TopicList: topics },
        RebalanceInfoList: { RebalanceInfoList: rebalanceViews(name, rebalances) },
      },
    };
  },
);

function lagOf(offsets: readonly GroupOffset[]): number {
  return offsets.reduce((sum, { lag }) => sum + Number(lag ?? 0n), 0);
}

function offsetView(
  { topic, partition, committedOffset, endOffset, lag }: GroupOffset,
  { members }: Pick<Group, 'members'>,
  lastTimestamp: number,
) {
  const reader = members.find(({ assignment }) => assignment.get(topic)?.includes(partition));
  return {
    Partition: partition,
    ConsumerOffset: Number(committedOffset),
    BrokerOffset: Number(endOffset ?? committedOffset),
    Accumulate: Number(lag ?? 0n),
    LastTimestamp: lastTimestamp,
    ClientId: reader?.clientId ?? '',
    ClientIp: reader?.address ?? '',
    MemberId: reader?.id ?? '',
  };
}
