import assert from 'node:assert/strict';
import { test } from 'node:test';
import {
  createServices,
  exampleBody,
  flavoredBody,
  zoneIds,
} from '../../../../test/support/huawei-create-body.ts';
import { HuaweiError } from '../errors.ts';
import { createOrder } from './create-order.ts';

const [zoneA, zoneB] = zoneIds;

type Changes = Readonly<Record<string, unknown>>;

/** The body goes through JSON, as it does over the wire: what is undefined is then not there. */
function order(changes: Changes = {}, base: object = exampleBody, pathEngine?: string) {
  return createOrder(JSON.parse(JSON.stringify({ ...base, ...changes })), pathEngine, createServices);
}

const long = 'x'.repeat(1025);

/** parameter, changes to the example, code, what the message says is allowed */
const eip = (number: number) => `6db1129f-16af-455d-8d54-00000000000${number}`;
/** What is valid with the example's three brokers. */
const eips = {
  enable_publicip: true,
  publicip_id: [1, 2, 3].map(eip).join(','),
  public_boundwidth: undefined,
};

const refused: readonly (readonly [string, Changes, string, RegExp])[] = [
  ['name', { name: undefined }, 'DMS.00400010', /name is required.*4 to 64/],
  ['name', { name: 'abc' }, 'DMS.00400010', /name was "abc".*4 to 64/],
  ['name', { name: 'a'.repeat(65) }, 'DMS.00400010', /4 to 64/],
  ['name', { name: '1abc' }, 'DMS.00400010', /a letter first/],
  ['name', { name: 'käfka' }, 'DMS.00400010', /letters, digits/],
  ['name', { name: 'abcd\n' }, 'DMS.00400010', /letters, digits/],
  ['name', { name: 5 }, 'DMS.00400085', /error key is name/],
  ['description', { description: long }, 'DMS.00400011', /1024/],
  ['engine', { engine: undefined }, 'DMS.00400007', /engine is required.*kafka/],
  ['engine', { engine: 'rabbitmq' }, 'DMS.00400007', /engine was "rabbitmq"; allowed: kafka/],
  ['engine_version', { engine_version: '9.9' }, 'DMS.00400008', /engine_version was "9.9"; allowed: 2\.3\.0/],
  ['engine_version', { engine_version: null }, 'DMS.00400008', /engine_version is required/],
  [
    'product_id',
    { product_id: 'x' },
    'DMS.00400009',
    /product_id was "x".*00300-30310-0--0.*c6\.2u4g\.cluster/,
  ],
  ['product_id', { product_id: '' }, 'DMS.00400009', /product_id/],
  ['specification', { specification: '200MB' }, 'DMS.00400125', /specification was "200MB"; allowed: 300MB/],
  ['specification', { specification: '100MB' }, 'DMS.00400125', /300MB with product 00300-30310-0--0/],
  ['specification', { specification: undefined }, 'DMS.00400125', /specification was null/],
  ['broker_num', { broker_num: 4 }, 'DMS.00400062', /broker_num was 4; allowed: 3 with/],
  ['broker_num', { broker_num: 0 }, 'DMS.00400062', /broker_num was 0/],
  ['broker_num', { broker_num: 3.5 }, 'DMS.00400085', /broker_num/],
  ['partition_num', { partition_num: 300 }, 'DMS.00400062', /partition_num was 300; allowed: 900/],
  [
    'storage_space',
    { storage_space: 299 },
    'DMS.00400500',
    /storage_space was 299; allowed: 300 to 90000 GB/,
  ],
  ['storage_space', { storage_space: 90_001 }, 'DMS.00400500', /300 to 90000/],
  ['storage_space', { storage_space: '300' }, 'DMS.00400085', /storage_space.*whole number/],
  ['storage_space', { storage_space: undefined }, 'DMS.00400500', /storage_space is required/],
  [
    'storage_spec_code',
    { storage_spec_code: 'ssd' },
    'DMS.00400062',
    /storage_spec_code was "ssd".*dms\.physical\.storage\.high/,
  ],
  ['vpc_id', { vpc_id: undefined }, 'DMS.00400013', /vpc_id is required/],
  ['vpc_id', { vpc_id: '' }, 'DMS.00400013', /vpc_id was ""/],
  ['subnet_id', { subnet_id: undefined }, 'DMS.00400016', /subnet_id is required/],
  ['security_group_id', { security_group_id: undefined }, 'DMS.00400014', /security_group_id is required/],
  ['available_zones', { available_zones: null }, 'DMS.00400067', /available_zones is required/],
  ['available_zones', { available_zones: [] }, 'DMS.00400067', /1 or at least 3/],
  ['available_zones', { available_zones: [zoneA, zoneB] }, 'DMS.00400067', /1 or at least 3/],
  ['available_zones', { available_zones: [zoneA, zoneA, zoneB] }, 'DMS.00400067', /different zones/],
  [
    'available_zones',
    { available_zones: ['cn-north-4a'] },
    'DMS.00400042',
    /available_zones was "cn-north-4a"; allowed: [0-9a-f]{32}, /,
  ],
  ['available_zones', { available_zones: zoneA }, 'DMS.00400085', /available_zones.*array/],
  ['available_zones', { available_zones: [null] }, 'DMS.00400085', /available_zones\[0\]/],
  ['ssl_enable', { ssl_enable: 'true' }, 'DMS.00400085', /ssl_enable.*true or false/],
  ['access_user', { access_user: undefined }, 'DMS.00400015', /access_user was null.*4 to 64/],
  ['access_user', { access_user: 'abc' }, 'DMS.00400015', /access_user was "abc"/],
  ['access_user', { access_user: 'a b c' }, 'DMS.00400015', /letters, digits/],
  ['password', { password: undefined }, 'DMS.00400012', /password was null.*8 to 32/],
  ['password', { password: 'Short-1' }, 'DMS.00400012', /8 to 32/],
  ['password', { password: `Long-${'1'.repeat(28)}` }, 'DMS.00400012', /8 to 32/],
  ['password', { password: 'onlyletters' }, 'DMS.00400012', /at least two kinds/],
  ['password', { password: 'with blank 1' }, 'DMS.00400012', /without blanks/],
  ['password', { access_user: 'user-0001', password: 'user-0001' }, 'DMS.00400012', /not the user name/],
  ['password', { access_user: 'user-0001', password: '1000-resu' }, 'DMS.00400012', /backwards/],
  [
    'kafka_security_protocol',
    { kafka_security_protocol: 'PLAINTEXT' },
    'DMS.00400062',
    /was "PLAINTEXT"; allowed: SASL_SSL/,
  ],
  ['kafka_security_protocol', { kafka_security_protocol: 'SASL_PLAINTEXT' }, 'DMS.00400062', /SASL_SSL/],
  [
    'kafka_security_protocol',
    { ssl_enable: false, kafka_security_protocol: 'SASL_SSL' },
    'DMS.00400062',
    /PLAINTEXT with ssl_enable false/,
  ],
  [
    'sasl_enabled_mechanisms',
    { sasl_enabled_mechanisms: ['GSSAPI'] },
    'DMS.00400062',
    /PLAIN, SCRAM-SHA-512/,
  ],
  ['sasl_enabled_mechanisms', { sasl_enabled_mechanisms: [] }, 'DMS.00400062', /PLAIN/],
  [
    'port_protocol',
    { port_protocol: { private_plain_enable: true } },
    'DMS.00400062',
    /port_protocol\.private_plain_enable was true; allowed: false/,
  ],
  ['vpc_client_plain', { vpc_client_plain: true }, 'DMS.00400062', /vpc_client_plain/],
  ['kafka_manager_user', { kafka_manager_user: undefined }, 'DMS.00400015', /kafka_manager_user was null/],
  ['kafka_manager_user', { kafka_manager_user: 'a' }, 'DMS.00400015', /kafka_manager_user was "a"/],
  [
    'kafka_manager_password',
    { kafka_manager_password: undefined },
    'DMS.00400012',
    /kafka_manager_password was null/,
  ],
  [
    'kafka_manager_password',
    { kafka_manager_password: 'weakweak' },
    'DMS.00400012',
    /kafka_manager_password/,
  ],
  ['maintain_begin', { maintain_begin: undefined }, 'DMS.00400106', /together/],
  ['maintain_end', { maintain_end: '' }, 'DMS.00400106', /together/],
  [
    'maintain_begin',
    { maintain_begin: '23:00', maintain_end: '03:00' },
    'DMS.00400106',
    /was "23:00-03:00"; allowed: 22:00-02:00, 02:00-06:00/,
  ],
  [
    'maintain_begin',
    { maintain_begin: '22:00', maintain_end: '06:00' },
    'DMS.00400106',
    /allowed: 22:00-02:00/,
  ],
  ['maintain_begin', { maintain_begin: '2:00', maintain_end: '06:00' }, 'DMS.00400106', /allowed/],
  [
    'publicip_id',
    { ...eips, publicip_id: undefined },
    'DMS.00400128',
    /publicip_id was null; allowed: the ids of 3/,
  ],
  [
    'publicip_id',
    { ...eips, publicip_id: '' },
    'DMS.00400128',
    /the ids of 3 different EIPs, one for each broker/,
  ],
  ['publicip_id', { ...eips, publicip_id: `${eip(1)},${eip(2)}` }, 'DMS.00400128', /3 different/],
  ['publicip_id', { ...eips, publicip_id: [1, 2, 3, 4].map(eip).join(',') }, 'DMS.00400128', /3 different/],
  ['publicip_id', { ...eips, publicip_id: [1, 2, 2].map(eip).join(',') }, 'DMS.00400128', /3 different/],
  ['publicip_id', { ...eips, publicip_id: `${eip(1)},${eip(2)},three` }, 'DMS.00400128', /3 different/],
  ['publicip_id', { ...eips, publicip_id: 7 }, 'DMS.00400085', /publicip_id/],
  [
    'public_bandwidth',
    { ...eips, public_bandwidth: 0 },
    'DMS.00400128',
    /a multiple of 3 .* from 3 to 900 Mbit/,
  ],
  ['public_bandwidth', { ...eips, public_bandwidth: 4 }, 'DMS.00400128', /was 4/],
  ['public_bandwidth', { ...eips, public_bandwidth: 903 }, 'DMS.00400128', /was 903/],
  [
    'public_boundwidth',
    { ...eips, public_bandwidth: 6, public_boundwidth: 3 },
    'DMS.00400128',
    /give one of them/,
  ],
  ['public_bandwidth', { public_bandwidth: -1 }, 'DMS.00400062', /public_bandwidth was -1/],
  ['retention_policy', { retention_policy: 'forever' }, 'DMS.00400062', /time_base or produce_reject/],
  [
    'connector_enable',
    { connector_enable: true },
    'DMS.00400062',
    /connector_enable was true; allowed: false/,
  ],
  ['enable_auto_topic', { enable_auto_topic: 1 }, 'DMS.00400085', /enable_auto_topic/],
  [
    'tags',
    { tags: Array.from({ length: 21 }, (_, index) => ({ key: `k${index}` })) },
    'DMS.00400062',
    /at most 20/,
  ],
  ['tags', { tags: [{ value: 'v' }] }, 'DMS.00400062', /key and value/],
  ['tags', { tags: [{ key: 1 }] }, 'DMS.00400085', /tags\[0\]\.key/],
  ['tags.key', { tags: [{ key: '' }] }, 'DMS.10240035', /1 to 36/],
  ['tags.key', { tags: [{ key: 'k'.repeat(37) }] }, 'DMS.10240035', /1 to 36/],
  ['tags.key', { tags: [{ key: 'a=b' }] }, 'DMS.10240036', /= \* < > , \| \//],
  ['tags.key', { tags: [{ key: 'a\u001f' }] }, 'DMS.10240036', /control characters/],
  ['tags.key', { tags: [{ key: 'a' }, { key: 'a' }] }, 'DMS.10240045', /each key once/],
  ['tags.value', { tags: [{ key: 'a', value: 'v'.repeat(44) }] }, 'DMS.10240038', /43/],
  ['tags.value', { tags: [{ key: 'a', value: 'a|b' }] }, 'DMS.10240039', /control characters/],
  ['bss_param', { bss_param: { charging_mode: 'prePaid' } }, 'DMS.00400062', /charging_mode was "prePaid"/],
  ['bss_param', { bss_param: 'x' }, 'DMS.00400085', /bss_param/],
  ['arch_type', { arch_type: 'ARM' }, 'DMS.00400062', /arch_type was "ARM"; allowed: X86/],
  ['disk_encrypted_enable', { disk_encrypted_enable: true }, 'DMS.00400135', /disk_encrypted_key/],
  ['disk_encrypted_key', { disk_encrypted_key: 'k' }, 'DMS.00400135', /disk_encrypted_key/],
  ['tenant_ips', { tenant_ips: ['192.168.0.9'] }, 'DMS.00400062', /tenant_ips/],
];

function refusalOf(run: () => unknown): HuaweiError {
  try {
    run();
  } catch (error) {
    assert.ok(error instanceof HuaweiError, String(error));
    return error;
  }
  return assert.fail('It was accepted');
}

for (const [parameter, changes, code, message] of refused) {
  test(`refused: ${parameter} ${JSON.stringify(changes).slice(0, 80)}`, () => {
    const refusal = refusalOf(() => order(changes));
    assert.equal(refusal.code, code, refusal.message);
    assert.match(refusal.message, message);
    assert.ok(refusal.message.includes(parameter), refusal.message);
  });
}

const refusedFlavors: readonly (readonly [Changes, string, RegExp])[] = [
  [
    { broker_num: undefined },
    'DMS.00400062',
    /broker_num was null; allowed: 3 to 30 with product c6\.2u4g\.cluster/,
  ],
  [{ broker_num: 2 }, 'DMS.00400062', /3 to 30/],
  [{ broker_num: 31 }, 'DMS.00400062', /3 to 30/],
  [{ product_id: 'c6.2u4g.single', broker_num: 3 }, 'DMS.00400062', /broker_num was 3; allowed: 1 with/],
  [{ storage_space: 100 }, 'DMS.00400500', /300 to 300000/],
  [{ specification: '300MB' }, 'DMS.00400125', /kafka\.2u4g\.cluster \* 3 broker/],
  [{ partition_num: 900 }, 'DMS.00400062', /partition_num was 900; allowed: 750/],
];

for (const [changes, code, message] of refusedFlavors) {
  test(`refused with a flavor: ${JSON.stringify(changes)}`, () => {
    const refusal = refusalOf(() => order(changes, flavoredBody));
    assert.equal(refusal.code, code);
    assert.match(refusal.message, message);
  });
}

test('a body that is not an object is refused', () => {
  for (const body of [[], 'x', 5, true, null]) {
    assert.equal(refusalOf(() => createOrder(body, undefined, createServices)).code, 'DMS.00400005');
  }
});

test('another engine in the path is named as unsupported, whatever the body says', () => {
  for (const engine of ['rocketmq', 'reliability']) {
    const refusal = refusalOf(() => order({}, exampleBody, engine));
    assert.equal(refusal.code, 'DMS.00400007');
    assert.match(refusal.headers['x-polybroker-unsupported'] ?? '', new RegExp(engine));
  }
  assert.doesNotThrow(() => order({}, exampleBody, 'kafka'));
});

test('no refusal repeats a password', () => {
  for (const parameter of ['password', 'kafka_manager_password']) {
    for (const secret of ['sekret', 123_456_789, ['sekret'], 'sekret sekret sekret']) {
      const refusal = refusalOf(() => order({ [parameter]: secret }));
      assert.doesNotMatch(refusal.message, /sekret|123456789/);
    }
  }
});
