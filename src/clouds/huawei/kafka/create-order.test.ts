import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  createServices,
  exampleBody,
  flavoredBody,
  zoneIds,
} from '../../../../test/support/huawei-create-body.ts';
import { createOrder } from './create-order.ts';

const [zoneA, zoneB, zoneC] = zoneIds;

type Changes = Readonly<Record<string, unknown>>;

/** The body goes through JSON, as it does over the wire: what is undefined is then not there. */
function order(changes: Changes = {}, base: object = exampleBody, pathEngine?: string) {
  return createOrder(JSON.parse(JSON.stringify({ ...base, ...changes })), pathEngine, createServices);
}

test('the example becomes an order in domain words', () => {
  assert.deepEqual(order(), {
    engine: 'kafka',
    name: 'kafka-test',
    nameIsUnique: true,
    description: '',
    version: '2.3.0',
    offering: {
      cloud: 'huawei',
      productId: '00300-30310-0--0',
      specification: '300MB',
      storageCode: 'dms.physical.storage.ultra',
    },
    spec: {
      brokerCount: 3,
      bandwidthMibps: 300,
      burstBandwidthMibps: null,
      partitionLimit: 900,
      topicLimit: null,
      storageGib: 300,
      storageClass: 'ultra',
      encryptionKeyId: null,
      ipv6: false,
      atCapacity: 'delete-oldest',
      zones: ['a'],
      network: {
        vpcId: exampleBody.vpc_id,
        subnetId: exampleBody.subnet_id,
        securityGroupId: exampleBody.security_group_id,
      },
      access: { plaintext: false, login: { tls: true, mechanisms: ['PLAIN'], userName: 'root' } },
      autoCreateTopics: true,
      maintenanceWindow: { begin: '22:00', end: '02:00' },
      publicAccess: null,
      kafkaManagerUser: 'root',
      enterpriseProjectId: '0',
      tags: exampleBody.tags,
    },
    userPassword: 'Password-1',
    kafkaManagerPassword: 'Manager-1',
  });
});

test('a flavor makes brokers of its size', () => {
  const { offering, spec } = order({ broker_num: 5, storage_space: 1000 }, flavoredBody);
  assert.equal(offering.cloud === 'huawei' && offering.specification, 'kafka.2u4g.cluster * 5 broker');
  assert.equal(spec.brokerCount, 5);
  assert.equal(spec.bandwidthMibps, 500);
  assert.equal(spec.partitionLimit, 1250);
  assert.equal(spec.storageGib, 1000);
  assert.deepEqual(spec.access, { plaintext: true, login: null });
  assert.deepEqual(spec.zones, ['a', 'b', 'c']);
  assert.deepEqual(spec.maintenanceWindow, { begin: '02:00', end: '06:00' });
});

/** parameter, accepted changes */
const accepted: readonly (readonly [string, Changes])[] = [
  ['name of 4 and of 64 characters', { name: 'a-_9' }],
  ['name of 4 and of 64 characters', { name: 'a'.repeat(64) }],
  ['description of 1024 characters', { description: 'é"\\'.repeat(341) + 'x' }],
  [
    'null where a parameter is optional',
    { description: null, tags: null, bss_param: null, maintain_begin: null, maintain_end: null },
  ],
  ['unknown parameters', { something_new: [1] }],
  ['100MB', { specification: '100MB', product_id: '00300-30308-0--0', partition_num: 300 }],
  ['600MB', { specification: '600MB', product_id: '00300-30312-0--0', partition_num: 1800 }],
  ['1200MB', { specification: '1200MB', product_id: '00300-30314-0--0', partition_num: 1800 }],
  ['partition_num left out', { partition_num: undefined }],
  ['the most storage', { storage_space: 90_000 }],
  [
    'ssl_enable left out, with a user that is then invalid',
    { ssl_enable: undefined, access_user: 'x', password: 'y' },
  ],
  [
    'both mechanisms',
    { sasl_enabled_mechanisms: ['PLAIN', 'SCRAM-SHA-512'], kafka_security_protocol: 'SASL_SSL' },
  ],
  [
    'port_protocol that agrees',
    {
      port_protocol: {
        private_sasl_ssl_enable: true,
        private_plain_enable: false,
        public_plain_enable: null,
      },
    },
  ],
  ['no login of Kafka Manager', { kafka_manager_user: undefined, kafka_manager_password: undefined }],
  ['times with seconds', { maintain_begin: '18:00:00', maintain_end: '22:00:00' }],
  ['empty times', { maintain_begin: '', maintain_end: '' }],
  ['produce_reject', { retention_policy: 'produce_reject' }],
  ['storage .v2', { storage_spec_code: 'dms.physical.storage.high.v2' }],
  ['three zones', { available_zones: [zoneC, zoneA, zoneB] }],
  ['no tags', { tags: [] }],
  [
    'tags at their limits',
    { tags: [{ key: 'ü'.repeat(36), value: '😀'.repeat(43) }, { key: 'k', value: '' }, { key: 'only key' }] },
  ],
  ['pay-per-use', { bss_param: {} }],
  ['pay-per-use', { bss_param: { charging_mode: null } }],
  ['pay-per-use', { bss_param: { charging_mode: 'postPaid' } }],
];

for (const [what, changes] of accepted) {
  test(`accepted: ${what}`, () => assert.doesNotThrow(() => order(changes)));
}

test('public access is an EIP per broker and the bandwidth that they share', () => {
  const ids = [1, 2, 3].map((number) => `6db1129f-16af-455d-8d54-00000000000${number}`);
  const asked = {
    enable_publicip: true,
    publicip_id: ids.join(',').toUpperCase(),
    public_boundwidth: undefined,
  };
  const rows: readonly (readonly [changes: object, bandwidthMbitps: number])[] = [
    [{ public_boundwidth: 3 }, 3],
    [{ public_bandwidth: 900 }, 900],
    [{ public_bandwidth: 6, public_boundwidth: 6 }, 6],
    [{}, 3],
  ];
  for (const [changes, bandwidthMbitps] of rows) {
    const { publicAccess } = order({ ...asked, ...changes }).spec;
    assert.deepEqual(publicAccess, { bandwidthMbitps, publicAddressIds: ids }, JSON.stringify(changes));
  }
  assert.equal(order({ ...asked, enable_publicip: false, publicip_id: 'ignored' }).spec.publicAccess, null);
});

test('an enterprise project is taken as it is; whether it exists is known to the domain', () => {
  assert.equal(order({ enterprise_project_id: 'ep-1' }).spec.enterpriseProjectId, 'ep-1');
  assert.equal(order({ enterprise_project_id: '' }).spec.enterpriseProjectId, '0');
});
