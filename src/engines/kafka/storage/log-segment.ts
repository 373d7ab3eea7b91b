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
  const files = [...brokers].flat();
  const usedBytes = files.reduce((sum, { bytes }) => sum + bytes, 0);
  return { usedBytes, leavingBytes: leavingBytes(files) };
}

/** Of the files, the bytes that the broker has given up already: of segments (`.deleted`) and of whole topics (`-delete`). */
function leavingBytes(files: readonly FoundFile[]): number {
  return files
    .filter(({ path }) => path.endsWith('.deleted') || /^[^/]+-delete\//.test(path))
    .reduce((sum, { bytes }) => sum + bytes, 0);
}
