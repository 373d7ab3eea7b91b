import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import type { AddressInfo } from 'node:net';
import { test, type TestContext } from 'node:test';
import { promisify } from 'node:util';
import alikafka from '@alicloud/alikafka20190916';
import { $OpenApiUtil } from '@alicloud/openapi-core';
import Core from '@alicloud/pop-core';
import { createServer } from '../../../src/server/create-server.ts';
import { silentLog } from '../../../src/system/testing/silent-log.ts';
import { createAlibabaTestCloud } from '../../support/alibaba-cloud.ts';
import { createTencentTestCloud } from '../../support/tencent-cloud.ts';
import { createMemoryAdministration } from '../../support/memory-administration.ts';
import { alice } from '../../support/owners.ts';
import { pythonInstalled, pythonWith } from '../../support/python.ts';

const run = promisify(execFile);
const packages = ['alibabacloud-alikafka20190916==2.16.0'];
const script = new URL('alikafka_instance.py', import.meta.url).pathname;
const regionId = 'cn-hangzhou';
const endpoints = [
  { member: 'broker-1', listener: 'client-plaintext', address: '127.64.0.1', port: 9092 },
] as const;

/** Alibaba's and Tencent's dialects behind one real port. No brokers: a hand takes the reconciler's place. */
async function listening(t: TestContext) {
  const inside = createMemoryAdministration();
  const administrations = { of: () => Promise.resolve(inside) };
  const cloud = await createAlibabaTestCloud(t, { atMs: Date.now(), administrations });
  const tencent = await createTencentTestCloud(t);
  const server = createServer({
    clouds: [cloud.cloud, tencent.cloud],
    health: () => ({ status: 'ok', version: '' }),
    authorityOf: () => Promise.resolve(null),
    log: silentLog,
  });
  await server.listen({ host: '127.0.0.1', port: 0 });
  t.after(() => server.close());
  const { port } = server.server.address() as AddressInfo;
  return { ...cloud, host: `127.0.0.1:${port}` };
}

test('the Node SDK orders, deploys, uses and deletes an instance', async (t) => {
  const { host, place, bringUp, tearDown } = await listening(t);
  const client = new alikafka.default(
    new $OpenApiUtil.Config({
      accessKeyId: alice.accessKey,
      accessKeySecret: alice.secretKey,
      endpoint: host,
      protocol: 'http',
      regionId,
    }),
  );
  const shown = async (question: object) => {
    const request = new alikafka.GetInstanceListRequest({ regionId, ...question });
    const { body } = await client.getInstanceList(request);
    return body?.instanceList?.instanceVO?.[0];
  };
  const order = { regionId, deployType: 5, ioMax: 20, diskSize: 500, topicQuota: 50 };
  const { body: ordered } = await client.createPostPayOrder(new alikafka.CreatePostPayOrderRequest(order));
  const bought = await shown({ orderId: ordered?.orderId });
  assert.equal(bought?.serviceStatus, 0);
  const instanceId = bought?.instanceId ?? '';
  const { body: started } = await client.startInstance(
    new alikafka.StartInstanceRequest({
      regionId,
      instanceId,
      vpcId: place.VpcId,
      vSwitchId: place.VSwitchId,
      zoneId: 'zonea',
      deployModule: 'vpc',
      config: '{"kafka.log.retention.hours":"33"}',
    }),
  );
  assert.deepEqual([started?.code, started?.message, started?.success], [200, 'operation success.', true]);
  assert.equal((await shown({ instanceId: [instanceId] }))?.serviceStatus, 3);
  await bringUp(instanceId, endpoints);
  const running = await shown({ instanceId: [instanceId] });
  assert.deepEqual(
    [running?.serviceStatus, running?.endPoint, running?.msgRetain],
    [5, '127.64.0.1:9092', 33],
  );

  const topic = { regionId, instanceId, topic: 'orders', remark: "a b*~'!(ü)+&=/" };
  await client.createTopic(new alikafka.CreateTopicRequest(topic));
  const { body: topics } = await client.getTopicList(
    new alikafka.GetTopicListRequest({ regionId, instanceId }),
  );
  assert.equal(topics?.topicList?.topicVO?.[0]?.remark, topic.remark);
  const refusal = await client
    .createTopic(new alikafka.CreateTopicRequest(topic))
    .catch((error: unknown) => error as { code: string; statusCode: number });
  assert.equal('code' in refusal && refusal.code, 'BIZ_TOPIC_EXISTED');

  const release = { regionId, instanceId, forceDeleteInstance: true };
  await client.releaseInstance(new alikafka.ReleaseInstanceRequest(release));
  assert.equal((await shown({ instanceId: [instanceId] }))?.serviceStatus, 15);
  await client.deleteInstance(new alikafka.DeleteInstanceRequest({ regionId, instanceId }));
  await tearDown(instanceId);
  assert.equal(await shown({ instanceId: [instanceId] }), undefined);
});

test('the older core client does the same by GET and POST, and is told what is wrong', async (t) => {
  const { host, place } = await listening(t);
  const clientWith = (accessKeySecret: string) =>
    new Core({
      accessKeyId: alice.accessKey,
      accessKeySecret,
      endpoint: `http://${host}`,
      apiVersion: '2019-09-16',
    });
  const client = clientWith(alice.secretKey);
  const order = { RegionId: regionId, DeployType: 5, IoMax: 20, DiskSize: 500, TopicQuota: 50 };
  const { OrderId: orderId } = await client.request<{ OrderId: string }>(
    'CreatePostPayOrder',
    { ...order, Tag: [{ Key: 'k', Value: 'a b*~' }] },
    { method: 'POST' },
  );
  interface Listed {
    readonly InstanceList: {
      readonly InstanceVO: readonly { readonly InstanceId: string; readonly ServiceStatus: number }[];
    };
  }
  const question = { RegionId: regionId, OrderId: orderId };
  for (const method of ['GET', 'POST']) {
    const { InstanceList: list } = await client.request<Listed>('GetInstanceList', question, { method });
    const [found] = list.InstanceVO;
    assert.equal(found?.ServiceStatus, 0);
    if (method === 'GET') continue;
    const parameters = { RegionId: regionId, InstanceId: found?.InstanceId, ...place };
    await client.request('StartInstance', parameters, { method });
    await assert.rejects(client.request('StartInstance', parameters, { method }), {
      code: 'BIZ_INSTANCE_STATUS_ERROR',
    });
  }
  await assert.rejects(clientWith('wrong').request('GetInstanceList', question), {
    code: 'SignatureDoesNotMatch',
  });
});

const withPython = pythonInstalled ? {} : { skip: 'python3 with venv is not installed' };

test('the Python SDK orders and deploys an instance', withPython, async (t) => {
  const { host, place, shown } = await listening(t);
  const python = await pythonWith(packages);
  const key = [alice.accessKey, alice.secretKey];
  const { stdout } = await run(python, [script, host, ...key, place.VpcId, place.VSwitchId]);
  const { id, ...result } = JSON.parse(stdout) as { readonly id: string };
  assert.deepEqual(result, {
    started: [200, 'operation success.', true],
    statuses: [0, 3],
    refusal: 'BIZ_INSTANCE_STATUS_ERROR',
  });
  assert.equal((await shown(id)).Name, 'by-python');
});
