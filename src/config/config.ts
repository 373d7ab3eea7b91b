import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { type Static, Type } from 'typebox';
import { Value } from 'typebox/value';
import { parseAddressList } from './address-list.ts';
import { parseEnterpriseProjects } from './enterprise-project-list.ts';
import { parseKafkaVersions } from './kafka-version-list.ts';
import { parseNamedDirectories } from './named-directories.ts';
import { parsePriceList } from './price-list.ts';
import { defaultDirectory, options } from './options.ts';

/** As the domain's own rule for the names of accounts, projects and users. */
const namePattern = '^[A-Za-z0-9][A-Za-z0-9_.-]{0,63}$';

const schema = Type.Object(
  {
    host: Type.String({ minLength: 1 }),
    port: Type.Integer({ minimum: 0, maximum: 65_535 }),
    dataDir: Type.String({ minLength: 1 }),
    cacheDir: Type.String({ minLength: 1 }),
    accessKey: Type.Optional(Type.String({ pattern: '^[A-Za-z0-9]{2,128}$' })),
    secretKey: Type.Optional(Type.String({ minLength: 2, maxLength: 128 })),
    projectId: Type.Optional(Type.String({ pattern: '^[A-Za-z0-9-]{1,64}$' })),
    region: Type.Optional(Type.String({ pattern: '^[a-z0-9-]{1,64}$' })),
    user: Type.Optional(Type.String({ pattern: namePattern })),
    password: Type.Optional(
      Type.String({ minLength: 1, maxLength: 128, pattern: '^[^\\u0000-\\u001f\\u007f]*$' }),
    ),
    domain: Type.Optional(Type.String({ pattern: namePattern })),
    instanceQuota: Type.Integer({ minimum: 0, maximum: 1_000_000 }),
    requestsPerSecond: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
    tencentRequestsPerSecond: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
    alibabaRequestsPerSecond: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
    alibabaStartsPerSecond: Type.Integer({ minimum: 1, maximum: 1_000_000 }),
    prices: Type.Refine(Type.String(), (text) => parsePriceList(text) !== null),
    spendingLimit: Type.Optional(Type.Integer({ minimum: 0, maximum: 1_000_000_000 })),
    publicAddresses: Type.Refine(Type.String(), (text) => parseAddressList(text) !== null),
    enterpriseProjects: Type.Optional(
      Type.Refine(Type.String(), (text) => parseEnterpriseProjects(text) !== null),
    ),
    kafkaVersions: Type.Refine(Type.String(), (text) => parseKafkaVersions(text) !== null),
    storageClasses: Type.Refine(Type.String(), (text) => parseNamedDirectories(text) !== null),
    encryptionKeys: Type.Refine(Type.String(), (text) => parseNamedDirectories(text) !== null),
    rocketmqReplicas: Type.Integer({ minimum: 1, maximum: 3, not: { const: 2 } }),
    bytesPerGb: Type.Integer({ minimum: 1024, maximum: 1024 ** 3 }),
    onExit: Type.Union([Type.Literal('stop'), Type.Literal('keep')]),
    javaHome: Type.Optional(Type.String({ minLength: 1 })),
    logLevel: Type.Optional(
      Type.Union([Type.Literal('error'), Type.Literal('warn'), Type.Literal('info'), Type.Literal('debug')]),
    ),
    mavenRepository: Type.Optional(Type.String({ pattern: '^https?://' })),
  },
  { additionalProperties: false },
);

/** Everything that can be set, checked and complete; read once, at the start. Directories are absolute. */
export type Config = Readonly<Static<typeof schema>>;

export type Request = { kind: 'run'; config: Config } | { kind: 'help' } | { kind: 'version' };

/** A setting is wrong; the message says which and what is allowed. */
export class ConfigError extends Error {
  override readonly name = 'ConfigError';
}

/**
 * Reads the settings: flags win over the environment, the environment over the config file.
 * @throws ConfigError
 */
export function readConfig(
  args: readonly string[],
  environment: Readonly<Record<string, string | undefined>>,
): Request {
  const flags = parseFlags(args);
  if (flags['help'] === true) return { kind: 'help' };
  if (flags['version'] === true) return { kind: 'version' };
  const file = flags['config'] ?? (environment['POLYBROKER_CONFIG'] || undefined);
  const merged: Record<string, unknown> = {
    host: '127.0.0.1',
    port: 7410,
    dataDir: defaultDirectory(environment, 'data'),
    cacheDir: defaultDirectory(environment, 'cache'),
    instanceQuota: 100,
    requestsPerSecond: 1000,
    tencentRequestsPerSecond: 20,
    alibabaRequestsPerSecond: 20,
    alibabaStartsPerSecond: 2,
    prices: '',
    rocketmqReplicas: 3,
    bytesPerGb: 1024 ** 3,
    onExit: 'stop',
    publicAddresses: '127.1.0.1-127.1.0.64',
    kafkaVersions: '',
    storageClasses: '',
    encryptionKeys: '',
    ...(typeof file === 'string' ? readFile(file) : {}),
  };
  for (const option of options) {
    const given = flags[option.flag] ?? (environment[option.variable] || undefined);
    if (typeof given === 'string') merged[option.key] = isNumber(option.key) ? toNumber(given) : given;
  }
  return { kind: 'run', config: check(merged) };
}

function parseFlags(args: readonly string[]): Record<string, string | boolean | undefined> {
  try {
    return parseArgs({
      args: [...args],
      options: {
        help: { type: 'boolean' },
        version: { type: 'boolean' },
        config: { type: 'string' },
        ...Object.fromEntries(options.map((option) => [option.flag, { type: 'string' as const }])),
      },
    }).values;
  } catch (error) {
    throw new ConfigError(`${(error as Error).message.split('. ')[0]}. See --help.`, { cause: error });
  }
}

function readFile(file: string): Record<string, unknown> {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  } catch (error) {
    throw new ConfigError(`The config file ${file} cannot be read as JSON: ${(error as Error).message}`, {
      cause: error,
    });
  }
}

function isNumber(key: string): boolean {
  return Type.IsInteger((schema.properties as Readonly<Record<string, unknown>>)[key]);
}

/** Anything but a plain number stays text, for the schema to refuse. */
function toNumber(text: string): number | string {
  return /^\d{1,10}$/.test(text) ? Number(text) : text;
}

function check(merged: Record<string, unknown>): Config {
  const fault = Value.Errors(schema, merged)[0];
  if (fault !== undefined)
    throw new ConfigError(describe(fault.instancePath.slice(1), fault.message, merged));
  const config = merged as Config;
  if ((config.accessKey === undefined) !== (config.secretKey === undefined)) {
    throw new ConfigError(
      'POLYBROKER_ACCESS_KEY and POLYBROKER_SECRET_KEY go together: one is set, the other is not.',
    );
  }
  return Object.freeze({ ...config, dataDir: resolve(config.dataDir), cacheDir: resolve(config.cacheDir) });
}

const allowed: Readonly<Record<string, string>> = {
  port: 'a number from 0 to 65535',
  instanceQuota: 'a number from 0 to 1000000',
  requestsPerSecond: 'a number from 1 to 1000000',
  tencentRequestsPerSecond: 'a number from 1 to 1000000',
  alibabaRequestsPerSecond: 'a number from 1 to 1000000',
  alibabaStartsPerSecond: 'a number from 1 to 1000000',
  prices:
    'prices of a month such as instance=100,bandwidth=8.5,disk=0.4,partition=0.1,topic=0,public=20,currency=CNY',
  spendingLimit: 'a number from 0 to 1000000000',
  rocketmqReplicas: '1 or 3',
  bytesPerGb: 'a number from 1024 to 1073741824',
  onExit: 'stop or keep',
  publicAddresses: 'up to 2000 IPv4 addresses, such as 203.0.113.7,127.1.0.1-127.1.0.64,10.9.0.0/28',
  enterpriseProjects:
    'ids of 1 to 64 letters, digits, hyphens and underscores, each once, with or without =name',
  kafkaVersions: 'versions such as 2.7 or 3.3.1, each once, separated by commas',
  storageClasses: 'names with absolute directories, such as high=/mnt/hdd,ultra=/mnt/ssd',
  encryptionKeys: 'key ids with absolute directories, such as 5fa0c6d1=/mnt/encrypted',
  logLevel: 'error, warn, info or debug',
  accessKey: '2 to 128 letters and digits',
  secretKey: '2 to 128 characters',
  projectId: '1 to 64 letters, digits and hyphens',
  region: '1 to 64 lower-case letters, digits and hyphens',
  user: '1 to 64 letters, digits, dots, hyphens and underscores, a letter or digit first',
  password: '1 to 128 characters without line breaks and other control characters',
  domain: '1 to 64 letters, digits, dots, hyphens and underscores, a letter or digit first',
  mavenRepository: 'an address that begins with http:// or https://',
};

function describe(key: string, problem: string, merged: Record<string, unknown>): string {
  const option = options.find((known) => known.key === key);
  if (option === undefined) {
    const unknown = Object.keys(merged).filter((name) => !options.some((known) => known.key === name));
    return `Unknown setting in the config file: ${unknown.join(', ')}. Known: ${options.map((known) => known.key).join(', ')}.`;
  }
  const given = ['secretKey', 'password'].includes(key) ? 'what was given' : JSON.stringify(merged[key]);
  return `${option.variable} (--${option.flag}) cannot be ${given}; allowed: ${allowed[key] ?? problem}.`;
}
