import type { Message } from '../../../domain/administration/messages.ts';
import { badValue } from '../errors.ts';

const recordsAtMost = 20;

/** How many messages of a partition are wanted. @throws TencentError InvalidParameterValue */
export function checkRecordCount(count: number = recordsAtMost): number {
  if (count >= 1 && count <= recordsAtMost) return count;
  throw badValue('SinglePartitionRecordNumber', count, `1 to ${recordsAtMost}`);
}

/** A message as text; bytes that are none are shown as the replacement character. Headers are a JSON object. */
export function consumerRecord(topic: string, message: Message) {
  const headers = message.headers.map(([name, value]) => [name, value?.toString() ?? null] as const);
  return {
    Topic: topic,
    Partition: message.partition,
    Offset: Number(message.offset),
    Key: message.key?.toString() ?? null,
    Value: message.value?.toString() ?? null,
    Timestamp: message.timestampMs,
    Headers: JSON.stringify(Object.fromEntries(headers)),
  };
}
