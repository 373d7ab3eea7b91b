import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import {
  deleteRocketmq,
  firstAddress,
  rocketmqSdkClient,
  rocketmqSeedBody,
  showRocketmq,
  type ShownRocketmq,
  untilRocketmqRuns,
} from '../../support/huawei-rocketmq-sdk.ts';
import { passedOn } from '../../support/rocketmq-passed-on.ts';
import { startServer, type TestServer } from '../../support/server.ts';
import { terraformProvider } from '../../support/terraform-provider.ts';

const user = { access_key: 'orders-app', secret_key: 'Secret-13579' };
const login = { accessKey: user.access_key, secretKey: user.secret_key };

suite('RocketMQ 5.x, bought in advance by v1.0, with ACLs and the gRPC proxy', () => {
  let server: TestServer;
  let rocketmq: ReturnType<typeof rocketmqSdkClient>;
  let send: ReturnType<typeof terraformProvider>;
  let id = '';
  let shown: ShownRocketmq | undefined;

  before(async () => {
    server = await startServer({ POLYBROKER_ROCKETMQ_REPLICAS: '1' });
    rocketmq = rocketmqSdkClient(server);
    send = terraformProvider(server);
  });
  after(() => server.dispose());

  async function ok(method: string, path: string, body?: object, status = 200) {
    const reply = await send(method, `/v2/${server.projectId}/instances/${id}/${path}`, body);
    assert.equal(reply.status, status, `${method} ${path} ${JSON.stringify(reply.json)}`);
    return reply.json;
  }

  test('an order is made once it is paid', async () => {
    const { status, json } = await send('POST', `/v1.0/dms/${server.projectId}/instances`, {
      ...(await rocketmqSeedBody(server)),
      engine_version: '5.x',
      product_id: 'rocketmq.b2.large.4',
      enable_acl: true,
      proxy_enable: true,
      bss_param: { charging_mode: 'prePaid', period_type: 'month', period_num: 1 },
    });
    assert.equal(status, 200, JSON.stringify(json));
    id = json.instance_id;
    const { order_id: orderId, charging_mode: mode, status: early } = await showRocketmq(rocketmq, id);
    assert.deepEqual([mode, early], [0, 'CREATING']);
    const paid = await send('POST', '/v2/orders/customer-orders/pay', { order_id: orderId });
    assert.equal(paid.status, 204, JSON.stringify(paid.json));
    shown = await untilRocketmqRuns(rocketmq, id, () => server.output());
  });

  test('a user sends and consumes by remoting and by gRPC', async () => {
    for (const name of ['orders', 'by-grpc']) await ok('POST', 'topics', { name, queue_num: 1 });
    await ok('POST', 'groups', { name: 'readers' });
    await ok('POST', 'users', { ...user, default_topic_perm: 'PUB|SUB', default_group_perm: 'SUB' });
    const order = { login, group: 'readers', text: 'hello' };
    const byRemoting = {
      way: 'remoting',
      address: firstAddress(shown?.namesrv_address),
      topic: 'orders',
    } as const;
    assert.equal(await passedOn({ ...order, ...byRemoting }), 'hello');
    const byGrpc = { way: 'grpc', address: firstAddress(shown?.grpc_address), topic: 'by-grpc' } as const;
    assert.equal(await passedOn({ ...order, ...byGrpc }), 'hello');
  });

  test('Terraform’s calls for a user', async () => {
    const created = await ok('POST', 'users', { access_key: 'tf-user', secret_key: 'Secret-24680' });
    assert.equal(created.access_key, 'tf-user');
    await ok('PUT', 'users/tf-user', {
      topic_perms: [{ name: 'orders', perm: 'PUB' }],
      default_topic_perm: 'DENY',
    });
    const changed = await ok('GET', 'users/tf-user');
    assert.deepEqual(changed.topic_perms, [{ name: 'orders', perm: 'PUB' }]);
    await ok('DELETE', 'users/tf-user');
    assert.equal((await ok('GET', 'users/tf-user', undefined, 400)).error_code, 'DMS.00500972');
  });

  test('a deleted instance is gone', () => deleteRocketmq(rocketmq, id));
});
