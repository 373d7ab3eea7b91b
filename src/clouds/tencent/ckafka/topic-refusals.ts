import { badValue, unsupportedOperation } from '../errors.ts';

/** What of a topic has no effect here and is therefore refused. */
export interface TopicExtras {
  readonly Tags?: readonly object[];
  readonly QuotaProducerByteRate?: number;
  readonly QuotaConsumerByteRate?: number;
}

/** @throws TencentError UnsupportedOperation */
export function refuseTopicExtras(asked: TopicExtras): void {
  if ((asked.Tags ?? []).length > 0) throw unsupportedOperation('Tags of topics');
  if ((asked.QuotaProducerByteRate ?? -1) > 0) throw unsupportedOperation('QuotaProducerByteRate');
  if ((asked.QuotaConsumerByteRate ?? -1) > 0) throw unsupportedOperation('QuotaConsumerByteRate');
}

/** @throws TencentError InvalidParameterValue */
export function checkNote(note: string): string {
  if (Array.from(note).length <= 64) return note;
  throw badValue('Note', note, 'at most 64 characters');
}

/** Names that begin with two underscores are Kafka's own. @throws TencentError InvalidParameterValue */
export function checkTopicName(name: string): string {
  if (/^[A-Za-z0-9._-]{1,128}$/.test(name) && !name.startsWith('__') && name !== '.' && name !== '..') {
    return name;
  }
  const allowed = '1 to 128 letters, digits, dots, underscores and hyphens, not beginning with __';
  throw badValue('TopicName', name, allowed);
}

/** @throws TencentError InvalidParameterValue */
export function checkPartitions(count: number): number {
  if (count >= 1 && count <= 3000) return count;
  throw badValue('PartitionNum', count, '1 to 3000');
}
