import Type from 'typebox';
import { Compile } from 'typebox/compile';
import type { KafkaSpec } from '../../../domain/instance/instance.ts';
import {
  defaultTopicDefaults,
  topicDefaultRanges,
  type TopicDefaults,
  topicDefaultsOf,
} from '../../../domain/instance/topic-defaults.ts';
import { badParameter } from '../errors.ts';
import { checkBody } from '../json-body.ts';
import type { BodyRules } from '../json-body.ts';

interface ConfigRow {
  /** Kafka's name, in the unit of that. */
  readonly name: string;
  readonly setting: keyof TopicDefaults;
  /** How much of the domain's unit makes one of this. */
  readonly scale: number;
  /** Whether brokers take it while they run; the others are restarted one by one. */
  readonly type: 'dynamic' | 'static';
}

/** The parameters that have an effect here. Huawei has more; those are refused by name. */
const configRows: readonly ConfigRow[] = [
  { name: 'log.retention.hours', setting: 'retentionMs', scale: 3_600_000, type: 'dynamic' },
  { name: 'message.max.bytes', setting: 'maxMessageBytes', scale: 1, type: 'dynamic' },
  { name: 'min.insync.replicas', setting: 'minInSyncReplicas', scale: 1, type: 'dynamic' },
  { name: 'num.partitions', setting: 'partitions', scale: 1, type: 'static' },
  { name: 'default.replication.factor', setting: 'replicas', scale: 1, type: 'static' },
];

/** A parameter as the service shows it: all values are strings. */
export function instanceConfigsView(spec: KafkaSpec) {
  const values = topicDefaultsOf(spec);
  const defaults = defaultTopicDefaults(spec.brokerCount);
  return configRows.map(({ name, setting, scale, type }) => ({
    name,
    value: String(values[setting] / scale),
    default_value: String(defaults[setting] / scale),
    valid_values: validValues(spec, setting, scale),
    config_type: type,
    value_type: 'Integer',
  }));
}

function validValues(spec: KafkaSpec, setting: keyof TopicDefaults, scale: number): string {
  const { min, max } = topicDefaultRanges(spec.brokerCount)[setting];
  return `[${Math.ceil(min / scale)},${Math.floor(max / scale)}]`;
}

const validator = Compile(
  Type.Object({
    kafka_configs: Type.Array(Type.Object({ name: Type.String(), value: Type.String() }), { minItems: 1 }),
  }),
);

const rules: BodyRules = {
  allowed: { kafka_configs: 'an array of objects with the strings name and value' },
  codes: {},
  secret: new Set(),
};

export interface ConfigChanges {
  readonly topicDefaults: Partial<TopicDefaults>;
  readonly dynamicCount: number;
  readonly staticCount: number;
}

/** @throws HuaweiError DMS.00400062 for a parameter that has no effect here, is there twice, or has a wrong value; DMS.00400085 */
export function configChanges(given: unknown, spec: KafkaSpec): ConfigChanges {
  const { kafka_configs: configs } = checkBody(given, validator, rules);
  const changes = new Map<ConfigRow, number>();
  for (const { name, value } of configs) {
    const row = configRows.find((known) => known.name === name);
    if (row === undefined) {
      const known = configRows.map((one) => one.name).join(', ');
      throw badParameter('DMS.00400062', 'kafka_configs', name, known);
    }
    if (changes.has(row)) throw badParameter('DMS.00400062', 'kafka_configs', name, 'each name once');
    const { min, max } = topicDefaultRanges(spec.brokerCount)[row.setting];
    const asNumber = /^\d{1,12}$/.test(value) ? Number(value) * row.scale : NaN;
    if (!(asNumber >= min && asNumber <= max)) {
      const allowed = `a whole number in ${validValues(spec, row.setting, row.scale)}`;
      throw badParameter('DMS.00400062', name, value, allowed);
    }
    changes.set(row, asNumber);
  }
  const count = (type: ConfigRow['type']) => [...changes.keys()].filter((row) => row.type === type).length;
  return {
    topicDefaults: Object.fromEntries([...changes].map(([{ setting }, value]) => [setting, value])),
    dynamicCount: count('dynamic'),
    staticCount: count('static'),
  };
}
