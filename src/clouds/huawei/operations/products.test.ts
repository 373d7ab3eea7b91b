import assert from 'node:assert/strict';
import { test } from 'node:test';
import { home } from '../../../../test/support/huawei-cloud.ts';
import { zoneIds } from '../../../../test/support/huawei-create-body.ts';
import { createTestCloud } from '../../../../test/support/huawei-test-cloud.ts';

test('flavors: every number in properties is a string, and each can be ordered', async (t) => {
  const { send, body } = await createTestCloud(t);
  const { status, json } = await send('GET', '/v2/kafka/products');
  assert.equal(status, 200);
  assert.equal(json.engine, 'kafka');
  assert.deepEqual(json.versions, ['2.3.0']);
  assert.equal(json.products.length, 8);
  for (const product of json.products) {
    for (const value of Object.values(product.properties)) assert.equal(typeof value, 'string');
    const brokers = Number(product.properties.min_broker);
    const order = {
      ...body,
      name: product.product_id.replaceAll('.', '-'),
      product_id: product.product_id,
      specification: undefined,
      partition_num: undefined,
      broker_num: brokers,
      storage_space: Number(product.properties.min_storage_per_node) * brokers,
      storage_spec_code: product.ios[0].io_spec,
    };
    const reply = await send('POST', `${home}/kafka/instances`, order);
    assert.equal(reply.status, 200, JSON.stringify(reply.json));
  }
  assert.deepEqual(json.products[3], {
    type: 'cluster',
    product_id: 'c6.2u4g.cluster',
    ecs_flavor_id: 'c6.large.2',
    billing_code: 'dms.platinum.c6',
    arch_types: ['X86'],
    charging_mode: ['hourly'],
    ios: ['dms.physical.storage.high.v2', 'dms.physical.storage.ultra.v2'].map((spec) => ({
      io_spec: spec,
      type: 'evs',
      available_zones: ['cn-north-4a', 'cn-north-4b', 'cn-north-4c'],
      unavailable_zones: [],
    })),
    support_features: [],
    properties: {
      max_broker: '30',
      min_broker: '3',
      max_partition_per_broker: '250',
      max_bandwidth_per_broker: '100',
      max_tps_per_broker: '30000',
      max_consumer_per_broker: '20',
      max_storage_per_node: '10000',
      min_storage_per_node: '100',
      product_alias: 'kafka.2u4g.cluster',
      engine_versions: '2.3.0',
    },
  });
});

test('one flavor by its id; an unknown one and one of another engine are refused', async (t) => {
  const { send } = await createTestCloud(t);
  const { json } = await send('GET', '/v2/kafka/products?product_id=c6.4u8g.cluster');
  assert.deepEqual(
    json.products.map((product: { product_id: string }) => product.product_id),
    ['c6.4u8g.cluster'],
  );
  const unknown = await send('GET', '/v2/kafka/products?product_id=c7');
  assert.deepEqual([unknown.status, unknown.json.error_code], [400, 'DMS.00400009']);
  const other = await send('GET', '/v2/reliability/products?product_id=c6.2u4g.cluster');
  assert.deepEqual([other.status, other.json.error_code], [400, 'DMS.00400009']);
});

test('bandwidth products, per version, with what Terraform reads as strings', async (t) => {
  const { send } = await createTestCloud(t);
  const { status, json } = await send('GET', '/v2/products?engine=kafka');
  assert.equal(status, 200);
  assert.deepEqual(json.Monthly, []);
  const [hourly] = json.Hourly;
  assert.deepEqual([hourly.name, hourly.version, hourly.values[0].name], ['kafka', '2.3.0', 'cluster']);
  const rows = hourly.values[0].detail.map((detail: Record<string, unknown>) => [
    detail['product_id'],
    detail['bandwidth'],
    detail['partition_num'],
    detail['storage'],
  ]);
  assert.deepEqual(rows, [
    ['00300-30308-0--0', '100MB', '300', '300'],
    ['00300-30310-0--0', '300MB', '900', '300'],
    ['00300-30312-0--0', '600MB', '1800', '300'],
    ['00300-30314-0--0', '1200MB', '1800', '300'],
  ]);
  assert.deepEqual(hourly.values[0].detail[0].available_zones, zoneIds);
  assert.equal((await send('GET', '/v2/products?engine=mysql')).json.error_code, 'DMS.00400007');
  assert.equal((await send('GET', '/v2/products')).json.error_code, 'DMS.00400007');
});

test('maintenance windows in their order, one of them the default', async (t) => {
  const { send } = await createTestCloud(t);
  const { status, json } = await send('GET', '/v2/instances/maintain-windows');
  assert.equal(status, 200);
  assert.deepEqual(
    json.maintain_windows.map((window: Record<string, unknown>) => Object.values(window)),
    [
      [1, '22:00:00', '02:00:00', false],
      [2, '02:00:00', '06:00:00', true],
      [3, '06:00:00', '10:00:00', false],
      [4, '10:00:00', '14:00:00', false],
      [5, '14:00:00', '18:00:00', false],
      [6, '18:00:00', '22:00:00', false],
    ],
  );
});

test('the cluster’s brokers, and which of them run', async (t) => {
  const { send, create, claim, workQueue, runningMembers } = await createTestCloud(t);
  const id = await create();
  const target = `${home}/instances/${id}/manage/cluster`;
  assert.deepEqual((await send('GET', target)).json, { cluster: { brokers: [] } });
  await workQueue.saveEndpoints(await claim(id), [
    { member: 'broker-1', listener: 'client-sasl-tls', address: '127.64.0.1', port: 9093 },
    { member: 'broker-1', listener: 'internal', address: '127.64.0.1', port: 9091 },
    { member: 'broker-2', listener: 'client-sasl-tls', address: '127.64.0.2', port: 9093 },
  ]);
  runningMembers.add('broker-2');
  const { status, json } = await send('GET', target);
  assert.equal(status, 200);
  assert.deepEqual(json.cluster.brokers, [
    { host: '127.64.0.1', port: 9093, broker_id: '1', health: false },
    { host: '127.64.0.2', port: 9093, broker_id: '2', health: true },
  ]);
});
