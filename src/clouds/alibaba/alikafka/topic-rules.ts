import type { TopicConfig } from '../../../domain/administration/topics.ts';
import { badValue } from '../errors.ts';

export interface TopicOrderParameters {
  readonly Topic: string;
  readonly Remark: string;
  readonly PartitionNum?: string;
  readonly LocalTopic?: boolean;
  readonly CompactTopic?: boolean;
  readonly ReplicationFactor?: number;
  readonly MinInsyncReplicas?: number;
}

export interface TopicRules {
  readonly name: string;
  readonly description: string;
  readonly partitionCount: number;
  readonly replicationFactor: number;
  readonly config: TopicConfig;
}

/** Of one topic. */
export const partitionsAtMost = 360;
/** As the cloud has it for the series v2. */
const usualPartitions = 12;
const usualReplicas = 3;

/**
 * What CreateTopic orders. Both storage engines of the cloud are Kafka's own here; what only the local one has is bound to
 * LocalTopic all the same.
 * @throws AlibabaError BIZ_FIELD_CHECK_INVALID
 */
export function topicRules(asked: TopicOrderParameters): TopicRules {
  const { LocalTopic: isLocal = false, CompactTopic: isCompact = false } = asked;
  const { ReplicationFactor: replicas, MinInsyncReplicas: inSync } = asked;
  const onlyLocal: readonly (readonly [string, unknown])[] = [
    ['CompactTopic', isCompact ? true : undefined],
    ['ReplicationFactor', replicas],
    ['MinInsyncReplicas', inSync],
  ];
  for (const [name, given] of onlyLocal) {
    if (!isLocal && given !== undefined) throw badValue(name, given, 'absent unless LocalTopic is true');
  }
  const replicationFactor = checkCount('ReplicationFactor', replicas ?? usualReplicas, 1, 3);
  const config = new Map<string, string>();
  if (isCompact) config.set('cleanup.policy', 'compact');
  // Also what tells a local topic from others.
  if (isLocal) {
    config.set(
      'min.insync.replicas',
      String(checkCount('MinInsyncReplicas', inSync ?? 1, 1, replicationFactor)),
    );
  }
  return {
    name: checkTopicName(asked.Topic),
    description: checkRemark(asked.Remark),
    partitionCount: checkPartitions(asked.PartitionNum, isLocal),
    replicationFactor,
    config,
  };
}

/** @throws AlibabaError BIZ_FIELD_CHECK_INVALID */
export function checkRemark(remark: string): string {
  const length = Array.from(remark).length;
  if (length >= 3 && length <= 64) return remark;
  throw badValue('Remark', remark, '3 to 64 characters');
}

function checkTopicName(name: string): string {
  if (/^[A-Za-z0-9_-]{3,64}$/.test(name) && !name.startsWith('__')) return name;
  throw badValue('Topic', name, '3 to 64 letters, digits, hyphens and underscores, not beginning with __');
}

function checkPartitions(text: string | undefined, isLocal: boolean): number {
  if (text === undefined) return usualPartitions;
  const count = /^\d{1,4}$/.test(text) ? Number(text) : text;
  return checkCount('PartitionNum', count, isLocal ? 1 : 2, partitionsAtMost);
}

/** @throws AlibabaError BIZ_FIELD_CHECK_INVALID */
export function checkCount(name: string, count: unknown, min: number, max: number): number {
  if (typeof count === 'number' && count >= min && count <= max) return count;
  throw badValue(name, count, `${min} to ${max}`);
}
