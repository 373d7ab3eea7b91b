import type { PartitionView } from './probe.ts';

/**
 * Why a broker should not stop now, in a sentence, or null where it may. `everyone` asks that all living replicas of its
 * partitions have caught up; `someone` is content with one other that has, so that clients go on. A partition whose other
 * replicas are all gone pauses whatever we wait for.
 */
export function reasonToKeep(
  brokerId: number,
  partitions: readonly PartitionView[],
  liveBrokers: ReadonlySet<number>,
  caughtUp: 'everyone' | 'someone',
): string | null {
  for (const { topic, partition, replicas, inSync } of partitions) {
    if (!replicas.includes(brokerId)) continue;
    const others = replicas.filter((replica) => replica !== brokerId && liveBrokers.has(replica));
    const behind = others.filter((replica) => !inSync.includes(replica));
    if (behind.length === 0 || (caughtUp === 'someone' && behind.length < others.length)) continue;
    const who = behind.map((replica) => `broker ${replica}`).join(' and ');
    return `Not caught up yet: ${who} in partition ${partition} of topic ${topic}.`;
  }
  return null;
}
