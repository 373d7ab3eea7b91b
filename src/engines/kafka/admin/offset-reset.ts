import type { OffsetReset } from '../../../domain/administration/groups.ts';
import { DomainError } from '../../../domain/errors.ts';
import type { AdminContext } from './admin-context.ts';
import { NotNowError } from './error-codes.ts';
import type { CommittedOffset } from './group-offsets.ts';
import { readPartitionOffsets } from './partition-offsets.ts';

/** The offsets that a reset means. @throws DomainError topic-not-found, invalid-offset; NotNowError for partitions without a leader */
export async function resetTargets(
  context: AdminContext,
  { topic, partitions, position }: OffsetReset,
): Promise<readonly CommittedOffset[]> {
  const found = (await context.metadata.get()).topics.get(topic);
  if (found === undefined) throw new DomainError('topic-not-found', `There is no topic ${topic}.`);
  const numbers = partitions ?? found.partitions.map(({ number }) => number);
  const missing = numbers.find(
    (number) => !found.partitions.some((partition) => partition.number === number),
  );
  if (missing !== undefined) {
    throw new DomainError(
      'invalid-offset',
      `Topic ${topic} has partitions 0 to ${found.partitions.length - 1}, and no ${missing}.`,
      'partitions',
    );
  }
  const offsets =
    typeof position === 'object' && 'offset' in position
      ? await exactOffsets(context, topic, numbers, position.offset)
      : (await readPartitionOffsets(context, new Map([[topic, numbers]]), position)).get(topic);
  return numbers.map((partition) => {
    const offset = offsets?.get(partition);
    if (offset === undefined)
      throw new NotNowError(`Partition ${partition} of topic ${topic} has no leader.`);
    return { topic, partition, offset, metadata: '' };
  });
}

async function exactOffsets(
  context: AdminContext,
  topic: string,
  numbers: readonly number[],
  offset: bigint,
): Promise<ReadonlyMap<number, bigint>> {
  const wanted = new Map([[topic, numbers]]);
  const [first, end] = await Promise.all([
    readPartitionOffsets(context, wanted, 'earliest'),
    readPartitionOffsets(context, wanted, 'latest'),
  ]);
  const exact = new Map<number, bigint>();
  for (const number of numbers) {
    const [least, most] = [first.get(topic)?.get(number), end.get(topic)?.get(number)];
    if (least === undefined || most === undefined) continue;
    if (offset < least || offset > most) {
      throw new DomainError(
        'invalid-offset',
        `Partition ${number} of topic ${topic} reaches from offset ${least} to ${most}; ${offset} lies outside.`,
        'offset',
      );
    }
    exact.set(number, offset);
  }
  return exact;
}
