import type { TopicConfig, TopicConfigChanges } from '../../../domain/administration/topics.ts';
import type { KafkaSpec } from '../../../domain/instance/instance.ts';
import { topicDefaultsOf } from '../../../domain/instance/topic-defaults.ts';
import { badValue } from '../errors.ts';

/** What CreateTopic, ModifyTopicAttributes and BatchModifyTopicAttributes say of a topic's settings. */
export interface TopicSettings {
  readonly CleanUpPolicy?: string;
  readonly MinInsyncReplicas?: number;
  readonly UncleanLeaderElectionEnable?: number | boolean;
  readonly RetentionMs?: number;
  readonly SegmentMs?: number;
  readonly MaxMessageBytes?: number;
  readonly RetentionBytes?: number;
  readonly LogMsgTimestampType?: string;
}

interface NumberRange {
  readonly parameter: 'RetentionMs' | 'SegmentMs' | 'MaxMessageBytes' | 'RetentionBytes';
  readonly setting: string;
  readonly min: number;
  readonly max: number;
  /** A number outside the range that means something, too. */
  readonly also?: number;
}

const gib = 1024 ** 3;
const ranges: readonly NumberRange[] = [
  { parameter: 'RetentionMs', setting: 'retention.ms', min: 60_000, max: 7_776_000_000 },
  // A day by the cloud's documents, an hour by its Terraform provider.
  { parameter: 'SegmentMs', setting: 'segment.ms', min: 3_600_000, max: Number.MAX_SAFE_INTEGER },
  { parameter: 'MaxMessageBytes', setting: 'max.message.bytes', min: 1024, max: 12_582_912 },
  { parameter: 'RetentionBytes', setting: 'retention.bytes', min: gib, max: 1024 * gib, also: -1 },
];

/** Kafka's own names for the cloud's, and the other way round. */
const cleanUpPolicies: ReadonlyMap<string, string> = new Map([
  ['delete', 'delete'],
  ['compact', 'compact'],
  ['compact, delete', 'compact,delete'],
  ['compact,delete', 'compact,delete'],
]);

/**
 * Kafka's settings for what the parameters say. Zero is what Terraform sends for a number that a configuration leaves open.
 * @throws TencentError InvalidParameterValue
 */
export function topicConfigChanges(asked: TopicSettings, replicas: number): TopicConfigChanges {
  const changes = new Map<string, string>();
  for (const { parameter, setting, min, max, also } of ranges) {
    const value = asked[parameter];
    if (value === undefined || value === 0) continue;
    if ((value < min || value > max) && value !== also) {
      throw badValue(parameter, value, `${min} to ${max}${also === undefined ? '' : `, or ${also}`}`);
    }
    changes.set(setting, String(value));
  }
  const { CleanUpPolicy: policy, MinInsyncReplicas: inSync, LogMsgTimestampType: timestamps } = asked;
  if (policy !== undefined && policy !== '') {
    const known = cleanUpPolicies.get(policy);
    if (known === undefined) throw badValue('CleanUpPolicy', policy, [...cleanUpPolicies.keys()].join(' | '));
    changes.set('cleanup.policy', known);
  }
  if (inSync !== undefined && inSync !== 0) {
    if (inSync < 1 || inSync > replicas) {
      throw badValue('MinInsyncReplicas', inSync, `1 to the topic's ${replicas} replicas`);
    }
    changes.set('min.insync.replicas', String(inSync));
  }
  if (timestamps !== undefined && timestamps !== '') {
    if (timestamps !== 'CreateTime' && timestamps !== 'LogAppendTime') {
      throw badValue('LogMsgTimestampType', timestamps, 'CreateTime or LogAppendTime');
    }
    changes.set('message.timestamp.type', timestamps);
  }
  const unclean = asked.UncleanLeaderElectionEnable;
  if (unclean !== undefined) {
    if (![0, 1, true, false].includes(unclean)) {
      throw badValue('UncleanLeaderElectionEnable', unclean, '0 (off) or 1 (on)');
    }
    changes.set('unclean.leader.election.enable', String(Boolean(unclean)));
  }
  return changes;
}

/** The settings that a new topic begins with. @throws as topicConfigChanges */
export function newTopicConfig(asked: TopicSettings, replicas: number): TopicConfig {
  return topicConfigChanges(asked, replicas) as TopicConfig;
}

/** A topic's settings in the cloud's words: its own, and otherwise the instance's or Kafka's. */
export function topicConfigView(config: TopicConfig, spec: KafkaSpec) {
  const defaults = topicDefaultsOf(spec);
  const number = (setting: string, inherited: number) => Number(config.get(setting) ?? inherited);
  const policy = config.get('cleanup.policy') ?? 'delete';
  return {
    Retention: number('retention.ms', defaults.retentionMs),
    MinInsyncReplicas: number('min.insync.replicas', defaults.minInSyncReplicas),
    CleanUpPolicy: policy.includes(',') ? 'compact, delete' : policy,
    SegmentMs: number('segment.ms', 604_800_000),
    UncleanLeaderElectionEnable: config.get('unclean.leader.election.enable') === 'true' ? 1 : 0,
    SegmentBytes: number('segment.bytes', gib),
    MaxMessageBytes: number('max.message.bytes', defaults.maxMessageBytes),
    RetentionBytes: number('retention.bytes', -1),
    LogMsgTimestampType: config.get('message.timestamp.type') ?? 'CreateTime',
  };
}
