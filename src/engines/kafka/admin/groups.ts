import type { Group, GroupAdministration, GroupOffset } from '../../../domain/administration/groups.ts';
import { DomainError } from '../../../domain/errors.ts';
import type { AdminContext } from './admin-context.ts';
import { attempt } from './attempt.ts';
import { deleteGroup, deleteGroupOffsets } from './group-deletion.ts';
import { commitOffsets, coordinatorLink, readCommittedOffsets } from './group-offsets.ts';
import type { CommittedOffset } from './group-offsets.ts';
import { readGroups } from './group-list.ts';
import { resetTargets } from './offset-reset.ts';
import { readPartitionOffsets } from './partition-offsets.ts';
import { readRebalances } from './rebalances.ts';

export function createGroupAdministration(context: AdminContext): GroupAdministration {
  const groups = context.snapshot(() => readGroups(context), { keptFresh: true });

  async function find(groupId: string): Promise<Group> {
    const group = (await groups.get()).get(groupId);
    if (group === undefined)
      throw new DomainError('group-not-found', `There is no consumer group ${groupId}.`);
    return group;
  }

  async function withEnds(committed: readonly CommittedOffset[]): Promise<readonly GroupOffset[]> {
    const topics = [...new Set(committed.map(({ topic }) => topic))];
    const ends = await readPartitionOffsets(
      context,
      new Map(topics.map((topic) => [topic, 'all'])),
      'latest',
    );
    return committed.map(({ topic, partition, offset, metadata }) => {
      const endOffset = ends.get(topic)?.get(partition) ?? null;
      return {
        topic,
        partition,
        committedOffset: offset,
        endOffset,
        lag: lagOf(offset, endOffset),
        metadata,
      };
    });
  }

  return {
    list: () => attempt('list groups', async () => [...(await groups.get()).values()]),

    describe: (groupId) => attempt('describe a group', () => find(groupId)),

    offsets: (groupId) =>
      attempt('read offsets of a group', async () => {
        await find(groupId);
        const link = await coordinatorLink(context, groupId);
        return await withEnds(await readCommittedOffsets(link, groupId));
      }),

    rebalances: (groupId) =>
      attempt('read rebalances of a group', async () => {
        await find(groupId);
        return await readRebalances(context, groupId);
      }),

    async resetOffsets(groupId, reset) {
      try {
        return await attempt('reset offsets of a group', async () => {
          requireEmpty((await groups.get()).get(groupId));
          const targets = await resetTargets(context, reset);
          const link = await coordinatorLink(context, groupId);
          await commitOffsets(link, groupId, targets);
          const now = await readCommittedOffsets(link, groupId);
          return await withEnds(now.filter(({ topic }) => topic === reset.topic));
        });
      } finally {
        groups.invalidate();
      }
    },

    async deleteOffsets(groupId, topic) {
      try {
        await find(groupId);
        await attempt('delete offsets of a group', async () => {
          await deleteGroupOffsets(context, groupId, topic);
        });
      } finally {
        groups.invalidate();
      }
    },

    async delete(groupId) {
      // Where deletion takes effect later, a further attempt may find the group gone.
      let began = false;
      try {
        await attempt('delete a group', async () => {
          if (began && !(await groups.get()).has(groupId)) return;
          requireEmpty(await find(groupId));
          began = true;
          await deleteGroup(context, groupId);
        });
      } finally {
        groups.invalidate();
      }
    },
  };
}

/** The end can lie before what was committed: after an unclean election, or where the topic was made anew. */
function lagOf(offset: bigint, endOffset: bigint | null): bigint | null {
  if (endOffset === null) return null;
  return endOffset > offset ? endOffset - offset : 0n;
}

/** The coordinator refuses too; this says how many members there are. */
function requireEmpty(group: Group | undefined): void {
  if (group === undefined || group.members.length === 0) return;
  throw new DomainError(
    'group-not-empty',
    `Consumer group ${group.id} has ${group.members.length} members; stop them first.`,
  );
}
