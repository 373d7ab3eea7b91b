import type { PartitionView } from './replication-view.ts';

/**
 * Why a broker should not stop now, in a sentence, or null where it may. `everyone` asks that all living replicas of its
 * partitions have caught up; `someone` is content with as many others as producers with acks=all need, so that clients go
 * on. Where a partition has no replica to spare for that, one other that holds its messages has to do.
 */
export function reasonToKeep(
  brokerId: number,
  partitions: readonly PartitionView[],
  liveBrokers: ReadonlySet<number>,
  caughtUp: 'everyone' | 'someone',
): string | null {
  for (const { topic, partition, replicas, inSync, minInSync } of partitions) {
    if (!replicas.includes(brokerId)) continue;
    const behind = replicas.filter((replica) => replica !== brokerId && !inSync.includes(replica));
    const left = inSync.filter((replica) => replica !== brokerId).length;
    // One that is behind itself is missed by nobody.
    const isMissed = inSync.includes(brokerId) && left < leastLeft(replicas.length, minInSync);
    const isAwaited = caughtUp === 'everyone' && behind.some((replica) => liveBrokers.has(replica));
    if (!isMissed && !isAwaited) continue;
    const who = behind.map((replica) => `broker ${replica}`).join(' and ');
    return `Not caught up yet: ${who} in partition ${partition} of topic ${topic}.`;
  }
  return null;
}

/** How many replicas besides the broker must be in sync. */
function leastLeft(replicaCount: number, minInSync: number): number {
  const needed = Math.max(minInSync, 1);
  return hasSpare(replicaCount, minInSync) ? needed : Math.min(replicaCount - 1, 1);
}

function hasSpare(replicaCount: number, minInSync: number): boolean {
  return replicaCount - 1 >= Math.max(minInSync, 1);
}

/** How many partitions a sentence names. */
const namedAtMost = 20;

/** Which partitions pause while one of the brokers is away, as they have no replica to spare; null for none. */
export function foreseenPauses(
  brokerIds: ReadonlySet<number>,
  partitions: readonly PartitionView[],
): string | null {
  const paused = partitions.filter(
    ({ replicas, minInSync }) =>
      !hasSpare(replicas.length, minInSync) && replicas.some((replica) => brokerIds.has(replica)),
  );
  if (paused.length === 0) return null;
  const names = paused.slice(0, namedAtMost).map(({ topic, partition }) => `${topic}-${partition}`);
  const more = paused.length > namedAtMost ? ` and ${paused.length - namedAtMost} more` : '';
  return `These partitions have no replica to spare and may pause while a broker restarts: ${names.join(', ')}${more}.`;
}
