import type { StorageUse } from '../../../domain/limits/storage.ts';
import type { FoundFile } from '../../../runtimes/runtime.ts';

/** A file with messages of one partition on one broker. */
export interface LogSegment {
  readonly topic: string;
  readonly partition: number;
  /** Of its first message. */
  readonly baseOffset: bigint;
  readonly bytes: number;
  /** When the last message was written to it, unless it was copied from another broker since. */
  readonly modifiedAtMs: number;
}

const segmentFile = /^(.+)-(\d+)\/(\d{20})\.log$/;

/** The segments among a broker's files, in no order. Those that the broker is about to remove have other names. */
export function segmentsAmong(files: readonly FoundFile[]): readonly LogSegment[] {
  return files.flatMap(({ path, bytes, modifiedAtMs }): readonly LogSegment[] => {
    const [, topic, partition, baseOffset] = segmentFile.exec(path) ?? [];
    if (topic === undefined || baseOffset === undefined) return [];
    return [{ topic, partition: Number(partition), baseOffset: BigInt(baseOffset), bytes, modifiedAtMs }];
  });
}

/** What all brokers' files add up to. */
export function storageUse(brokers: Iterable<readonly FoundFile[]>): StorageUse {
  const use = { usedBytes: 0, leavingBytes: 0, messageBytes: 0 };
  for (const { path, bytes } of [...brokers].flat()) {
    use.usedBytes += bytes;
    if (isLeaving(path)) use.leavingBytes += bytes;
    else if (path.endsWith('.log')) use.messageBytes += bytes;
  }
  return use;
}

/** Whether the broker has given the file up already: of segments (`.deleted`) and of whole topics (`-delete`). */
function isLeaving(path: string): boolean {
  return path.endsWith('.deleted') || /^[^/]+-delete\//.test(path);
}
