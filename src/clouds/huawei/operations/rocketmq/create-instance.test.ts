import assert from 'node:assert/strict';
import { test } from 'node:test';
import { home } from '../../../../../test/support/huawei-cloud.ts';
import { zoneIds } from '../../../../../test/support/huawei-create-body.ts';
import {
  rocketmqBody,
  rocketmqEndpoints,
  runningRocketmq,
} from '../../../../../test/support/huawei-rocketmq.ts';
import { createTestCloud } from '../../../../../test/support/huawei-test-cloud.ts';

for (const path of [
  '/v2/alice-project/instances',
  '/v2/reliability/alice-project/instances',
  '/v2/alice-project/rocketmq/instances',
  '/v1.0/alice-project/instances',
  '/v1.0/dms/alice-project/instances',
]) {
  test(`the example is ordered by POST ${path}`, async (t) => {
    const cloud = await createTestCloud(t);
    const reply = await cloud.send('POST', path, rocketmqBody(cloud, { bss_param: { charging_mode: '' } }));
    assert.equal(reply.status, 200, JSON.stringify(reply.json));
    assert.deepEqual(Object.keys(reply.json), ['instance_id']);
    const instance = await cloud.store.instances.find('alice-project', reply.json.instance_id);
    assert.ok(instance?.engine === 'rocketmq');
    const { brokerCount, topicLimitPerBroker, groupLimitPerBroker, replicasPerBroker, ...spec } =
      instance.spec;
    assert.deepEqual(
      [brokerCount, topicLimitPerBroker, groupLimitPerBroker, replicasPerBroker],
      [1, 4000, 4000, 3],
    );
    assert.deepEqual(
      [spec.tlsMode, spec.acl, spec.grpcProxy, spec.storageGib, spec.storageClass, spec.prepaid],
      ['plaintext', false, false, 600, 'ultra', null],
    );
  });
}

test('what each product may hold', async (t) => {
  const cloud = await createTestCloud(t);
  const limits: Record<string, unknown> = {};
  for (const [index, [id, changes]] of (
    [
      ['c6.4u8g.cluster.small', {}],
      ['c6.4u8g.cluster', {}],
      ['c6.8u16g.cluster', {}],
      ['c6.12u24g.cluster', {}],
      ['c6.16u32g.cluster', {}],
      ['rocketmq.b2.large.4', { engine_version: '5.x', broker_num: undefined }],
    ] as const
  ).entries()) {
    const body = rocketmqBody(cloud, { product_id: id, name: `name-${index}`, ...changes });
    const { json } = await cloud.send('POST', `${home}/instances`, body);
    const instance = await cloud.store.instances.find('alice-project', json.instance_id);
    assert.ok(instance?.engine === 'rocketmq', JSON.stringify(json));
    limits[id] = [instance.spec.topicLimitPerBroker, instance.spec.groupLimitPerBroker];
  }
  assert.deepEqual(limits, {
    'c6.4u8g.cluster.small': [2000, 2000],
    'c6.4u8g.cluster': [4000, 4000],
    'c6.8u16g.cluster': [8000, 8000],
    'c6.12u24g.cluster': [12_000, 12_000],
    'c6.16u32g.cluster': [16_000, 16_000],
    'rocketmq.b2.large.4': [100, 1000],
  });
});

const five = { engine_version: '5.x', product_id: 'rocketmq.b2.large.4' };

test('tls_mode and ssl_enable say the same', async (t) => {
  const cloud = await createTestCloud(t);
  const modes = [];
  for (const [index, changes] of [
    { ssl_enable: true },
    { ssl_enable: true, tls_mode: 'PERMISSIVE' },
    { ssl_enable: undefined, tls_mode: 'SSL' },
    { ssl_enable: false, tls_mode: 'PLAINTEXT' },
    { ssl_enable: undefined, tls_mode: '' },
  ].entries()) {
    const body = rocketmqBody(cloud, { ...five, ...changes, name: `name-${index}` });
    const { json } = await cloud.send('POST', `${home}/instances`, body);
    const shown = await cloud.send('GET', `${home}/instances/${json.instance_id}`);
    modes.push([shown.json.tls_mode, shown.json.ssl_enable]);
  }
  assert.deepEqual(modes, [
    ['SSL', true],
    ['PERMISSIVE', true],
    ['SSL', true],
    ['PLAINTEXT', false],
    ['PLAINTEXT', false],
  ]);
});

const prepaid = (changes: object) => ({
  bss_param: { charging_mode: 'prePaid', period_type: 'month', period_num: 1, ...changes },
});

const refusals: readonly (readonly [changes: object, code: string, message: RegExp])[] = [
  [{ name: '4you' }, 'DMS.00400010', /name/],
  [{ description: 'x'.repeat(1025) }, 'DMS.00400011', /description/],
  [{ engine: 'reliable' }, 'DMS.00400007', /engine/],
  [{ engine_version: '4.9.0' }, 'DMS.00400008', /4\.8\.0, 5\.x/],
  [{ storage_space: 200 }, 'DMS.00400500', /300 to 60000 GB/],
  [{ storage_space: undefined }, 'DMS.00400500', /storage_space is required/],
  [{ storage_space: 500, broker_num: 2 }, 'DMS.00400500', /600 to 120000 GB with 2 brokers/],
  [{ vpc_id: '' }, 'DMS.00400013', /vpc_id/],
  [{ vpc_id: 'no-such-vpc' }, 'DMS.00400068', /vpc_id/],
  [{ subnet_id: '' }, 'DMS.00400016', /subnet_id/],
  [{ security_group_id: '' }, 'DMS.00400014', /security_group_id/],
  [{ available_zones: [] }, 'DMS.00400067', /available_zones/],
  [{ available_zones: ['x'] }, 'DMS.00400042', /available_zones/],
  [{ available_zones: zoneIds.slice(0, 2) }, 'DMS.00400067', /1 or at least 3/],
  [{ product_id: 'c6.2u4g.cluster' }, 'DMS.00400009', /c6\.4u8g\.cluster/],
  [{ product_id: 'rocketmq.b2.large.4' }, 'DMS.00400022', /4\.8\.0/],
  [{ storage_spec_code: 'fast' }, 'DMS.00400062', /storage_spec_code/],
  [{ enterprise_project_id: 'ep-9' }, 'DMS.00400062', /enterprise_project_id/],
  [{ broker_num: undefined }, 'DMS.00400062', /broker_num/],
  [{ broker_num: 3, product_id: 'c6.4u8g.cluster.small', storage_space: 900 }, 'DMS.00400062', /1 to 2/],
  [{ ...five, broker_num: 2 }, 'DMS.00400062', /broker_num was 2; allowed: 1/],
  [{ proxy_enable: true }, 'DMS.00400129', /proxy_enable/],
  [{ ssl_enable: true, tls_mode: 'PLAINTEXT' }, 'DMS.00400062', /tls_mode/],
  [{ ssl_enable: false, tls_mode: 'SSL' }, 'DMS.00400062', /tls_mode/],
  [{ ssl_enable: false, tls_mode: 'PERMISSIVE' }, 'DMS.00400062', /tls_mode/],
  [{ tls_mode: 'TLS' }, 'DMS.00400062', /SSL, PLAINTEXT or PERMISSIVE/],
  [{ enable_acl: 'yes' }, 'DMS.00400085', /enable_acl/],
  [{ enable_publicip: true }, 'DMS.00400128', /ids of 1 different EIPs/],
  [
    { enable_publicip: true, publicip_id: '5f2fa532-7a48-4000-8000-e36c6520d473' },
    'DMS.00400128',
    /5f2fa532-7a48-4000-8000-e36c6520d473/,
  ],
  [{ bss_param: { charging_mode: 'free' } }, 'DMS.00400062', /charging_mode/],
  [prepaid({ period_type: undefined }), 'DMS.00400062', /period_type was null; allowed: month or year/],
  [prepaid({ period_num: undefined }), 'DMS.00400062', /period_num was null; allowed: .* 1 to 9/],
  [prepaid({ period_num: 10 }), 'DMS.00400062', /1 to 9/],
  [prepaid({ period_type: 'year', period_num: 4 }), 'DMS.00400062', /1 to 3/],
  [prepaid({ period_num: 0 }), 'DMS.00400062', /1 to 9/],
];

test('what cannot be is refused in the cloud’s words, and nothing is made', async (t) => {
  const cloud = await createTestCloud(t);
  for (const [changes, code, message] of refusals) {
    const reply = await cloud.send('POST', `${home}/instances`, rocketmqBody(cloud, changes));
    const given = JSON.stringify(changes);
    assert.deepEqual([reply.status, reply.json.error_code], [400, code], `${given} ${reply.json.error_msg}`);
    assert.match(reply.json.error_msg, message, given);
  }
  assert.equal(await cloud.store.instances.count('alice-project'), 0);
});

test('an order that is not paid waits; once it is, the instance is made, and it expires', async (t) => {
  const cloud = await createTestCloud(t);
  const { send } = cloud;
  const body = rocketmqBody(cloud, prepaid({ period_num: 9 }));
  const { instance_id: id } = (await send('POST', `${home}/instances`, body)).json;
  const shown = () => send('GET', `${home}/instances/${id}`).then(({ json }) => json);
  const { status, charging_mode: mode, order_id: orderId } = await shown();
  assert.deepEqual([status, mode], ['CREATING', 0]);
  const details = `/v2/orders/customer-orders/details/${orderId}`;
  assert.equal((await send('GET', details)).json.order_info.status, 6);
  const pay = () => send('POST', '/v2/orders/customer-orders/pay', { order_id: orderId });
  assert.equal((await pay()).status, 204);
  assert.equal((await send('GET', details)).json.order_info.status, 5);
  assert.deepEqual([(await pay()).status, (await pay()).json.error_code], [400, 'CBC.0100']);
  await cloud.bringUp(id, rocketmqEndpoints);
  assert.equal((await shown()).status, 'RUNNING');
  const query = { resource_ids: [id] };
  const { data } = (await send('POST', '/v2/orders/suscriptions/resources/query', query)).json;
  assert.deepEqual([data.length, data[0].status, data[0].order_id], [1, 2, orderId]);
  cloud.tick(Date.parse(data[0].expire_time) - cloud.nowMs());
  assert.equal((await shown()).status, 'FROZEN');
});

test('is_auto_pay pays at once, is_auto_renew never lets it end', async (t) => {
  const cloud = await createTestCloud(t);
  const changes = prepaid({ period_type: 'year', period_num: 1, is_auto_pay: true, is_auto_renew: true });
  const id = await runningRocketmq(cloud, changes);
  cloud.tick(3 * 366 * 86_400_000);
  assert.equal((await cloud.send('GET', `${home}/instances/${id}`)).json.status, 'RUNNING');
});
