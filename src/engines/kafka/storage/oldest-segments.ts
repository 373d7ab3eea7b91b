import type { LogSegment } from './log-segment.ts';

/** Up to where messages are to be deleted, by partition: the offset of the first that stays. */
export interface Cut {
  readonly topic: string;
  readonly partition: number;
  readonly firstKept: bigint;
}

/**
 * Which messages to delete so that at least `bytes` are freed on all brokers together, the oldest segments first. The newest
 * segment of a partition is being written and stays. Fewer, or none, where there is not so much to delete.
 * @param segments of all brokers; those of copies free space too
 */
export function oldestSegments(
  segments: readonly LogSegment[],
  bytes: number,
  mayDelete: (topic: string) => boolean,
): readonly Cut[] {
  const cuts = new Map<string, Cut>();
  let freed = 0;
  for (const { segment, next, copiesBytes } of closedSegments(segments, mayDelete)) {
    if (freed >= bytes) break;
    freed += copiesBytes;
    const key = keyOf(segment);
    const known = cuts.get(key);
    if (known === undefined || known.firstKept < next) {
      cuts.set(key, { topic: segment.topic, partition: segment.partition, firstKept: next });
    }
  }
  return [...cuts.values()];
}

interface ClosedSegment {
  readonly segment: LogSegment;
  /** The base offset of the one after it. */
  readonly next: bigint;
  readonly copiesBytes: number;
}

/** The oldest first. Copies on other brokers begin at the same offsets where they were not made anew; then they count as one of their own. */
function closedSegments(
  segments: readonly LogSegment[],
  mayDelete: (topic: string) => boolean,
): readonly ClosedSegment[] {
  const partitions = Map.groupBy(
    segments.filter(({ topic }) => mayDelete(topic)),
    keyOf,
  );
  return [...partitions.values()]
    .flatMap((ofPartition) => {
      const byOffset = [...Map.groupBy(ofPartition, ({ baseOffset }) => baseOffset)].toSorted(
        ([one], [other]) => (one < other ? -1 : 1),
      );
      return byOffset.flatMap(([, copies], index): readonly ClosedSegment[] => {
        const next = byOffset[index + 1]?.[0];
        // A copy that was made again later looks younger than it is.
        const segment = copies.toSorted((one, other) => one.modifiedAtMs - other.modifiedAtMs)[0];
        if (segment === undefined || next === undefined) return [];
        return [{ segment, next, copiesBytes: copies.reduce((sum, copy) => sum + copy.bytes, 0) }];
      });
    })
    .toSorted((one, other) => one.segment.modifiedAtMs - other.segment.modifiedAtMs);
}

function keyOf({ topic, partition }: LogSegment): string {
  return `${topic}-${partition}`;
}
