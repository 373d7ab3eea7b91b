import { DomainError } from '../../../domain/errors.ts';
import type { AdminContext } from './admin-context.ts';
import { NotNowError, errorCodes, requireNone } from './error-codes.ts';
import { brokerApis } from './wire/broker-apis.ts';
import type { BrokerLink } from './wire/broker-link.ts';

export interface CommittedOffset {
  readonly topic: string;
  readonly partition: number;
  readonly offset: bigint;
  readonly metadata: string;
}

/** Errors by which a coordinator says that members of the group are there, who alone may commit. */
const memberErrors: ReadonlySet<number> = new Set([
  errorCodes.unknownMemberId,
  errorCodes.illegalGeneration,
  errorCodes.rebalanceInProgress,
]);

/** The broker that keeps the group's offsets. @throws NotNowError while it moves or the topic of the offsets is being made */
export async function coordinatorLink(context: AdminContext, groupId: string): Promise<BrokerLink> {
  const any = await context.link.toAny();
  const { coordinators } = await any.call(brokerApis.findCoordinator, 0, [groupId]);
  const coordinator = coordinators[0];
  if (coordinator === undefined) throw new NotNowError(`Group ${groupId} has no coordinator yet.`);
  requireNone(coordinator.errorCode, `find the coordinator of group ${groupId}`);
  return await context.link.to(coordinator.nodeId);
}

/** All that the group has committed, by topic and partition. */
export async function readCommittedOffsets(
  link: BrokerLink,
  groupId: string,
): Promise<readonly CommittedOffset[]> {
  const response = await link.call(brokerApis.offsetFetch, [{ groupId, topics: null }], false);
  requireNone(response.errorCode, `read offsets of group ${groupId}`);
  return response.topics
    .flatMap(({ name, partitions }) =>
      partitions.map(({ partitionIndex, committedOffset, metadata, errorCode }) => {
        requireNone(errorCode, `read offsets of group ${groupId}`);
        return { topic: name, partition: partitionIndex, offset: committedOffset, metadata: metadata ?? '' };
      }),
    )
    .filter(({ offset }) => offset >= 0n)
    .toSorted((one, other) =>
      one.topic === other.topic ? one.partition - other.partition : one.topic < other.topic ? -1 : 1,
    );
}

/** Commits offsets as a client does that is no member. @throws DomainError group-not-empty, topic-not-found */
export async function commitOffsets(
  link: BrokerLink,
  groupId: string,
  offsets: readonly CommittedOffset[],
): Promise<void> {
  if (offsets.length === 0) return;
  const { topics } = await link.call(brokerApis.offsetCommit, groupId, -1, '', null, byTopic(offsets));
  requireCommitted(groupId, topics);
}

/** Commits offsets that the coordinator drops when it next looks for expired ones. Topics that are gone are passed over. */
export async function expireOffsets(
  link: BrokerLink,
  groupId: string,
  offsets: readonly CommittedOffset[],
): Promise<void> {
  if (offsets.length === 0) return;
  const { topics } = await link.call(brokerApis.expiringOffsetCommit, groupId, byTopic(offsets));
  requireCommitted(groupId, topics, true);
}

function byTopic(offsets: readonly CommittedOffset[]) {
  return [...Map.groupBy(offsets, ({ topic }) => topic)].map(([name, ofTopic]) => ({
    name,
    partitions: ofTopic.map(({ partition, offset, metadata }) => ({
      partitionIndex: partition,
      committedOffset: offset,
      committedLeaderEpoch: -1,
      committedMetadata: metadata,
    })),
  }));
}

function requireCommitted(
  groupId: string,
  topics: readonly {
    readonly name: string;
    readonly partitions: readonly { readonly errorCode: number }[];
  }[],
  passOverMissing = false,
): void {
  for (const { name, partitions } of topics) {
    for (const { errorCode } of partitions) {
      if (memberErrors.has(errorCode)) throw groupNotEmpty(groupId);
      if (errorCode === errorCodes.unknownTopicOrPartition) {
        if (passOverMissing) continue;
        throw new DomainError('topic-not-found', `There is no topic ${name}, or it has fewer partitions.`);
      }
      requireNone(errorCode, `commit offsets of group ${groupId}`);
    }
  }
}

export function groupNotEmpty(groupId: string): DomainError {
  return new DomainError('group-not-empty', `Consumer group ${groupId} has members; stop them first.`);
}
