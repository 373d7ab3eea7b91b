import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { PartitionUsage } from '../../../domain/administration/log-directories.ts';

/** The sizes of a broker's partitions by its files, as brokers of later versions count them: the segments, not their indexes. */
export async function readLogFiles(brokerId: number, directory: string): Promise<readonly PartitionUsage[]> {
  const names = await namesIn(directory);
  const usages = await Promise.all(
    names.map(async (name): Promise<readonly PartitionUsage[]> => {
      // A directory is named after its partition (`orders-0`); one that is being deleted ends in `-delete`.
      const [, topic, partition] = /^(.+)-(\d+)$/.exec(name) ?? [];
      if (topic === undefined) return [];
      const path = join(directory, name);
      const segments = (await namesIn(path)).filter((file) => file.endsWith('.log'));
      const sizes = await Promise.all(segments.map((file) => sizeOf(join(path, file))));
      const sizeBytes = sizes.reduce((sum, size) => sum + size, 0n);
      return [{ brokerId, topic, partition: Number(partition), sizeBytes }];
    }),
  );
  return usages.flat();
}

async function namesIn(directory: string): Promise<readonly string[]> {
  try {
    return await readdir(directory);
  } catch (error) {
    if (isGone(error)) return [];
    throw error;
  }
}

async function sizeOf(file: string): Promise<bigint> {
  try {
    return (await stat(file, { bigint: true })).size;
  } catch (error) {
    if (isGone(error)) return 0n;
    throw error;
  }
}

/** Brokers delete segments and topics while we look. */
function isGone(error: unknown): boolean {
  const code = (error as NodeJS.ErrnoException).code;
  return code === 'ENOENT' || code === 'ENOTDIR';
}
