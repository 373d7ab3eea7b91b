import { DomainError } from '../errors.ts';
import type { ClusterAdministration } from './cluster-administration.ts';

/**
 * Puts a group's offsets in a topic, each partition to its own. One before the first message or behind the end counts as
 * those, as the clouds have it; brokers take only offsets between.
 * @param partitions null for all that `offsetOf` gives an offset
 * @throws DomainError invalid-offset for a partition that the topic lacks; group-not-empty, topic-not-found
 */
export async function resetClamped(
  { groups, topics }: Pick<ClusterAdministration, 'groups' | 'topics'>,
  groupId: string,
  topic: string,
  partitions: readonly number[] | null,
  offsetOf: (partition: number) => bigint | null,
): Promise<void> {
  const [starts, ends] = await Promise.all([
    topics.offsets(topic, 'earliest'),
    topics.offsets(topic, 'latest'),
  ]);
  const missing = partitions?.find((number) => !ends.has(number));
  if (missing !== undefined) {
    throw new DomainError(
      'invalid-offset',
      `Topic ${topic} has partitions 0 to ${ends.size - 1}, and no ${missing}.`,
      'partitions',
    );
  }
  for (const [number, end] of ends) {
    if (partitions !== null && !partitions.includes(number)) continue;
    const wanted = offsetOf(number);
    if (wanted === null) continue;
    const start = starts.get(number) ?? 0n;
    const offset = wanted < start ? start : wanted > end ? end : wanted;
    await groups.resetOffsets(groupId, { topic, partitions: [number], position: { offset } });
  }
}
