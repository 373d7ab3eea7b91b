import type { Group, GroupMember, GroupState } from '../../../domain/administration/groups.ts';
import type { AdminContext } from './admin-context.ts';
import { decodeAssignment } from './consumer-assignment.ts';
import { errorCodes, requireNone } from './error-codes.ts';
import { brokerApis } from './wire/broker-apis.ts';
import { BrokerUnreachableError } from './wire/broker-link.ts';
import type { BrokerLink } from './wire/broker-link.ts';

const states: Readonly<Record<string, GroupState>> = {
  Empty: 'empty',
  PreparingRebalance: 'preparing-rebalance',
  Assigning: 'preparing-rebalance',
  // Called so up to Kafka 1.0.
  AwaitingSync: 'completing-rebalance',
  CompletingRebalance: 'completing-rebalance',
  Reconciling: 'completing-rebalance',
  Stable: 'stable',
};

/** All groups by id. Each broker knows those that it coordinates; groups of one that does not answer come to others soon. */
export async function readGroups(context: AdminContext): Promise<ReadonlyMap<string, Group>> {
  const { brokers } = await context.metadata.get();
  const lists = await Promise.all(
    brokers.map(async ({ id }) => {
      try {
        return await groupsOf(await context.link.to(id));
      } catch (error) {
        if (error instanceof BrokerUnreachableError) return [];
        throw error;
      }
    }),
  );
  const all = lists.flat().toSorted((one, other) => (one.id < other.id ? -1 : 1));
  return new Map(all.map((group) => [group.id, group]));
}

async function groupsOf(link: BrokerLink): Promise<readonly Group[]> {
  const { errorCode, groups } = await link.call(brokerApis.listGroups, [], []);
  requireNone(errorCode, 'list groups');
  // Older brokers know one kind only, and do not name it.
  const ofKind = (kind: string) =>
    groups
      .filter(({ groupType }) => (groupType || 'classic').toLowerCase() === kind)
      .map(({ groupId }) => groupId);
  return [
    ...(await describeClassic(link, ofKind('classic'))),
    ...(await describeConsumer(link, ofKind('consumer'))),
  ];
}

async function describeClassic(link: BrokerLink, ids: readonly string[]): Promise<readonly Group[]> {
  if (ids.length === 0) return [];
  const { groups } = await link.call(brokerApis.describeGroups, [...ids], false);
  return groups.flatMap((group): Group[] => {
    if (group.errorCode === errorCodes.groupIdNotFound) return [];
    requireNone(group.errorCode, `describe group ${group.groupId}`);
    const state = states[group.groupState];
    if (state === undefined) return [];
    return [
      {
        id: group.groupId,
        state,
        protocolType: group.protocolType,
        assignor: group.protocolData,
        coordinatorId: link.broker.id,
        members: group.members.map((member): GroupMember => ({
          id: member.memberId,
          clientId: member.clientId,
          address: addressOf(member.clientHost),
          assignment:
            group.protocolType === 'consumer' ? decodeAssignment(member.memberAssignment) : new Map(),
        })),
      },
    ];
  });
}

/** Groups of the protocol that came with Kafka 4.0 (KIP-848). */
async function describeConsumer(link: BrokerLink, ids: readonly string[]): Promise<readonly Group[]> {
  if (ids.length === 0) return [];
  const { groups } = await link.call(brokerApis.describeConsumerGroups, [...ids], false);
  return groups.flatMap((group): Group[] => {
    if (group.errorCode === errorCodes.groupIdNotFound) return [];
    requireNone(group.errorCode, `describe group ${group.groupId}`, group.errorMessage ?? null);
    const state = states[group.groupState];
    if (state === undefined) return [];
    return [
      {
        id: group.groupId,
        state,
        protocolType: 'consumer',
        assignor: group.assignorName,
        coordinatorId: link.broker.id,
        members: group.members.map((member): GroupMember => ({
          id: member.memberId,
          clientId: member.clientId,
          address: addressOf(member.clientHost),
          assignment: new Map(
            member.assignment.topicPartitions.map(({ topicName, partitions }) => [topicName, partitions]),
          ),
        })),
      },
    ];
  });
}

/** Java writes `localhost/127.0.0.1` where it knows the name, otherwise `/127.0.0.1`. */
function addressOf(clientHost: string): string {
  return clientHost.slice(clientHost.indexOf('/') + 1);
}
