import type { TopicConfigChanges } from '../../../domain/administration/topics.ts';
import { badValue } from '../errors.ts';

export interface TopicConfigParameters {
  /** A setting's name, or `skipConfig` where Configs has them. */
  readonly Config: string;
  readonly Value: string;
  /** Names and values; the SDK does not know it, and the Terraform provider sends nothing else. */
  readonly Configs?: object;
}

interface Setting {
  /** Kafka's own name. */
  readonly kafka: string;
  /** The value as Kafka takes it; undefined for one that cannot be. */
  readonly value: (given: string) => string | undefined;
  readonly allowed: string;
}

const number = (kafka: string, min: number, max: number, factor = 1): Setting => ({
  kafka,
  value: (given) => {
    const count = /^-?\d{1,15}$/.test(given) ? Number(given) : Number.NaN;
    return count >= min && count <= max ? String(count * factor) : undefined;
  },
  allowed: `${min} to ${max}`,
});

const hourMs = 3_600_000;
const timestampTypes = ['CreateTime', 'LogAppendTime'];
const settings: ReadonlyMap<string, Setting> = new Map([
  // The cloud's own word; its ranges of a topic were not found, so that these are those of an instance.
  ['retention.hours', number('retention.ms', 24, 480, hourMs)],
  ['retention.ms', number('retention.ms', hourMs, 8760 * hourMs)],
  ['retention.bytes', number('retention.bytes', -1, Number.MAX_SAFE_INTEGER)],
  ['max.message.bytes', number('max.message.bytes', 1_048_576, 10_485_760)],
  [
    'message.timestamp.difference.max.ms',
    number('message.timestamp.difference.max.ms', 0, Number.MAX_SAFE_INTEGER),
  ],
  ['min.insync.replicas', number('min.insync.replicas', 1, 3)],
  [
    'message.timestamp.type',
    {
      kafka: 'message.timestamp.type',
      value: (given) => (timestampTypes.includes(given) ? given : undefined),
      allowed: timestampTypes.join(' or '),
    },
  ],
]);

/** What UpdateTopicConfig changes, in Kafka's words. @throws AlibabaError BIZ_FIELD_CHECK_INVALID */
export function topicConfigChanges({
  Config: name,
  Value: value,
  Configs: several,
}: TopicConfigParameters): TopicConfigChanges {
  const given: readonly (readonly [string, unknown])[] =
    name === 'skipConfig' ? Object.entries(several ?? {}) : [[name, value]];
  return new Map(given.map(([key, text]) => kafkaSetting(key, text)));
}

function kafkaSetting(name: string, given: unknown): readonly [string, string] {
  const setting = settings.get(name);
  if (setting === undefined) throw badValue('Config', name, [...settings.keys()].join(', '));
  const value =
    typeof given === 'string' || typeof given === 'number' ? setting.value(String(given)) : undefined;
  if (value === undefined) throw badValue('Value', given, `${setting.allowed} for ${name}`);
  return [setting.kafka, value];
}
