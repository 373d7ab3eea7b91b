import type { OffsetPosition } from '../../../domain/administration/topics.ts';
import type { AdminContext } from './admin-context.ts';
import { requireNone } from './error-codes.ts';
import { brokerApis } from './wire/broker-apis.ts';

/** Offsets by topic and partition. */
export type PartitionOffsets = ReadonlyMap<string, ReadonlyMap<number, bigint>>;

const anyClient = -1;
const readUncommitted = 0;
const latest = -1n;
const earliest = -2n;

/**
 * Asks the leaders for the offsets at a position, each leader once. Topics and partitions that do not exist, or have
 * no leader, are left out.
 */
export async function readPartitionOffsets(
  context: AdminContext,
  wanted: ReadonlyMap<string, readonly number[] | 'all'>,
  position: OffsetPosition,
): Promise<PartitionOffsets> {
  const timestamp =
    position === 'latest' ? latest : position === 'earliest' ? earliest : BigInt(position.timestampMs);
  const found = await ask(context, wanted, timestamp);
  if (typeof position === 'string') return found;
  // -1 says that no message is that young: then the end it is.
  const lacking = new Map<string, readonly number[]>();
  for (const [topic, offsets] of found) {
    const none = [...offsets].filter(([, offset]) => offset < 0n).map(([partition]) => partition);
    if (none.length > 0) lacking.set(topic, none);
  }
  if (lacking.size === 0) return found;
  const ends = await ask(context, lacking, latest);
  return new Map(
    [...found].map(([topic, offsets]) => [topic, new Map([...offsets, ...(ends.get(topic) ?? [])])]),
  );
}

async function ask(
  context: AdminContext,
  wanted: ReadonlyMap<string, readonly number[] | 'all'>,
  timestamp: bigint,
): Promise<PartitionOffsets> {
  const { topics } = await context.metadata.get();
  const byLeader = new Map<number, Map<string, number[]>>();
  for (const [name, numbers] of wanted) {
    for (const { number, leaderId } of topics.get(name)?.partitions ?? []) {
      if (leaderId === null || (numbers !== 'all' && !numbers.includes(number))) continue;
      const ofLeader = byLeader.get(leaderId) ?? new Map<string, number[]>();
      byLeader.set(leaderId, ofLeader);
      ofLeader.set(name, [...(ofLeader.get(name) ?? []), number]);
    }
  }
  const found = new Map<string, Map<number, bigint>>();
  try {
    await Promise.all(
      [...byLeader].map(async ([leaderId, ofLeader]) => {
        const link = await context.link.to(leaderId);
        const request = [...ofLeader].map(([name, numbers]) => ({
          name,
          partitions: numbers.map((partitionIndex) => ({
            partitionIndex,
            currentLeaderEpoch: -1,
            timestamp,
          })),
        }));
        const response = await link.call(brokerApis.listOffsets, anyClient, readUncommitted, request);
        for (const { name, partitions } of response.topics) {
          const offsets = found.get(name) ?? new Map<number, bigint>();
          found.set(name, offsets);
          for (const { partitionIndex, errorCode, offset } of partitions) {
            requireNone(errorCode, `tell offsets of topic ${name}`);
            offsets.set(partitionIndex, offset);
          }
        }
      }),
    );
  } catch (error) {
    // The leader moved, or went: the next attempt must not ask the same broker again.
    context.metadata.invalidate();
    throw error;
  }
  return new Map(
    [...found].map(([name, offsets]) => [
      name,
      new Map([...offsets].toSorted(([one], [other]) => one - other)),
    ]),
  );
}
