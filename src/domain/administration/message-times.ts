import { DomainError } from '../errors.ts';
import type { MessageAdministration } from './messages.ts';

/**
 * When the message before an offset was made, for each partition; 0 where there is none: nothing was written yet, it was deleted, or it is not
 * a message of a client's. Each costs a request to a broker.
 */
export async function timesBefore(
  messages: MessageAdministration,
  topic: string,
  offsets: ReadonlyMap<number, bigint>,
): Promise<ReadonlyMap<number, number>> {
  const times = [...offsets].map(
    async ([partition, offset]) => [partition, await timeBefore(messages, topic, partition, offset)] as const,
  );
  return new Map(await Promise.all(times));
}

async function timeBefore(
  messages: MessageAdministration,
  topic: string,
  partition: number,
  offset: bigint,
): Promise<number> {
  if (offset <= 0n) return 0;
  try {
    const [found] = await messages.read(topic, partition, offset - 1n, 1);
    // What is compacted away or marks a transaction is skipped by brokers, who answer with what comes after it.
    return found?.offset === offset - 1n ? found.timestampMs : 0;
  } catch (error) {
    if (error instanceof DomainError && error.kind === 'invalid-offset') return 0;
    throw error;
  }
}
