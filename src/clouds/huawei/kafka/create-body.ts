import Type from 'typebox';
import { Compile } from 'typebox/compile';
import type { BodyRules } from '../json-body.ts';
import { checkBody } from '../json-body.ts';
import { tagLimit } from '../instances/tags.ts';
import { kafkaProducts } from './products.ts';

/**
 * The body of the create call: every parameter of Huawei's table and of the SDK's model, with its type and what can be
 * said of it alone. What depends on other parameters is in `create-rules/`. `description` says what is allowed, in the
 * words of a refusal.
 */
export const createBodySchema = Type.Object({
  name: Type.String({
    pattern: '^[A-Za-z][A-Za-z0-9_-]{3,63}$',
    description: '4 to 64 letters, digits, underscores and hyphens, a letter first',
  }),
  description: Type.Optional(
    Type.String({ maxLength: 1024, description: 'a text of at most 1024 characters' }),
  ),
  engine: Type.String({ description: 'kafka' }),
  engine_version: Type.String({ description: 'a version of the engine, such as 2.3.0' }),
  product_id: Type.String({ minLength: 1, description: productIds() }),
  specification: Type.Optional(
    Type.String({ description: 'the bandwidth of the product: 100MB, 300MB, 600MB or 1200MB' }),
  ),
  broker_num: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 50, description: 'a whole number of brokers that the product has' }),
  ),
  partition_num: Type.Optional(
    Type.Integer({ minimum: 1, description: 'the number of partitions that the product has' }),
  ),
  storage_space: Type.Integer({
    minimum: 100,
    maximum: 1_500_000,
    description: 'a whole number of GB that the product allows',
  }),
  storage_spec_code: Type.Enum(
    [
      'dms.physical.storage.high',
      'dms.physical.storage.ultra',
      'dms.physical.storage.high.v2',
      'dms.physical.storage.ultra.v2',
    ],
    { description: 'dms.physical.storage.high, dms.physical.storage.ultra, or one of these with .v2' },
  ),
  vpc_id: Type.String({ minLength: 1, description: 'the id of a VPC of the project' }),
  subnet_id: Type.String({ minLength: 1, description: 'the id of a subnet of the VPC' }),
  security_group_id: Type.String({
    minLength: 1,
    description: 'the id of a security group of the project',
  }),
  available_zones: Type.Array(Type.String(), {
    minItems: 1,
    maxItems: 16,
    description: 'an array of the ids of 1 or at least 3 zones, as GET /v2/available-zones lists them',
  }),
  ssl_enable: flag(),
  access_user: text('a user name'),
  password: text('a password'),
  kafka_security_protocol: text('SASL_SSL with ssl_enable, otherwise PLAINTEXT'),
  sasl_enabled_mechanisms: Type.Optional(
    Type.Array(Type.Enum(['PLAIN', 'SCRAM-SHA-512']), {
      minItems: 1,
      uniqueItems: true,
      description: 'an array of PLAIN, SCRAM-SHA-512 or both',
    }),
  ),
  port_protocol: Type.Optional(
    Type.Record(Type.String(), Type.Union([Type.Boolean(), Type.Null()]), {
      description: 'an object whose fields are true or false',
    }),
  ),
  vpc_client_plain: flag(),
  kafka_manager_user: text('a user name'),
  kafka_manager_password: text('a password'),
  maintain_begin: text('the begin of a maintenance window'),
  maintain_end: text('the end of a maintenance window'),
  enable_publicip: flag(),
  publicip_id: text('ids of EIPs, separated by commas'),
  public_bandwidth: Type.Optional(Type.Integer({ minimum: 0, description: 'a whole number of Mbit/s' })),
  // The spelling of Huawei's own example.
  public_boundwidth: Type.Optional(Type.Integer({ minimum: 0, description: 'a whole number of Mbit/s' })),
  retention_policy: Type.Optional(
    Type.Enum(['time_base', 'produce_reject'], { description: 'time_base or produce_reject' }),
  ),
  connector_enable: flag(),
  enable_auto_topic: flag(),
  enterprise_project_id: text('the id of an enterprise project; 0 is the default one'),
  tags: Type.Optional(
    Type.Array(Type.Object({ key: Type.String(), value: Type.Optional(Type.String()) }), {
      maxItems: tagLimit,
      description: `at most ${tagLimit} objects with the strings key and value`,
    }),
  ),
  bss_param: Type.Optional(
    Type.Object(
      { charging_mode: Type.Optional(Type.Union([Type.String(), Type.Null()])) },
      { description: 'an object whose charging_mode is absent or empty: pay-per-use' },
    ),
  ),
  arch_type: text('X86'),
  disk_encrypted_enable: flag(),
  disk_encrypted_key: text('a key id'),
  ipv6_enable: flag(),
  tenant_ips: Type.Optional(Type.Array(Type.String(), { description: 'an array of addresses' })),
});

export type CreateBody = Type.Static<typeof createBodySchema>;

const validator = Compile(createBodySchema);

export const createBodyRules: BodyRules = {
  allowed: Object.fromEntries(
    Object.entries(createBodySchema.properties).map(([name, property]) => [name, String(describe(property))]),
  ),
  codes: {
    name: 'DMS.00400010',
    description: 'DMS.00400011',
    engine: 'DMS.00400007',
    engine_version: 'DMS.00400008',
    product_id: 'DMS.00400009',
    specification: 'DMS.00400125',
    storage_space: 'DMS.00400500',
    vpc_id: 'DMS.00400013',
    subnet_id: 'DMS.00400016',
    security_group_id: 'DMS.00400014',
    available_zones: 'DMS.00400067',
  },
  secret: new Set(['password', 'kafka_manager_password']),
};

/** @throws HuaweiError for the first parameter that has the wrong type or range */
export function checkCreateBody(body: unknown): CreateBody {
  return checkBody(body, validator, createBodyRules);
}

function text(description: string) {
  return Type.Optional(Type.String({ description }));
}

function flag() {
  return Type.Optional(Type.Boolean({ description: 'true or false' }));
}

function productIds(): string {
  return kafkaProducts.map((product) => product.id).join(', ');
}

function describe(property: object): unknown {
  return 'description' in property ? property.description : undefined;
}
