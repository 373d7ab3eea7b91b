import type { Group, GroupOffset } from '../../../domain/administration/groups.ts';
import { rebalanceViews } from '../alikafka/rebalance-view.ts';
import { requireCluster } from '../alikafka/require-cluster.ts';
import { operation } from '../operation.ts';

interface Parameters {
  readonly InstanceId: string;
  readonly ConsumerId: string;
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
    const topics = [...Map.groupBy(offsets, ({ topic }) => topic)].map(([topic, rows]) => ({
      Topic: topic,
      TotalDiff: lagOf(rows),
      LastTimestamp: 0,
      OffsetList: { OffsetList: rows.map((row) => offsetView(row, group)) },
    }));
    return {
      ConsumerProgress: {
        TotalDiff: lagOf(offsets),
        LastTimestamp: 0,
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
) {
  const reader = members.find(({ assignment }) => assignment.get(topic)?.includes(partition));
  return {
    Partition: partition,
    ConsumerOffset: Number(committedOffset),
    BrokerOffset: Number(endOffset ?? committedOffset),
    Accumulate: Number(lag ?? 0n),
    LastTimestamp: 0,
    ClientId: reader?.clientId ?? '',
    ClientIp: reader?.address ?? '',
    MemberId: reader?.id ?? '',
  };
}
