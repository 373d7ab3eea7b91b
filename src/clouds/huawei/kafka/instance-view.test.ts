import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { home } from '../../../../test/support/huawei-cloud.ts';
import { createTestCloud } from '../../../../test/support/huawei-test-cloud.ts';
import { alice, now } from '../../../../test/support/owners.ts';
import type { Endpoint } from '../../../domain/instance/instance.ts';
import { settlePublicAddresses } from '../../../domain/network/public-address-pool.ts';

/** The fields of the official SDK's ShowInstanceResponse by type; clients in typed languages fail on another type. */
const fields = {
  string: `access_user ces_version connect_address connector_id created_at cross_vpc_info description
    disk_encrypted_key engine engine_version enterprise_project_id instance_id
    kafka_private_connect_address kafka_private_connect_domain_name kafka_public_status
    kafka_security_protocol maintain_begin maintain_end management_connect_address name order_id
    partition_num pod_connect_address product_id public_access_enabled public_connect_address
    public_connect_domain_name public_cross_vpc_info public_management_connect_address
    resource_spec_code rest_connect_address retention_policy security_group_id security_group_name
    service_type specification status storage_resource_id storage_spec_code storage_type subnet_cidr
    subnet_id subnet_name support_features type user_id user_name vpc_id vpc_name`,
  boolean: `agent_enable broker_ssl_enable cert_replaced connector_enable disk_encrypted dns_enable
    dr_enable enable_acl enable_auto_topic enable_log_collection enable_publicip ipv6_enable
    is_logical_volume message_query_inst_enable new_auth_cert new_spec_billing_enable rest_enable
    ssl_enable ssl_two_way_enable trace_enable vpc_client_plain`,
  strings: `available_zone_names available_zones ipv6_connect_addresses sasl_enabled_mechanisms`,
  number: `broker_num charging_mode connector_node_num extend_times node_num port public_bandwidth
    public_boundwidth storage_space total_storage_space used_storage_space`,
  object: `port_protocols`,
  tags: `tags`,
};

const isOfType: Readonly<Record<string, (value: unknown) => boolean>> = {
  string: (value) => typeof value === 'string',
  boolean: (value) => typeof value === 'boolean',
  number: (value) => Number.isInteger(value),
  strings: (value) => Array.isArray(value) && value.every((one) => typeof one === 'string'),
  object: (value) => typeof value === 'object' && !Array.isArray(value),
  tags: (value) =>
    Array.isArray(value) &&
    value.every((tag) => typeof tag.key === 'string' && typeof tag.value === 'string'),
};

const endpoints: readonly Endpoint[] = [1, 2, 3].flatMap((broker) =>
  (['internal', 'client-sasl-tls', 'client-plaintext'] as const).map((listener, index) => ({
    member: `broker-${broker}`,
    listener,
    address: `127.0.0.1${broker}`,
    port: [9091, 9093, 9092][index] ?? 0,
  })),
);

test('every field of the SDK’s model is there with its type, in show and in list, before and after there are addresses', async (t) => {
  const { send, create, bringUp } = await createTestCloud(t);
  const id = await create();
  for (const isReady of [false, true]) {
    if (isReady) await bringUp(id, endpoints);
    const shown = (await send('GET', `${home}/instances/${id}`)).json;
    const { instances } = (await send('GET', `${home}/instances`)).json;
    assert.deepEqual(instances, [shown]);
    for (const [type, names] of Object.entries(fields)) {
      for (const name of names.split(/\s+/)) {
        assert.ok(isOfType[type]?.(shown[name]), `${name} is ${JSON.stringify(shown[name])}, not a ${type}`);
      }
    }
    assert.equal(Object.keys(shown.port_protocols).length, 18);
  }
});

test('the instance of the example', async (t) => {
  const { body, send, create, bringUp } = await createTestCloud(t);
  const id = await create();
  const early = (await send('GET', `${home}/instances/${id}`)).json;
  assert.deepEqual(
    [early.status, early.connect_address, early.cross_vpc_info, early.port],
    ['CREATING', '', '', 9093],
  );
  assert.equal('status_reason' in early, false);
  await bringUp(id, endpoints);
  const shown = (await send('GET', `${home}/instances/${id}`)).json;
  const expected = {
    instance_id: id,
    engine: 'kafka',
    engine_version: '2.3.0',
    type: 'cluster',
    status: 'RUNNING',
    created_at: String(now),
    user_id: alice.caller.userId,
    partition_num: '900',
    charging_mode: 1,
    broker_num: 3,
    storage_space: 300,
    total_storage_space: 300,
    specification: '300MB',
    vpc_id: body['vpc_id'],
    vpc_name: 'vpc-default',
    subnet_name: 'subnet-default-a',
    subnet_cidr: '192.168.0.0/24',
    security_group_name: 'default',
    available_zones: body['available_zones'],
    available_zone_names: ['AZ1'],
    maintain_begin: '22:00:00',
    maintain_end: '02:00:00',
    connect_address: '127.0.0.11,127.0.0.12,127.0.0.13',
    port: 9093,
    kafka_private_connect_address: '127.0.0.11:9093,127.0.0.12:9093,127.0.0.13:9093',
    ssl_enable: true,
    kafka_security_protocol: 'SASL_SSL',
    sasl_enabled_mechanisms: ['PLAIN'],
    access_user: 'root',
    tags: body['tags'],
  };
  for (const [field, value] of Object.entries(expected)) assert.deepEqual(shown[field], value, field);
  assert.equal(shown.port_protocols.private_sasl_ssl_enable, true);
  assert.equal(shown.port_protocols.private_sasl_ssl_address, expected.kafka_private_connect_address);
  assert.equal(shown.port_protocols.private_plain_enable, false);
  const crossVpc = JSON.parse(shown.cross_vpc_info);
  assert.deepEqual(Object.keys(crossVpc), ['127.0.0.11', '127.0.0.12', '127.0.0.13']);
  assert.equal(crossVpc['127.0.0.11'].advertised_ip, '127.0.0.11');
  assert.equal(crossVpc['127.0.0.11'].port, 9093);
  assert.match(crossVpc['127.0.0.11'].port_id, /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  assert.doesNotMatch(JSON.stringify(shown), /Password-1|Manager-1/);
});

test('an instance in plaintext shows its plaintext listener only', async (t) => {
  const { send, create, bringUp } = await createTestCloud(t);
  const id = await create({ ssl_enable: false });
  await bringUp(id, endpoints);
  const shown = (await send('GET', `${home}/instances/${id}`)).json;
  assert.equal(shown.port, 9092);
  assert.equal(shown.kafka_private_connect_address, '127.0.0.11:9092,127.0.0.12:9092,127.0.0.13:9092');
  assert.deepEqual(
    [shown.ssl_enable, shown.kafka_security_protocol, shown.sasl_enabled_mechanisms, shown.access_user],
    [false, 'PLAINTEXT', [], ''],
  );
  assert.equal(shown.port_protocols.private_plain_enable, true);
});

test('public access shows where clients reach the brokers from outside, once they do', async (t) => {
  const { store, send, create, bringUp } = await createTestCloud(t);
  await settlePublicAddresses(
    store,
    ['127.1.0.1', '127.1.0.2', '127.1.0.3'],
    alice.caller.projectId,
    randomUUID,
    now,
  );
  const { json } = await send('GET', `/v1/${alice.caller.projectId}/publicips?limit=3`);
  const ids: readonly string[] = json.publicips.map(({ id }: { id: string }) => id);
  const open: readonly string[] = json.publicips.map(
    (eip: { public_ip_address: string }) => eip.public_ip_address,
  );
  const id = await create({ enable_publicip: true, publicip_id: ids.join(','), public_boundwidth: 30 });
  const shownWith = async (present: readonly Endpoint[]) => {
    await bringUp(id, present);
    const shown = (await send('GET', `${home}/instances/${id}`)).json;
    assert.deepEqual(
      [shown.enable_publicip, shown.public_bandwidth, shown.publicip_id, shown.publicip_address],
      [true, 30, ids.join(','), open.join(',')],
    );
    assert.equal(shown.connect_address, '127.0.0.11,127.0.0.12,127.0.0.13');
    const { public_sasl_ssl_enable: enabled, public_sasl_ssl_address: at } = shown.port_protocols;
    assert.deepEqual([enabled, at], [shown.public_connect_address !== '', shown.public_connect_address]);
    return [shown.public_connect_address, shown.kafka_public_status];
  };
  assert.deepEqual(await shownWith(endpoints), ['', 'closed']);
  const publicEndpoints = open.map((address, index): Endpoint => ({
    member: `broker-${index + 1}`,
    listener: 'public-sasl-tls',
    address,
    port: 9095,
  }));
  assert.deepEqual(await shownWith([...endpoints, ...publicEndpoints]), [
    open.map((address) => `${address}:9095`).join(','),
    'actived',
  ]);
});

test('an instance stays visible when its network is gone', async (t) => {
  const { store, send, create } = await createTestCloud(t);
  const id = await create();
  for (const subnet of await store.networks.listSubnets('alice-project')) {
    await store.networks.deleteSubnet(subnet.id);
  }
  for (const vpc of await store.networks.listVpcs('alice-project')) await store.networks.deleteVpc(vpc.id);
  const shown = (await send('GET', `${home}/instances/${id}`)).json;
  assert.deepEqual([shown.vpc_name, shown.subnet_cidr], ['', '']);
});
