import type { TopicConfig, TopicConfigChanges } from '../../../domain/administration/topics.ts';
import type { KafkaSpec } from '../../../domain/instance/instance.ts';
import { topicDefaultRanges, topicDefaultsOf } from '../../../domain/instance/topic-defaults.ts';
import { badParameter } from '../errors.ts';
import type { TopicSettingsBody } from './topic-body.ts';

const hourMs = 3_600_000;
/**
 * Synchronous replication: a producer with acks=all is told once another replica has the message too, and not before.
 * Demanding all replicas would stop producers whenever one broker is restarted.
 */
const synchronousReplicas = 2;

interface OtherConfig {
  readonly name: string;
  readonly validValues: string;
  readonly valueType: string;
  readonly isValid: (value: string) => boolean;
  /** What holds where the topic says nothing. */
  readonly defaultValue: (spec: KafkaSpec) => string;
}

/** Settings in Kafka's own names. */
const otherConfigs: readonly OtherConfig[] = [
  {
    name: 'max.message.bytes',
    validValues: '[0~10485760]',
    valueType: 'int',
    isValid: (value) => /^\d{1,8}$/.test(value) && Number(value) <= 10_485_760,
    defaultValue: (spec) => String(topicDefaultsOf(spec).maxMessageBytes),
  },
  {
    name: 'message.timestamp.type',
    validValues: 'CreateTime,LogAppendTime',
    valueType: 'enum',
    isValid: (value) => value === 'CreateTime' || value === 'LogAppendTime',
    defaultValue: () => 'CreateTime',
  },
];

/**
 * Kafka's settings for what the body says; null for what the topic gives up, so that the instance's holds.
 * @throws HuaweiError DMS.00400062 for a setting that has no effect here, or synchronous replication without a second replica
 */
export function topicConfigChanges(body: TopicSettingsBody, replicas: number): TopicConfigChanges {
  const changes = new Map<string, string | null>();
  if (body.retention_time !== undefined) changes.set('retention.ms', String(body.retention_time * hourMs));
  if (body.sync_message_flush !== undefined) {
    changes.set('flush.messages', body.sync_message_flush ? '1' : null);
  }
  if (body.sync_replication !== undefined) {
    if (body.sync_replication && replicas < synchronousReplicas) {
      throw badParameter('DMS.00400062', 'sync_replication', true, 'false for a topic with a single replica');
    }
    changes.set('min.insync.replicas', body.sync_replication ? String(synchronousReplicas) : null);
  }
  for (const { name, value } of body.topic_other_configs ?? []) {
    const known = otherConfigs.find((config) => config.name === name);
    if (known === undefined) {
      const names = otherConfigs.map((config) => config.name).join(', ');
      throw badParameter('DMS.00400062', 'topic_other_configs', name, names);
    }
    if (!known.isValid(value)) throw badParameter('DMS.00400062', name, value, known.validValues);
    changes.set(name, value);
  }
  return changes;
}

/** The settings that a new topic begins with. @throws as topicConfigChanges */
export function newTopicConfig(body: TopicSettingsBody, replicas: number): TopicConfig {
  const changes = [...topicConfigChanges(body, replicas)];
  return new Map(changes.flatMap(([name, value]) => (value === null ? [] : [[name, value]])));
}

/** A topic's settings in Huawei's words: its own, and otherwise the instance's. */
export function topicSettingsView(config: TopicConfig, spec: KafkaSpec) {
  const retentionMs = Number(config.get('retention.ms') ?? topicDefaultsOf(spec).retentionMs);
  return {
    // Clients can set any time; -1 is for ever.
    retention_time: retentionMs < 0 ? -1 : Math.ceil(retentionMs / hourMs),
    sync_replication: Number(config.get('min.insync.replicas') ?? 1) >= synchronousReplicas,
    sync_message_flush: config.get('flush.messages') === '1',
    topic_other_configs: otherConfigs.map(({ name, validValues, valueType, defaultValue }) => ({
      name,
      value: config.get(name) ?? defaultValue(spec),
      default_value: defaultValue(spec),
      valid_values: validValues,
      config_type: 'dynamic',
      value_type: valueType,
    })),
  };
}

/** Replicas of a topic whose order says nothing: three, or as many as there are brokers. */
export function defaultReplicas(spec: KafkaSpec): number {
  return topicDefaultRanges(spec.brokerCount).replicas.max;
}
