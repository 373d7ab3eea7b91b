import type { Message } from '../../../domain/administration/messages.ts';
import { ownerTopic } from '../../../domain/administration/owner-topics.ts';
import { requireCluster } from '../alikafka/require-cluster.ts';
import { badValue, missing } from '../errors.ts';
import { operation } from '../operation.ts';

interface Parameters {
  readonly InstanceId: string;
  readonly Topic: string;
  /** `byOffset` or `byTimestamp`. */
  readonly QueryType: string;
  readonly Partition?: string;
  readonly Offset?: string;
  readonly BeginTime?: number;
}

const messagesAtMost = 10;
/** A key or value that is longer is shown to here only. */
const shownBytes = 1024;

/** Messages of one partition from an offset on, or of all partitions from a time on. */
export const queryMessage = operation<Parameters>(
  'alikafka',
  'QueryMessage',
  async ({ caller, parameters }, services) => {
    const { QueryType: type } = parameters;
    if (type !== 'byOffset' && type !== 'byTimestamp') {
      throw badValue('QueryType', type, 'byOffset or byTimestamp');
    }
    const { administration } = await requireCluster(services, caller, parameters.InstanceId);
    const { topics, messages } = administration;
    const { name, partitions } = await ownerTopic(topics, parameters.Topic);
    const only = parameters.Partition === undefined ? null : numberOf('Partition', parameters.Partition);
    let starts: ReadonlyMap<number, bigint>;
    if (type === 'byOffset') {
      const offset = BigInt(numberOf('Offset', parameters.Offset ?? missing('Offset')));
      starts = new Map([[only ?? missing('Partition'), offset]]);
    } else {
      starts = await topics.offsets(name, { timestampMs: parameters.BeginTime ?? missing('BeginTime') });
    }
    if (only !== null && !partitions.some(({ number }) => number === only)) {
      throw badValue('Partition', only, `0 to ${partitions.length - 1}`);
    }
    const found: Message[] = [];
    for (const [partition, start] of starts) {
      if (only !== null && partition !== only) continue;
      found.push(...(await messages.read(name, partition, start, messagesAtMost)));
    }
    const first = found.toSorted((a, b) => a.timestampMs - b.timestampMs).slice(0, messagesAtMost);
    return { MessageList: first.map((message) => messageView(name, message)) };
  },
);

function messageView(topic: string, { partition, offset, timestampMs, key, value }: Message) {
  const [keySize, valueSize] = [key?.length ?? 0, value?.length ?? 0];
  return {
    Topic: topic,
    Partition: partition,
    Offset: Number(offset),
    Timestamp: timestampMs,
    TimestampType: 'CreateTime',
    Key: key?.subarray(0, shownBytes).toString('utf8') ?? '',
    KeyTruncated: keySize > shownBytes,
    SerializedKeySize: keySize,
    TruncatedKeySize: Math.min(keySize, shownBytes),
    Value: value?.subarray(0, shownBytes).toString('utf8') ?? '',
    ValueTruncated: valueSize > shownBytes,
    SerializedValueSize: valueSize,
    TruncatedValueSize: Math.min(valueSize, shownBytes),
  };
}

function numberOf(name: string, text: string): number {
  if (/^\d{1,15}$/.test(text)) return Number(text);
  throw badValue(name, text, 'a whole number, 0 or more');
}
