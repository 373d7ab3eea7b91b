import type { Group, GroupOffset, GroupState } from '../../../domain/administration/groups.ts';

const states: Readonly<Record<GroupState, string>> = {
  empty: 'Empty',
  'preparing-rebalance': 'PreparingRebalance',
  'completing-rebalance': 'CompletingRebalance',
  stable: 'Stable',
  dead: 'Dead',
};

export function groupStateText(state: GroupState): string {
  return states[state];
}

/** An item of DescribeGroupInfo. Members stand only in those that are stable, as the cloud has it. */
export function groupInfo(group: Omit<Group, 'coordinatorId'>) {
  const members = group.state === 'stable' ? group.members : [];
  return {
    ErrorCode: '0',
    State: states[group.state],
    ProtocolType: group.protocolType,
    Protocol: group.assignor,
    Members: members.map(({ id, clientId, address, assignment }) => ({
      MemberId: id,
      ClientId: clientId,
      ClientHost: address,
      Assignment: {
        Version: 0,
        Topics: [...assignment].map(([topic, partitions]) => ({ Topic: topic, Partitions: [...partitions] })),
      },
    })),
    Group: group.id,
  };
}

export function offsetView({ partition, committedOffset, endOffset, lag, metadata }: GroupOffset) {
  return {
    Partition: partition,
    Offset: Number(committedOffset),
    Metadata: metadata,
    ErrorCode: 0,
    LogEndOffset: Number(endOffset ?? committedOffset),
    Lag: Number(lag ?? 0n),
  };
}
