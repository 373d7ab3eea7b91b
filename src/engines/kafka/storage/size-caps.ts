import type { LogSegment } from './log-segment.ts';

/** How large each partition of a topic may be, as `retention.bytes` says it. */
export interface SizeCap {
  readonly topic: string;
  readonly bytes: number;
}

interface PartitionState {
  /** Of the largest copy, without what has been given up so far. */
  bytes: number;
  /** The oldest first; without the newest segment, which is being written. */
  readonly closed: ClosedSegment[];
}

interface ClosedSegment {
  readonly bytes: number;
  readonly copiesBytes: number;
  readonly modifiedAtMs: number;
}

/**
 * Caps by which topics give up at least `bytes` on all brokers together. Those with the oldest messages do first; within a topic,
 * which has one cap for all its partitions, the largest partitions do. The newest segment of a partition stays under every cap.
 * Fewer, or none, where there is not so much to give up.
 * @param segments of all brokers; those of copies free space too
 */
export function sizeCaps(
  segments: readonly LogSegment[],
  bytes: number,
  mayDelete: (topic: string) => boolean,
): readonly SizeCap[] {
  const byTopic = Map.groupBy(
    segments.filter(({ topic }) => mayDelete(topic)),
    ({ topic }) => topic,
  );
  const topics = new Map([...byTopic].map(([topic, ofTopic]) => [topic, partitionsOf(ofTopic)]));
  const caps = new Map<string, number>();
  let freed = 0;
  while (freed < bytes) {
    const topic = withOldest(topics);
    if (topic === null) break;
    const [partition, segment, level] = largest(topics.get(topic) ?? []);
    partition.closed.shift();
    partition.bytes -= segment.bytes;
    freed += segment.copiesBytes;
    // A cap of 0 would let go of the newest segment too.
    caps.set(topic, Math.max(level, 1));
  }
  return [...caps].map(([topic, cap]) => ({ topic, bytes: cap }));
}

function partitionsOf(segments: readonly LogSegment[]): readonly PartitionState[] {
  return [...Map.groupBy(segments, ({ partition }) => partition).values()].map((ofPartition) => {
    const inOrder = [...Map.groupBy(ofPartition, ({ baseOffset }) => baseOffset)]
      .toSorted(([one], [other]) => (one < other ? -1 : 1))
      .map(([, copies]) => ({
        bytes: Math.max(...copies.map((copy) => copy.bytes)),
        copiesBytes: copies.reduce((sum, copy) => sum + copy.bytes, 0),
        // A copy that was made again later looks younger than it is.
        modifiedAtMs: Math.min(...copies.map((copy) => copy.modifiedAtMs)),
      }));
    return { bytes: inOrder.reduce((sum, segment) => sum + segment.bytes, 0), closed: inOrder.slice(0, -1) };
  });
}

function withOldest(topics: ReadonlyMap<string, readonly PartitionState[]>): string | null {
  let oldest: { readonly topic: string; readonly atMs: number } | null = null;
  for (const [topic, partitions] of topics) {
    const atMs = Math.min(...partitions.map(({ closed }) => closed[0]?.modifiedAtMs ?? Infinity));
    if (atMs < (oldest?.atMs ?? Infinity)) oldest = { topic, atMs };
  }
  return oldest?.topic ?? null;
}

/** The partition whose next segment goes under the highest cap, with that segment and that cap. */
function largest(partitions: readonly PartitionState[]): readonly [PartitionState, ClosedSegment, number] {
  let found: readonly [PartitionState, ClosedSegment, number] | null = null;
  for (const partition of partitions) {
    const [segment] = partition.closed;
    if (segment === undefined) continue;
    const level = partition.bytes - segment.bytes;
    if (found === null || level > found[2]) found = [partition, segment, level];
  }
  if (found === null) throw new Error('The topic has no segment to give up.');
  return found;
}
