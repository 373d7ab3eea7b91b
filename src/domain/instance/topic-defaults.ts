import { DomainError } from '../errors.ts';
import type { KafkaSpec } from './instance.ts';

/** Settings of an instance that a topic's own setting overrides. */
export interface TopicDefaults {
  /** How long messages are kept. */
  readonly retentionMs: number;
  /** The largest batch of messages that brokers take. */
  readonly maxMessageBytes: number;
  /** How many replicas must hold a message before a producer with acks=all is told. */
  readonly minInSyncReplicas: number;
  /** Of topics that are made by themselves. */
  readonly partitions: number;
  /** Of topics that are made by themselves. */
  readonly replicas: number;
}

export interface SettingRange {
  readonly min: number;
  readonly max: number;
}

/** What each setting may be in an instance with so many brokers: the clouds' limits. */
export function topicDefaultRanges(brokerCount: number): Readonly<Record<keyof TopicDefaults, SettingRange>> {
  const replicas = { min: 1, max: Math.min(3, brokerCount) };
  const hourMs = 3_600_000;
  return {
    retentionMs: { min: hourMs, max: 720 * hourMs },
    maxMessageBytes: { min: 1024, max: 10 * 1024 * 1024 },
    minInSyncReplicas: replicas,
    partitions: { min: 1, max: 200 },
    replicas,
  };
}

/** What holds where an owner has said nothing: the clouds' automatic topics have three partitions with three replicas. */
export function defaultTopicDefaults(brokerCount: number): TopicDefaults {
  return {
    retentionMs: 72 * 3_600_000,
    maxMessageBytes: 10 * 1024 * 1024,
    // As Huawei's instances have it: acks=all goes on while a single replica of three is left.
    minInSyncReplicas: 1,
    partitions: 3,
    replicas: Math.min(3, brokerCount),
  };
}

export function topicDefaultsOf(spec: Pick<KafkaSpec, 'brokerCount' | 'topicDefaults'>): TopicDefaults {
  return { ...defaultTopicDefaults(spec.brokerCount), ...spec.topicDefaults };
}

/**
 * @throws DomainError invalid-parameter for a setting out of its range, or where topics could be made by themselves that
 * no producer with acks=all could write to
 */
export function requireTopicDefaults(spec: Pick<KafkaSpec, 'brokerCount' | 'topicDefaults'>): void {
  const settings = topicDefaultsOf(spec);
  for (const [name, { min, max }] of Object.entries(topicDefaultRanges(spec.brokerCount))) {
    const value = settings[name as keyof TopicDefaults];
    if (Number.isInteger(value) && value >= min && value <= max) continue;
    throw new DomainError(
      'invalid-parameter',
      `${name} was ${value}; allowed: a whole number from ${min} to ${max}.`,
      `topicDefaults.${name}`,
    );
  }
  if (settings.minInSyncReplicas > settings.replicas) {
    throw new DomainError(
      'invalid-parameter',
      `minInSyncReplicas was ${settings.minInSyncReplicas}; allowed: at most the replicas of automatic topics, ${settings.replicas}.`,
      'topicDefaults.minInSyncReplicas',
    );
  }
}
