import type { Rebalance } from '../../../domain/administration/groups.ts';
import type { Message } from '../../../domain/administration/messages.ts';
import type { AdminContext } from './admin-context.ts';
import { createMessageAdministration } from './messages.ts';
import { readPartitionOffsets } from './partition-offsets.ts';

/** Kafka's own topic, in which coordinators write where groups stand and what they are after each rebalance. */
const offsetsTopic = '__consumer_offsets';
/** Of the newest records, most of which are commits. */
const recordsRead = 5000;
const groupMetadataKey = 2;

/** The rebalances of a group that ended among the newest records of its coordinator, the newest first. */
export async function readRebalances(context: AdminContext, groupId: string): Promise<readonly Rebalance[]> {
  const topic = (await context.metadata.get()).topics.get(offsetsTopic);
  const count = topic?.partitions.length ?? 0;
  if (count === 0) return [];
  const partition = partitionOfGroup(groupId, count);
  const at = async (position: 'earliest' | 'latest') => {
    const offsets = await readPartitionOffsets(context, new Map([[offsetsTopic, [partition]]]), position);
    return offsets.get(offsetsTopic)?.get(partition) ?? 0n;
  };
  const [first, end] = [await at('earliest'), await at('latest')];
  if (first >= end) return [];
  const from = end - BigInt(recordsRead) > first ? end - BigInt(recordsRead) : first;
  const records = await createMessageAdministration(context).read(offsetsTopic, partition, from, recordsRead);
  const found = new Map<number, Rebalance>();
  for (const record of records) {
    const generation = generationIn(record, groupId);
    // A coordinator that takes a group over writes its last generation again.
    if (generation !== null && !found.has(generation)) {
      found.set(generation, { generation, endedAtMs: record.timestampMs });
    }
  }
  return [...found.values()].toSorted((one, other) => other.generation - one.generation);
}

/** As coordinators choose it: Java's hash of the text without its sign. */
export function partitionOfGroup(groupId: string, count: number): number {
  let hash = 0;
  for (let index = 0; index < groupId.length; index += 1) hash = (31 * hash + groupId.charCodeAt(index)) | 0;
  return (hash & 0x7f_ff_ff_ff) % count;
}

/**
 * The generation that a record of the topic gives a group; null for another record, and for a group that is gone. Its key is a version
 * and the group's name, its value a version, the type of protocol and the generation first, in all versions of Kafka.
 */
export function generationIn({ key, value }: Pick<Message, 'key' | 'value'>, groupId: string): number | null {
  if (key === null || value === null || key.length < 4 || key.readInt16BE(0) !== groupMetadataKey)
    return null;
  if (key.subarray(4, 4 + key.readInt16BE(2)).toString('utf8') !== groupId) return null;
  const at = 4 + Math.max(0, value.readInt16BE(2));
  const generation = value.length >= at + 4 ? value.readInt32BE(at) : 0;
  // Kafka 4 writes a group down before its first members are dealt anything.
  return generation > 0 ? generation : null;
}
