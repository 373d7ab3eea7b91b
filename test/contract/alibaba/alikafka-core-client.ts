import assert from 'node:assert/strict';
import type Core from '@alicloud/pop-core';
import { alibabaCore, type AlibabaPlace, brokersIn, caOf, loginAs, regionId } from '../../support/alibaba.ts';
import { countLogins, sends, shows } from '../../support/client-checks.ts';
import { consume, produce } from '../../support/kafka-client.ts';
import { membersOf } from '../../support/members.ts';
import type { TestServer } from '../../support/server.ts';
import { until } from '../../support/until.ts';

interface Shown {
  readonly InstanceId: string;
  readonly ServiceStatus: number;
  readonly EndPoint: string;
  readonly SaslEndPoint: string;
  readonly SslEndPoint: string;
}

/** The whole way by the older core client, each other call by GET. */
export async function checkCoreClient(server: TestServer, place: AlibabaPlace): Promise<void> {
  const client = alibabaCore(server);
  let calls = 0;
  // oxlint-disable-next-line typescript/no-explicit-any -- answers have every shape
  const call = (action: string, parameters: object = {}): Promise<any> =>
    client.request(action, { RegionId: regionId, ...parameters }, { method: calls++ % 2 ? 'GET' : 'POST' });
  const list = async (question: object): Promise<readonly Shown[]> =>
    (await call('GetInstanceList', question)).InstanceList.InstanceVO;

  const order = { DeployType: 4, EipMax: 20, IoMax: 20, DiskSize: 500, TopicQuota: 50 };
  const { OrderId } = await call('CreatePostPayOrder', { ...order, Tag: [{ Key: 'k', Value: 'a b*~' }] });
  const [bought] = await list({ OrderId });
  assert.equal(bought?.ServiceStatus, 0);
  const id = { InstanceId: bought?.InstanceId ?? '' };
  const byId = { 'InstanceId.1': id.InstanceId };
  const first = { IsSetUserAndPassword: true, Username: 'first', Password: 'First-Password-1' };
  const reach = { DeployModule: 'eip', IsEipInner: true, ...first };
  const start = { ...id, ...place, ...reach, ServiceVersion: '2.2.0', Config: '{"enable.acl":"true"}' };
  await call('StartInstance', start);
  await assert.rejects(call('StartInstance', start), { code: 'BIZ_INSTANCE_STATUS_ERROR' });
  const running = await until(
    'the instance is in service',
    240_000,
    async () => {
      const [shown] = await list(byId);
      return shown?.ServiceStatus === 5 ? shown : undefined;
    },
    300,
  );

  const plain = { brokers: brokersIn(running.EndPoint) };
  const topic = { ...id, Topic: 'by-core' };
  await call('CreateTopic', { ...topic, Remark: "a b*~'!(ü)+&=/", PartitionNum: '3' });
  await call('CreateConsumerGroup', { ...id, ConsumerId: 'readers', Remark: 'who reads' });
  await produce(plain, 'by-core', 30);
  assert.equal((await consume(plain, 'by-core', 30)).size, 30);
  assert.equal((await call('GetTopicStatus', topic)).TopicStatus.TotalCount, 30);
  const question = { ...topic, QueryType: 'byOffset', Partition: '0', Offset: '0' };
  assert.match((await call('QueryMessage', question)).MessageList[0].Value, /^by-core-\d+$/);
  const byInternet = brokersIn(running.SslEndPoint);
  assert.ok(byInternet.every((broker) => broker.endsWith(':9093') && !plain.brokers.includes(broker)));
  const ca = await caOf(server, id.InstanceId);
  const firstUser = loginAs(byInternet, first.Username, first.Password, 'plain', ca);
  assert.equal(await countLogins(firstUser), 3);
  assert.equal((await consume(firstUser, 'by-core', 30)).size, 30);
  await call('CreateSaslUser', { ...id, Username: 'ada', Password: 'Secret-1', Type: 'plain' });
  const ada = loginAs(brokersIn(running.SaslEndPoint), 'ada', 'Secret-1');
  await shows('the user logs in', async () => (await countLogins(ada)) === 3);
  await call('CreateAcl', {
    ...id,
    Username: 'ada',
    AclResourceType: 'Topic',
    AclResourceName: 'by-core',
    AclResourcePatternType: 'LITERAL',
    AclOperationType: 'Write',
  });
  await shows(
    'that only she writes',
    async () => (await sends(ada, 'by-core')) && !(await sends(plain, 'by-core')),
  );
  await call('DeleteTopic', topic);
  await refusesStrangers(server, id);

  await call('ReleaseInstance', { ...id, ForceDeleteInstance: true });
  assert.equal((await list(byId))[0]?.ServiceStatus, 15);
  await call('DeleteInstance', id);
  await until(
    'the instance is gone',
    120_000,
    async () => ((await list(byId)).length === 0 ? true : undefined),
    300,
  );
  assert.ok((await membersOf(server.dataDir)).every(({ instanceId }) => instanceId !== id.InstanceId));
}

async function refusesStrangers(server: TestServer, question: object): Promise<void> {
  const wrong: Core = alibabaCore({ ...server, secretKey: 'wrong' });
  for (const method of ['GET', 'POST']) {
    await assert.rejects(wrong.request('GetTopicList', { RegionId: regionId, ...question }, { method }), {
      code: 'SignatureDoesNotMatch',
    });
  }
}
