import type { fetchV4 } from '@platformatic/kafka';
import type { Message, MessageAdministration } from '../../../domain/administration/messages.ts';
import { DomainError } from '../../../domain/errors.ts';
import type { AdminContext } from './admin-context.ts';
import { attempt } from './attempt.ts';
import { errorCodes, requireNone } from './error-codes.ts';
import { brokerApis } from './wire/broker-apis.ts';

const readUncommitted = 0;
/** Of one request. A larger message comes all the same, alone. */
const requestBytes = 1024 * 1024;
/** Of all messages that are answered at once: they go into one answer of an API. */
const answerBytes = 8 * 1024 * 1024;
const controlBatch = 1 << 5;

export function createMessageAdministration(context: AdminContext): MessageAdministration {
  async function leaderOf(topic: string, partition: number): Promise<number> {
    const found = (await context.metadata.get()).topics.get(topic);
    if (found === undefined) throw new DomainError('topic-not-found', `There is no topic ${topic}.`);
    const one = found.partitions.find(({ number }) => number === partition);
    if (one === undefined) {
      const last = found.partitions.length - 1;
      throw invalid(`Topic ${topic} has partitions 0 to ${last}, and no ${partition}.`, 'partition');
    }
    requireNone(one.leaderId === null ? errorCodes.leaderNotAvailable : errorCodes.none, 'be read');
    return one.leaderId ?? -1;
  }

  async function fetch(
    topic: string,
    partition: number,
    offset: bigint,
  ): Promise<fetchV4.FetchResponsePartition> {
    const link = await context.link.to(await leaderOf(topic, partition));
    const wanted = {
      partition,
      currentLeaderEpoch: -1,
      fetchOffset: offset,
      lastFetchedEpoch: -1,
      partitionMaxBytes: requestBytes,
    };
    const { responses } = await link.call(
      brokerApis.fetch,
      0,
      0,
      requestBytes,
      readUncommitted,
      0,
      -1,
      [{ topicId: topic, partitions: [wanted] }],
      [],
      '',
    );
    const response = responses[0]?.partitions[0];
    if (response === undefined) throw new Error(`Broker ${link.broker.id} told nothing of ${topic}.`);
    if (response.errorCode === errorCodes.offsetOutOfRange) {
      throw invalid(`Partition ${partition} of topic ${topic} has no offset ${offset}.`, 'offset');
    }
    // The leader moved: the next attempt must not ask the same broker again.
    if (response.errorCode !== errorCodes.none) context.metadata.invalidate();
    requireNone(response.errorCode, `read topic ${topic}`);
    return response;
  }

  return {
    read: (topic, partition, fromOffset, count) =>
      attempt('read messages', async () => {
        const found: Message[] = [];
        let [next, bytes] = [fromOffset, 0];
        while (found.length < count && bytes < answerBytes) {
          const { records, highWatermark } = await fetch(topic, partition, next);
          const batches = records ?? [];
          for (const message of batches.flatMap((batch) => messagesOf(batch, partition))) {
            if (message.offset < next || found.length >= count || bytes >= answerBytes) continue;
            found.push(message);
            bytes += sizeOf(message);
          }
          const last = batches.at(-1);
          if (last === undefined) break;
          next = last.firstOffset + BigInt(last.lastOffsetDelta) + 1n;
          if (next >= highWatermark) break;
        }
        return found;
      }),
  };
}

type RecordsBatch = NonNullable<fetchV4.FetchResponsePartition['records']>[number];

/** Batches begin before the offset that was asked for, and some hold only the ends of transactions. */
function messagesOf(batch: RecordsBatch, partition: number): readonly Message[] {
  if ((batch.attributes & controlBatch) !== 0) return [];
  return batch.records.map((record) => ({
    partition,
    offset: batch.firstOffset + BigInt(record.offsetDelta),
    timestampMs: Number(batch.firstTimestamp + record.timestampDelta),
    key: record.key,
    value: record.value,
    headers: record.headers.map(([name, value]) => [String(name), value] as const),
  }));
}

function sizeOf({ key, value }: Message): number {
  return (key?.length ?? 0) + (value?.length ?? 0);
}

function invalid(message: string, field: string): DomainError {
  return new DomainError('invalid-offset', message, field);
}
