import type { KafkaSpec, LoginWay } from '../../../domain/instance/instance.ts';
import { topicDefaultsOf } from '../../../domain/instance/topic-defaults.ts';
import { loginWays } from '../../../domain/instance/ways-in.ts';
import { badValue } from '../errors.ts';

/** What Config says, with the defaults of what it leaves out. */
export interface InstanceConfig {
  readonly vpcSaslSsl: boolean;
  readonly acl: boolean;
  readonly retentionHours: number;
  readonly maxMessageBytes: number;
}

const hourMs = 3_600_000;
const ranges = {
  'kafka.log.retention.hours': { min: 24, max: 480 },
  'kafka.message.max.bytes': { min: 1_048_576, max: 10_485_760 },
} as const;
const switches = ['enable.vpc_sasl_ssl', 'enable.acl'] as const;
const keys: readonly string[] = [...switches, ...Object.keys(ranges)];

/** As the cloud begins where Config says nothing. */
const defaults: InstanceConfig = {
  vpcSaslSsl: false,
  acl: false,
  retentionHours: 72,
  maxMessageBytes: 1_048_576,
};

/** What holds of an instance that is deployed. */
export function configOf(spec: KafkaSpec): InstanceConfig {
  const { retentionMs, maxMessageBytes } = topicDefaultsOf(spec);
  const ways = loginWays(spec.access);
  return {
    vpcSaslSsl: ways.includes('sasl-tls'),
    acl: ways.includes('sasl-plaintext'),
    retentionHours: retentionMs / hourMs,
    maxMessageBytes,
  };
}

/**
 * Reads the JSON text Config, key by key.
 * @param present what holds of keys that it leaves out
 * @throws AlibabaError BIZ_FIELD_CHECK_INVALID
 */
export function readInstanceConfig(
  text: string | undefined,
  version: string,
  present: InstanceConfig = defaults,
): InstanceConfig {
  const given = text === undefined ? {} : parsed(text);
  const unknown = Object.keys(given).find((key) => !keys.includes(key));
  if (unknown !== undefined) throw badValue('Config', unknown, `the keys ${keys.join(', ')}`);
  const vpcSaslSsl = switchOf(given, 'enable.vpc_sasl_ssl') ?? present.vpcSaslSsl;
  const acl = switchOf(given, 'enable.acl') ?? present.acl;
  if (vpcSaslSsl && !acl) {
    throw badValue('Config', { 'enable.acl': acl }, 'enable.acl true where enable.vpc_sasl_ssl is');
  }
  if (acl && isBefore22(version)) {
    throw badValue('Config', { 'enable.acl': acl }, `enable.acl false: ACLs need 2.2.0, not ${version}`);
  }
  return {
    vpcSaslSsl,
    acl,
    retentionHours: numberOf(given, 'kafka.log.retention.hours') ?? present.retentionHours,
    maxMessageBytes: numberOf(given, 'kafka.message.max.bytes') ?? present.maxMessageBytes,
  };
}

/** The listeners with a login that an instance has in its VPC. */
export function loginWaysOf({ acl, vpcSaslSsl }: InstanceConfig): readonly LoginWay[] {
  return [...(acl ? (['sasl-plaintext'] as const) : []), ...(vpcSaslSsl ? (['sasl-tls'] as const) : [])];
}

/** What brokers have to know of it. */
export function topicDefaultsFrom({ retentionHours, maxMessageBytes }: InstanceConfig) {
  return { retentionMs: retentionHours * hourMs, maxMessageBytes };
}

/** The field AllConfig, which Terraform compares with its configuration. */
export function allConfigText(spec: KafkaSpec): string {
  const { vpcSaslSsl, acl, retentionHours, maxMessageBytes } = configOf(spec);
  return JSON.stringify({
    'enable.vpc_sasl_ssl': String(vpcSaslSsl),
    'kafka.log.retention.hours': String(retentionHours),
    'kafka.message.max.bytes': String(maxMessageBytes),
    'enable.acl': String(acl),
  });
}

function parsed(text: string): Readonly<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      return value as Readonly<Record<string, unknown>>;
    }
  } catch {
    // Said below.
  }
  throw badValue('Config', text, 'a JSON object');
}

function switchOf(
  given: Readonly<Record<string, unknown>>,
  key: (typeof switches)[number],
): boolean | undefined {
  const value = given[key];
  if (value === undefined) return undefined;
  if (value === true || value === 'true') return true;
  if (value === false || value === 'false') return false;
  throw badValue('Config', { [key]: value }, `true or false for ${key}`);
}

function numberOf(given: Readonly<Record<string, unknown>>, key: keyof typeof ranges): number | undefined {
  const value = given[key];
  if (value === undefined) return undefined;
  const { min, max } = ranges[key];
  const number = typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value;
  if (typeof number === 'number' && Number.isInteger(number) && number >= min && number <= max) return number;
  throw badValue('Config', { [key]: value }, `${min} to ${max} for ${key}`);
}

function isBefore22(version: string): boolean {
  const [major = 0, minor = 0] = version.split('.').map(Number);
  return major < 2 || (major === 2 && minor < 2);
}
