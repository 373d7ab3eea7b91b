import { DomainError } from '../../../domain/errors.ts';

type Rule = (value: string) => boolean;

const integer =
  (least: bigint, most: bigint): Rule =>
  (value) =>
    /^-?\d{1,19}$/.test(value) && BigInt(value) >= least && BigInt(value) <= most;
const maxInt = 2n ** 31n - 1n;
const maxLong = 2n ** 63n - 1n;
const oneOf =
  (...values: readonly string[]): Rule =>
  (value) =>
    values.includes(value);
const truth = oneOf('true', 'false');

/**
 * The topic settings of Kafka 0.10.2 (`LogConfig`) and what each takes. Its brokers do not check what is written into
 * ZooKeeper, and fail when they read a value that they cannot take; so we check.
 */
const rules: Readonly<Record<string, Rule>> = {
  'cleanup.policy': (value) =>
    value !== '' && value.split(',').every((one) => ['delete', 'compact'].includes(one.trim())),
  'compression.type': oneOf('uncompressed', 'snappy', 'lz4', 'gzip', 'producer'),
  'delete.retention.ms': integer(0n, maxLong),
  'file.delete.delay.ms': integer(0n, maxLong),
  'flush.messages': integer(0n, maxLong),
  'flush.ms': integer(0n, maxLong),
  'index.interval.bytes': integer(0n, maxInt),
  'max.message.bytes': integer(0n, maxInt),
  'message.format.version': (value) => /^0\.(8\.[0-2]|9\.0|10\.[0-2])(\.\d+)?$/.test(value),
  'message.timestamp.difference.max.ms': integer(0n, maxLong),
  'message.timestamp.type': oneOf('CreateTime', 'LogAppendTime'),
  'min.cleanable.dirty.ratio': (value) => /^(0(\.\d+)?|1(\.0+)?)$/.test(value),
  'min.compaction.lag.ms': integer(0n, maxLong),
  'min.insync.replicas': integer(1n, maxInt),
  preallocate: truth,
  'retention.bytes': integer(-1n, maxLong),
  'retention.ms': integer(-1n, maxLong),
  'segment.bytes': integer(14n, maxInt),
  'segment.index.bytes': integer(0n, maxInt),
  'segment.jitter.ms': integer(0n, maxLong),
  'segment.ms': integer(0n, maxLong),
  'unclean.leader.election.enable': truth,
};

/** @throws DomainError invalid-topic-config for the first setting that brokers of 0.10.2 would not take */
export function requireTopicConfig(changes: ReadonlyMap<string, string | null>): void {
  for (const [name, value] of changes) {
    const rule = rules[name];
    if (rule === undefined || !Object.hasOwn(rules, name)) {
      throw new DomainError(
        'invalid-topic-config',
        `There is no topic setting ${name}; there are: ${Object.keys(rules).join(', ')}.`,
        name,
      );
    }
    if (value !== null && !rule(value)) {
      throw new DomainError('invalid-topic-config', `The topic setting ${name} cannot be "${value}".`, name);
    }
  }
}
