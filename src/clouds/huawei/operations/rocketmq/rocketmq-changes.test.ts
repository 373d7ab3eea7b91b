import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { home } from '../../../../../test/support/huawei-cloud.ts';
import { runningRocketmq } from '../../../../../test/support/huawei-rocketmq.ts';
import { createTestCloud } from '../../../../../test/support/huawei-test-cloud.ts';
import { createMemoryRocketmq } from '../../../../../test/support/memory-rocketmq.ts';

async function setUp(t: TestContext) {
  const inside = createMemoryRocketmq();
  const cloud = await createTestCloud(t, { rocketmqAdministrations: { of: async () => inside } });
  const id = await runningRocketmq(cloud);
  const spec = async () => {
    const instance = await cloud.store.instances.find('alice-project', id);
    assert.ok(instance?.engine === 'rocketmq');
    return instance.spec;
  };
  const tasks = async () => {
    const { json } = await cloud.send('GET', `${home}/instances/${id}/tasks?start=1&limit=10`);
    return json.tasks.map((task: { name: string }) => task.name);
  };
  return { ...cloud, inside, id, spec, tasks };
}

test('a list holds instances of both engines, and each path means what its instance is', async (t) => {
  const cloud = await setUp(t);
  const { send, id } = cloud;
  const kafka = await cloud.create();
  const engines = async (query: string) => {
    const { json } = await send('GET', `${home}/instances${query}`);
    return json.instances.map((one: { engine: string }) => one.engine).toSorted();
  };
  assert.deepEqual(await engines(''), ['kafka', 'reliability']);
  assert.deepEqual(await engines('?engine=kafka'), ['kafka']);
  assert.deepEqual(await engines('?engine=reliability'), ['reliability']);
  assert.deepEqual(await engines('?engine=rabbitmq'), []);
  const [ofKafka, ofRocketmq] = await Promise.all(
    [kafka, id].map((one) => send('GET', `${home}/instances/${one}/users`)),
  );
  assert.deepEqual(Object.keys(ofKafka?.json), ['users']);
  assert.deepEqual(Object.keys(ofRocketmq?.json), ['users', 'total']);
  const { json } = await send('GET', `${home}/instances/${id}`);
  assert.deepEqual(
    [json.namesrv_address, json.broker_address, json.broker_num, json.node_num],
    ['127.0.3.1:8100', '127.0.3.2:10100', 1, 3],
  );
  // What only Kafka has is refused for RocketMQ, not done to it.
  const body = { enable_auto_topic: true };
  const other = await send('POST', `${home}/instances/${id}/autotopic`, body);
  assert.equal(other.status, 400);
  assert.equal((await send('GET', `${home}/instances/${id}/management/cluster`)).status, 404);
});

test('name and ACLs change by one call; brokers are restarted for the latter', async (t) => {
  const { send, id, spec, tasks } = await setUp(t);
  const put = (body: object) => send('PUT', `${home}/instances/${id}`, body);
  assert.equal((await put({ name: 'renamed', enable_acl: true })).status, 204);
  assert.deepEqual([(await spec()).acl, (await tasks())[0]], [true, 'rocketmqSslModify']);
  assert.equal((await send('GET', `${home}/instances/${id}`)).json.name, 'renamed');
  const before = (await tasks()).length;
  assert.equal((await put({ enable_acl: true, description: 'd' })).status, 204);
  assert.equal((await tasks()).length, before, 'nothing is done for what is so already');
  assert.equal((await put({ product_id: 'c6.4u8g.cluster' })).json.error_code, 'DMS.00400062');
});

test('TLS is switched by a job', async (t) => {
  const { send, id, spec } = await setUp(t);
  const target = `${home}/rocketmq/instances/${id}/plain-ssl-switch`;
  const { json } = await send('POST', target, { tls_mode: 'PERMISSIVE' });
  assert.equal(json.tls_mode, 'PERMISSIVE');
  assert.equal((await spec()).tlsMode, 'permissive');
  assert.equal((await send('GET', `${home}/instances/${id}/tasks/${json.job_id}`)).status, 200);
  assert.equal((await send('POST', target, { tls_mode: 'no' })).json.error_code, 'DMS.00400062');
});

test('storage, brokers and products grow, and never shrink', async (t) => {
  const { send, id, spec, tasks } = await setUp(t);
  const extend = (body: object) => send('POST', `/v2/rocketmq/alice-project/instances/${id}/extend`, body);
  assert.ok((await extend({ oper_type: 'storage', new_storage_space: 700 })).json.job_id);
  assert.ok((await extend({ oper_type: 'horizontal', new_broker_num: 2 })).json.job_id);
  assert.ok((await extend({ oper_type: 'vertical', new_product_id: 'c6.8u16g.cluster' })).json.job_id);
  const { storageGib, brokerCount, topicLimitPerBroker, heapMib } = await spec();
  assert.deepEqual([storageGib, brokerCount, topicLimitPerBroker, heapMib], [1400, 2, 8000, 512]);
  const shown = (await send('GET', `${home}/instances/${id}`)).json;
  assert.deepEqual(
    [shown.product_id, shown.specification],
    ['c6.8u16g.cluster', 'rocketmq.8u16g.cluster * 2 broker'],
  );
  assert.equal((await tasks())[0], 'extendInstance');
  for (const [body, code] of [
    [{ oper_type: 'storage', new_storage_space: 1450 }, 'DMS.00400500'],
    [{ oper_type: 'horizontal', new_broker_num: 1 }, 'DMS.00400062'],
    [{ oper_type: 'horizontal', new_broker_num: 11 }, 'DMS.00400062'],
    [{ oper_type: 'vertical', new_product_id: 'c6.8u16g.cluster' }, 'DMS.00400009'],
    [{ oper_type: 'vertical', new_product_id: 'rocketmq.b2.large.4' }, 'DMS.00400022'],
    [{ oper_type: 'sideways' }, 'DMS.00400062'],
  ] as const) {
    assert.equal((await extend(body)).json.error_code, code, JSON.stringify(body));
  }
  assert.ok((await extend({ oper_type: 'horizontal', new_broker_num: 3 })).json.job_id);
  const small = { oper_type: 'vertical', new_product_id: 'c6.4u8g.cluster.small' };
  assert.equal((await extend(small)).json.error_code, 'DMS.00400009', 'it has two brokers at most');
});

test('retention is set on running brokers and kept for those that start', async (t) => {
  const { send, id, inside, spec } = await setUp(t);
  const target = `${home}/rocketmq/instances/${id}/configs`;
  const config = async () => (await send('GET', target)).json.rocketmq_configs[0];
  assert.deepEqual([(await config()).name, (await config()).value], ['fileReservedTime', '48']);
  const change = (value: string) =>
    send('PUT', target, { rocketmq_configs: [{ name: 'fileReservedTime', value }] });
  assert.equal((await change('5')).status, 204);
  assert.equal((await config()).value, '5');
  assert.equal((await spec()).retentionHours, 5);
  assert.equal(inside.properties.get('fileReservedTime'), '5');
  assert.equal((await change('721')).json.error_code, 'DMS.00400062');
});

test('tags, brokers, nodes and products', async (t) => {
  const { send, id } = await setUp(t);
  const tags = { action: 'create', tags: [{ key: 'k', value: 'v' }] };
  assert.equal((await send('POST', `${home}/rocketmq/${id}/tags/action`, tags)).status, 204);
  assert.deepEqual((await send('GET', `${home}/rocketmq/${id}/tags`)).json.tags, tags.tags);
  assert.deepEqual((await send('GET', `${home}/rocketmq/tags`)).json.tags, [{ key: 'k', values: ['v'] }]);
  const { brokers } = (await send('GET', `${home}/instances/${id}/brokers`)).json;
  assert.deepEqual(brokers[0], { broker_name: 'broker-1', ids: [0, 1] });
  const { nodes, total } = (await send('GET', `${home}/rocketmq/instances/${id}/nodes`)).json;
  assert.deepEqual([total, nodes[0].broker_name, nodes[0].address], [4, 'broker-1', '127.0.3.10:10100']);
  const { products, versions } = (await send('GET', '/v2/reliability/products?limit=20')).json;
  assert.deepEqual(versions, ['4.8.0', '5.x']);
  assert.equal(products.length, 9);
  assert.equal(products[0].properties.max_topic_per_broker, '2000');
  const extend = (await send('GET', `${home}/rocketmq/instances/${id}/extend`)).json;
  assert.equal(extend.products.length, 4);
});
