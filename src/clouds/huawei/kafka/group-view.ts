import type { GroupMember, GroupOffset, GroupState } from '../../../domain/administration/groups.ts';
import type { ConsumerGroup } from '../../../domain/consumer-group/consumer-group-service.ts';

const states: Readonly<Record<GroupState, string>> = {
  empty: 'EMPTY',
  'preparing-rebalance': 'PREPARING_REBALANCE',
  'completing-rebalance': 'COMPLETING_REBALANCE',
  stable: 'STABLE',
  dead: 'DEAD',
};

/** A group in a few fields; `createdAt` is written so. */
export function groupView(group: ConsumerGroup) {
  return {
    group_id: group.id,
    state: states[group.state],
    coordinator_id: group.coordinatorId ?? -1,
    group_desc: group.description,
    createdAt: group.createdAtMs ?? 0,
    assignment_strategy: group.assignor,
  };
}

/** A group that does not exist, as brokers tell of it. Terraform takes this state for "deleted". */
export function deadGroup(name: string): ConsumerGroup {
  return {
    id: name,
    state: 'dead',
    protocolType: '',
    assignor: '',
    coordinatorId: null,
    members: [],
    description: '',
    createdAtMs: null,
  };
}

export function memberView({ id, clientId, address, assignment }: GroupMember) {
  return {
    member_id: id,
    client_id: clientId,
    host: address,
    assignment: [...assignment].map(([topic, partitions]) => ({ topic, partitions: [...partitions] })),
  };
}

export function offsetView({ topic, partition, committedOffset, endOffset, lag }: GroupOffset) {
  return {
    topic,
    partition,
    message_current_offset: Number(committedOffset),
    message_log_end_offset: Number(endOffset ?? committedOffset),
    lag: Number(lag ?? 0n),
  };
}

/** Messages that the group has not read yet. */
export function lagOf(offsets: readonly GroupOffset[]): number {
  return Number(offsets.reduce((sum, { lag }) => sum + (lag ?? 0n), 0n));
}
