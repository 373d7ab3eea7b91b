import assert from 'node:assert/strict';
import { after, before, suite, test } from 'node:test';
import rocketmqSdk from '@huaweicloud/huaweicloud-sdk-rocketmq';
import { requestCodes } from '../../../src/engines/rocketmq/remoting/codes.ts';
import { bodyOf, fieldsOf } from '../../../src/engines/rocketmq/remoting/answer-fields.ts';
import { askOnce } from '../../../src/engines/rocketmq/remoting/one-request.ts';
import type { RemotingTarget } from '../../../src/engines/rocketmq/remoting/remoting-link.ts';
import { sendRequest } from '../../../src/engines/rocketmq/remoting/send-request.ts';
import { hasLoopbackIpv6 } from '../../../src/runtimes/process/port-probe.ts';
import { freePublicAddresses } from '../../support/free-public-addresses.ts';
import { wire } from '../../support/huawei.ts';
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
import { until } from '../../support/until.ts';
import { terraformProvider } from '../../support/terraform-provider.ts';

const hasIpv6 = await hasLoopbackIpv6();

suite('RocketMQ 4.8.0 through the official Huawei SDK', () => {
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

  test('the example of v2 is ordered, and turns RUNNING', async () => {
    const [publicAddress] = await freePublicAddresses(server);
    const body = {
      ...(await rocketmqSeedBody(server)),
      ipv6_enable: hasIpv6,
      enable_publicip: true,
      publicip_id: publicAddress,
    } as unknown as rocketmqSdk.CreatePostPaidInstanceReq;
    const request = new rocketmqSdk.CreatePostPaidInstanceRequest().withBody(body);
    id = wire<{ instance_id: string }>(await rocketmq.createPostPaidInstance(request)).instance_id;
    assert.equal((await showRocketmq(rocketmq, id)).status, 'CREATING');
    shown = await untilRocketmqRuns(rocketmq, id, () => server.output());
    assert.deepEqual([shown['engine'], shown['tls_mode']], ['reliability', 'PLAINTEXT']);
  });

  test('a topic and a group are made by the SDK; a JavaScript client sends and consumes', async () => {
    const topic = new rocketmqSdk.CreateTopicOrBatchDeleteTopicRequest().withInstanceId(id).withBody({
      name: 'orders',
      queue_num: 2,
    } as unknown as rocketmqSdk.CreateTopicOrBatchDeleteTopicReq);
    assert.equal(wire<{ id: string }>(await rocketmq.createTopicOrBatchDeleteTopic(topic)).id, 'orders');
    const group = new rocketmqSdk.CreateConsumerGroupOrBatchDeleteConsumerGroupRequest()
      .withInstanceId(id)
      .withBody({
        name: 'readers',
        retry_max_time: 3,
      } as unknown as rocketmqSdk.CreateConsumerGroupOrBatchDeleteConsumerGroupReq);
    await rocketmq.createConsumerGroupOrBatchDeleteConsumerGroup(group);
    const address = firstAddress(shown?.namesrv_address);
    const order = { way: 'remoting', topic: 'orders', group: 'readers', text: 'hello' } as const;
    assert.equal(await passedOn({ ...order, address }), 'hello');
  });

  test('what was sent is found by the SDK, with where the group stands', async () => {
    const request = new rocketmqSdk.ListMessagesRequest()
      .withEngine('reliability')
      .withInstanceId(id)
      .withTopic('orders')
      .withStartTime(String(Date.now() - 3_600_000))
      .withEndTime(String(Date.now() + 60_000));
    const { messages, total } = wire<{ messages: { body: string; msg_id: string }[]; total: number }>(
      await rocketmq.listMessages(request),
    );
    assert.deepEqual([total, messages[0]?.body], [1, 'hello']);
    const topics = new rocketmqSdk.ShowConsumerListOrDetailsRequest()
      .withInstanceId(id)
      .withGroup('readers')
      .withTopic('orders');
    const progress = wire<{ max_offset: number }>(await rocketmq.showConsumerListOrDetails(topics));
    assert.equal(progress.max_offset, 1);
  });

  test('Terraform’s calls for topic and consumer group', async () => {
    const order = { name: 'tf-topic', brokers: ['broker-1'], queue_num: 3, message_type: 'FIFO' };
    assert.deepEqual(await ok('POST', 'topics', order), { id: 'tf-topic' });
    await ok('PUT', 'topics/tf-topic', { read_queue_num: 4, write_queue_num: 4, permission: 'all' }, 204);
    const topic = await ok('GET', 'topics/tf-topic');
    assert.deepEqual([topic.total_read_queue_num, topic.permission, topic.message_type], [4, 'all', 'FIFO']);
    const group = { name: 'tf-group', retry_max_time: 4, group_desc: 'd' };
    assert.deepEqual(await ok('POST', 'groups', group), { name: 'tf-group' });
    await ok('PUT', 'groups/tf-group', { enabled: true, broadcast: true, retry_max_time: 5 }, 204);
    const changed = await ok('GET', 'groups/tf-group');
    assert.deepEqual([changed.broadcast, changed.retry_max_time, changed.group_desc], [true, 5, 'd']);
    await ok('DELETE', 'groups/tf-group', undefined, 204);
    await ok('DELETE', 'topics/tf-topic', undefined, 204);
    await ok('GET', 'topics/tf-topic', undefined, 400);
  });

  test('a client from a public address is led from broker to broker by public addresses', async () => {
    const address = firstAddress(shown?.public_namesrv_address);
    assert.equal(address.split(':')[0], shown?.publicip_address);
    const told = await toldRoute(address);
    assert.deepEqual(told, [firstAddress(shown?.public_broker_address)]);
    const order = { way: 'remoting', topic: 'orders', group: 'readers', text: 'from afar' } as const;
    assert.equal(await passedOn({ ...order, address }), 'from afar');
  });

  test('a client by IPv6 is led by IPv6', { skip: hasIpv6 ? false : 'the machine has no ::1' }, async () => {
    const told = await toldRoute(firstAddress(shown?.ipv6_namesrv_address));
    assert.deepEqual(told, [firstAddress(shown?.ipv6_broker_address)]);
    const request = sendRequest({
      topic: 'orders',
      queueId: 0,
      body: Buffer.from('by IPv6'),
      properties: new Map(),
      bornAtMs: Date.now(),
    });
    await askOnce(targetOf(String(told[0])), request, AbortSignal.timeout(60_000));
  });

  test('public access is switched off: its addresses answer nobody any more', async () => {
    const address = firstAddress(shown?.public_namesrv_address);
    const path = `/v2/${server.projectId}/instances/${id}`;
    assert.equal((await send('PUT', path, { enable_publicip: false })).status, 204);
    await until('nobody answers there', 120_000, async () => {
      const { public_namesrv_address: now } = await showRocketmq(rocketmq, id);
      const refusal = await toldRoute(address).then(
        () => null,
        (error: Error) => error.name,
      );
      return now === '' && refusal === 'RemotingUnreachableError' ? true : undefined;
    });
    // The name servers are started again for it, one after the other.
    const { namesrv_address: within } = await showRocketmq(rocketmq, id);
    await until('they answer within', 120_000, () => toldRoute(firstAddress(within)));
  });

  test('a deleted instance is gone', () => deleteRocketmq(rocketmq, id));
});

/** `address:port`, an IPv6 address in brackets. */
function targetOf(text: string): RemotingTarget {
  const [, address = '', port = ''] = /^\[?(.*?)\]?:(\d+)$/.exec(text) ?? [];
  return { address, port: Number(port), login: null, authorityPem: null };
}

/** Where this name server sends clients who ask it for the brokers of `orders`. */
async function toldRoute(nameServer: string): Promise<readonly unknown[]> {
  const request = { code: requestCodes.getRouteInfoByTopic, fields: { topic: 'orders' } };
  const { brokerDatas } = bodyOf(await askOnce(targetOf(nameServer), request, AbortSignal.timeout(60_000)));
  assert.ok(Array.isArray(brokerDatas));
  return brokerDatas.flatMap((broker) => Object.values(fieldsOf(fieldsOf(broker)['brokerAddrs'])));
}
