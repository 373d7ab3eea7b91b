import { DomainError } from '../../../domain/errors.ts';
import type { AdminContext } from './admin-context.ts';
import { NotNowError, errorCodes, requireNone } from './error-codes.ts';
import { readGroups } from './group-list.ts';
import { coordinatorLink, expireOffsets, groupNotEmpty, readCommittedOffsets } from './group-offsets.ts';
import { wayOf } from './ways.ts';
import { brokerApis } from './wire/broker-apis.ts';

const notEmpty: ReadonlySet<number> = new Set([
  errorCodes.nonEmptyGroup,
  errorCodes.groupSubscribedToTopic,
  errorCodes.unknownMemberId,
]);

/** @throws DomainError group-not-found, group-not-empty; NotNowError where it takes effect soon */
export async function deleteGroup(context: AdminContext, groupId: string): Promise<void> {
  const link = await coordinatorLink(context, groupId);
  if (wayOf(link, 'deleteGroup') === 'deleteGroups') {
    const { results } = await link.call(brokerApis.deleteGroups, [groupId]);
    const errorCode = results[0]?.errorCode ?? errorCodes.none;
    if (notEmpty.has(errorCode)) throw groupNotEmpty(groupId);
    if (errorCode === errorCodes.groupIdNotFound) {
      throw new DomainError('group-not-found', `There is no consumer group ${groupId}.`);
    }
    requireNone(errorCode, `delete group ${groupId}`);
    return;
  }
  try {
    await expireOffsets(link, groupId, await readCommittedOffsets(link, groupId));
  } catch (error) {
    // A coordinator that is just dropping the group says the same; the next attempt sees whether there are members.
    const isRefused = error instanceof DomainError && error.kind === 'group-not-empty';
    throw isRefused ? new NotNowError(error.message) : error;
  }
  await untilGone(async () => (await readGroups(context)).has(groupId), `Group ${groupId} is still there.`);
}

/** @throws DomainError group-not-empty; NotNowError where it takes effect soon */
export async function deleteGroupOffsets(
  context: AdminContext,
  groupId: string,
  topic: string,
): Promise<void> {
  const link = await coordinatorLink(context, groupId);
  const read = async () =>
    (await readCommittedOffsets(link, groupId)).filter((offset) => offset.topic === topic);
  const committed = await read();
  if (committed.length === 0) return;
  if (wayOf(link, 'deleteOffsets') === 'offsetDelete') {
    const partitions = committed.map(({ partition }) => ({ partitionIndex: partition }));
    const response = await link.call(brokerApis.offsetDelete, groupId, [{ name: topic, partitions }]);
    const codes = [
      response.errorCode,
      ...response.topics.flatMap((one) => one.partitions.map((part) => part.errorCode)),
    ];
    if (codes.some((code) => notEmpty.has(code))) throw groupNotEmpty(groupId);
    for (const code of codes) requireNone(code, `delete offsets of group ${groupId}`);
    return;
  }
  await expireOffsets(link, groupId, committed);
  await untilGone(async () => (await read()).length > 0, `Group ${groupId} still has offsets of ${topic}.`);
}

async function untilGone(isThere: () => Promise<boolean>, reason: string): Promise<void> {
  // The next attempt asks again; committing anew does no harm, and there is nothing left to commit once they are gone.
  if (await isThere()) throw new NotNowError(reason);
}
