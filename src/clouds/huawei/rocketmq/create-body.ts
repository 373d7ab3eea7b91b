import Type from 'typebox';
import { Compile } from 'typebox/compile';
import { checkBody } from '../json-body.ts';
import type { BodyRules } from '../json-body.ts';
import { createBodySchema as kafkaSchema } from '../kafka/create-body.ts';
import { rocketmqProducts } from './products.ts';

const shared = Type.Pick(kafkaSchema, [
  'name',
  'description',
  'vpc_id',
  'subnet_id',
  'security_group_id',
  'available_zones',
  'ssl_enable',
  'enable_publicip',
  'publicip_id',
  'enterprise_project_id',
  'arch_type',
  'disk_encrypted_enable',
  'disk_encrypted_key',
  'ipv6_enable',
]);

/**
 * The body of the create calls of v2 and v1.0: every parameter of both tables and of the SDK's model, with its type and what can be
 * said of it alone. What depends on other parameters is in `create-rules/`.
 */
export const createBodySchema = Type.Object({
  ...shared.properties,
  engine: Type.String({ description: 'reliability' }),
  engine_version: Type.String({ description: 'a version of the engine: 4.8.0 or 5.x' }),
  product_id: Type.String({
    minLength: 1,
    description: rocketmqProducts.map(({ id }) => id).join(', '),
  }),
  broker_num: Type.Optional(
    Type.Integer({ minimum: 1, maximum: 10, description: 'a whole number of brokers that the product has' }),
  ),
  storage_space: Type.Integer({
    minimum: 100,
    maximum: 600_000,
    description: 'a whole number of GB that the product allows',
  }),
  storage_spec_code: Type.Enum(
    [
      'dms.physical.storage.high.v2',
      'dms.physical.storage.ultra.v2',
      'dms.physical.storage.general',
      'dms.physical.storage.extreme',
    ],
    {
      description:
        'dms.physical.storage.high.v2, dms.physical.storage.ultra.v2, dms.physical.storage.general or dms.physical.storage.extreme',
    },
  ),
  enable_acl: flag(),
  proxy_enable: flag(),
  // Terraform sends an empty one where none is said.
  tls_mode: Type.Optional(
    Type.Enum(['', 'SSL', 'PLAINTEXT', 'PERMISSIVE'], { description: 'SSL, PLAINTEXT or PERMISSIVE' }),
  ),
  ipv6_namesrv_address: Type.Optional(
    Type.Enum([''], { description: 'empty, the service chooses the addresses' }),
  ),
  ipv6_broker_address: Type.Optional(
    Type.Enum([''], { description: 'empty, the service chooses the addresses' }),
  ),
  bss_param: Type.Optional(
    Type.Object(
      {
        charging_mode: orNull(Type.String()),
        is_auto_renew: orNull(Type.Boolean()),
        is_auto_pay: orNull(Type.Boolean()),
        period_type: orNull(Type.String()),
        period_num: orNull(Type.Integer()),
      },
      {
        description:
          'an object with the strings charging_mode and period_type, the whole number period_num, and is_auto_renew and is_auto_pay, which are true or false',
      },
    ),
  ),
});

export type CreateBody = Type.Static<typeof createBodySchema>;

const validator = Compile(createBodySchema);

export const createBodyRules: BodyRules = {
  allowed: Object.fromEntries(
    Object.entries(createBodySchema.properties).map(([name, property]) => [
      name,
      'description' in property ? String(property.description) : 'another value',
    ]),
  ),
  codes: {
    name: 'DMS.00400010',
    description: 'DMS.00400011',
    engine: 'DMS.00400007',
    engine_version: 'DMS.00400008',
    product_id: 'DMS.00400009',
    storage_space: 'DMS.00400500',
    vpc_id: 'DMS.00400013',
    subnet_id: 'DMS.00400016',
    security_group_id: 'DMS.00400014',
    available_zones: 'DMS.00400067',
  },
  secret: new Set(),
};

/** @throws HuaweiError for the first parameter that has the wrong type or range */
export function checkCreateBody(body: unknown): CreateBody {
  return checkBody(body, validator, createBodyRules);
}

function flag() {
  return Type.Optional(Type.Boolean({ description: 'true or false' }));
}

function orNull<Schema extends Type.TSchema>(schema: Schema) {
  return Type.Optional(Type.Union([schema, Type.Null()]));
}
