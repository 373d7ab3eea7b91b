import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { createAlibabaTestCloud } from '../../../../test/support/alibaba-cloud.ts';
import { createMemoryAdministration, emptyGroup } from '../../../../test/support/memory-administration.ts';

async function runningInstance(t: TestContext, config: object = {}) {
  const inside = createMemoryAdministration();
  const cloud = await createAlibabaTestCloud(t, { administrations: { of: () => Promise.resolve(inside) } });
  const InstanceId = await cloud.run({ Config: JSON.stringify(config) });
  return { ...cloud, inside, InstanceId };
}

const keptMessage = (offset: bigint, value: string) => ({
  partition: 1,
  offset,
  timestampMs: 5,
  key: Buffer.from('k'),
  value: Buffer.from(value),
  headers: [],
});

const topic = { Topic: 'orders', Remark: 'of the shop' };

test('topics are made, found by their exact name, grown, described and deleted', async (t) => {
  const { call, refused, InstanceId, shown } = await runningInstance(t);
  await call('CreateTopic', { InstanceId, ...topic });
  await call('CreateTopic', { InstanceId, ...topic, Topic: 'orders2', PartitionNum: 6 });
  const { TopicList: list, Total: total } = await call('GetTopicList', { InstanceId, Topic: 'orders' });
  assert.equal(total, 1);
  const { CreateTime: createdAt, ...view } = list.TopicVO[0];
  assert.ok(createdAt > 0);
  assert.deepEqual(view, {
    InstanceId,
    RegionId: 'cn-hangzhou',
    Topic: 'orders',
    Remark: 'of the shop',
    PartitionNum: 12,
    Status: 0,
    StatusName: 'Running',
    CompactTopic: false,
    LocalTopic: false,
    AutoCreate: false,
    TopicConfig: '{}',
    Tags: { TagVO: [] },
  });
  const page = await call('GetTopicList', { InstanceId, CurrentPage: 2, PageSize: 1 });
  assert.deepEqual([page.CurrentPage, page.PageSize, page.Total], [2, 1, 2]);
  assert.equal(page.TopicList.TopicVO[0].Topic, 'orders2');

  await call('ModifyTopicRemark', { InstanceId, Topic: 'orders', Remark: 'of two shops' });
  await call('ModifyPartitionNum', { InstanceId, Topic: 'orders', AddPartitionNum: 2 });
  const after = (await call('GetTopicList', { InstanceId, Topic: 'orders' })).TopicList.TopicVO[0];
  assert.deepEqual([after.Remark, after.PartitionNum], ['of two shops', 14]);
  const { TopicStatus: status } = await call('GetTopicStatus', { InstanceId, Topic: 'orders2' });
  assert.equal(status.TotalCount, 60);
  assert.equal(status.OffsetTable.OffsetTable.length, 6);
  const counted = await shown(InstanceId);
  assert.deepEqual([counted.UsedTopicCount, counted.UsedPartitionCount], [2, 20]);

  await call('DeleteTopic', { InstanceId, Topic: 'orders' });
  assert.deepEqual((await call('GetTopicList', { InstanceId, Topic: 'orders' })).TopicList, { TopicVO: [] });
  const gone = await refused('DeleteTopic', { InstanceId, Topic: 'orders' });
  assert.deepEqual([gone.status, gone.Code], [404, 'BIZ_TOPIC_NOT_FOUND']);
  // As newer SDKs write a list.
  const { Data: data } = await call('BatchDeleteTopics', { InstanceId, Topics: '["orders","orders2"]' });
  assert.deepEqual([data.Total, data.SuccessCount, data.FailedCount], [2, 1, 1]);
});

test('topics of the local engine choose replicas and compaction', async (t) => {
  const { call, InstanceId } = await runningInstance(t);
  const local = { LocalTopic: true, CompactTopic: true, ReplicationFactor: 2, MinInsyncReplicas: 2 };
  await call('CreateTopic', { InstanceId, ...topic, ...local, PartitionNum: 1 });
  const { TopicList: list } = await call('GetTopicList', { InstanceId });
  assert.equal(list.TopicVO[0].CompactTopic, true);
  assert.equal(list.TopicVO[0].LocalTopic, true);
});

test('topics that cannot be are refused by the name of the parameter', async (t) => {
  const { call, refused, InstanceId, buy } = await runningInstance(t);
  await call('CreateTopic', { InstanceId, ...topic });
  const cases: readonly (readonly [object, string, RegExp])[] = [
    [{}, 'BIZ_TOPIC_EXISTED', /orders/],
    [{ Topic: 'a.b.c' }, 'BIZ_FIELD_CHECK_INVALID', /Topic was "a\.b\.c"/],
    [{ Topic: 'ab' }, 'BIZ_FIELD_CHECK_INVALID', /3 to 64/],
    [{ Remark: 'ab' }, 'BIZ_FIELD_CHECK_INVALID', /Remark/],
    [{ PartitionNum: 361 }, 'BIZ_FIELD_CHECK_INVALID', /PartitionNum was 361; allowed: 2 to 360/],
    [{ PartitionNum: 1 }, 'BIZ_FIELD_CHECK_INVALID', /2 to 360/],
    [{ CompactTopic: true }, 'BIZ_FIELD_CHECK_INVALID', /CompactTopic/],
    [{ ReplicationFactor: 2 }, 'BIZ_FIELD_CHECK_INVALID', /ReplicationFactor/],
    [{ LocalTopic: true, ReplicationFactor: 4 }, 'BIZ_FIELD_CHECK_INVALID', /1 to 3/],
    [{ Config: '{}' }, 'ONS_SERVICE_UNSUPPORTED', /Config/],
  ];
  for (const [changes, code, message] of cases) {
    const refusal = await refused('CreateTopic', { InstanceId, ...topic, ...changes });
    assert.equal(refusal.Code, code, JSON.stringify(changes));
    assert.match(refusal.Message, message);
  }
  const early = await refused('CreateTopic', { InstanceId: await buy(), ...topic });
  assert.equal(early.Code, 'BIZ_INSTANCE_STATUS_ERROR');
  const none = await refused('CreateTopic', { InstanceId: 'ckafka-abcdefgh', ...topic });
  assert.deepEqual([none.status, none.Code], [404, 'InstanceNotFound']);
});

test('settings of a topic change, one by one and several as the Terraform provider sends them', async (t) => {
  const { call, refused, inside, InstanceId } = await runningInstance(t);
  await call('CreateTopic', { InstanceId, ...topic });
  const one = { InstanceId, Topic: 'orders', Config: 'retention.hours', Value: '30' };
  await call('UpdateTopicConfig', one);
  const several = {
    ...one,
    Config: 'skipConfig',
    Value: 'skipValue',
    Configs: '{"max.message.bytes":"2097152"}',
  };
  await call('UpdateTopicConfig', several);
  assert.deepEqual(
    [...((await inside.topics.configs()).get('orders') ?? [])],
    [
      ['retention.ms', '108000000'],
      ['max.message.bytes', '2097152'],
    ],
  );
  const { TopicList: list } = await call('GetTopicList', { InstanceId });
  assert.equal(JSON.parse(list.TopicVO[0].TopicConfig)['max.message.bytes'], '2097152');
  for (const wrong of [
    { ...one, Config: 'leader.replication.throttled.replicas' },
    { ...one, Value: 'long' },
    { ...several, Configs: '[1]' },
    { ...several, Configs: '{"moon":"1"}' },
  ]) {
    assert.equal((await refused('UpdateTopicConfig', wrong)).Code, 'BIZ_FIELD_CHECK_INVALID');
  }
});

test('groups are made before their consumers come, found by their exact name, and show where they stand', async (t) => {
  const { call, refused, inside, InstanceId } = await runningInstance(t);
  await call('CreateTopic', { InstanceId, ...topic, PartitionNum: 2 });
  await call('CreateConsumerGroup', { InstanceId, ConsumerId: 'workers', Remark: 'r' });
  const again = await refused('CreateConsumerGroup', { InstanceId, ConsumerId: 'workers' });
  assert.equal(again.Code, 'BIZ_SUBSCRIPTION_EXISTED');
  const empty = await call('GetConsumerProgress', { InstanceId, ConsumerId: 'workers' });
  assert.equal(empty.ConsumerProgress.TotalDiff, 0);
  const { ConsumerList: list } = await call('GetConsumerList', { InstanceId, ConsumerId: 'workers' });
  assert.equal(list.ConsumerVO.length, 1);
  assert.equal(list.ConsumerVO[0].Remark, 'r');

  await inside.groups.resetOffsets('workers', { topic: 'orders', position: { offset: 4n } });
  const member = { id: 'm', clientId: 'c', address: '127.0.0.1', assignment: new Map([['orders', [1]]]) };
  inside.groupRows.set('workers', { ...emptyGroup('workers'), state: 'stable', members: [member] });
  const { ConsumerProgress: progress } = await call('GetConsumerProgress', {
    InstanceId,
    ConsumerId: 'workers',
  });
  assert.equal(progress.TotalDiff, 12);
  const [first, second] = progress.TopicList.TopicList[0].OffsetList.OffsetList;
  assert.deepEqual([first.ConsumerOffset, first.BrokerOffset, first.ClientId], [4, 10, '']);
  assert.deepEqual([second.Partition, second.ClientId, second.MemberId], [1, 'c', 'm']);
  const { TopicSubscribeStatus: subscribed } = await call('GetTopicSubscribeStatus', {
    InstanceId,
    Topic: 'orders',
  });
  assert.deepEqual(subscribed, { Topic: 'orders', ConsumerGroups: ['workers'] });
  assert.equal(
    (await refused('DeleteConsumerGroup', { InstanceId, ConsumerId: 'workers' })).Code,
    'ResourceInUse',
  );
  inside.groupRows.set('workers', emptyGroup('workers'));
  await call('DeleteConsumerGroup', { InstanceId, ConsumerId: 'workers' });
  const gone = await refused('GetConsumerProgress', { InstanceId, ConsumerId: 'workers' });
  assert.deepEqual([gone.status, gone.Code], [404, 'BIZ_SUBSCRIPTION_NOT_FOUND']);
  assert.equal((await refused('CreateConsumerGroup', { InstanceId, ConsumerId: 'x' })).status, 400);
});

test('users are made, given another password by the same call, and deleted; no answer has a password', async (t) => {
  const { call, refused, store, send, InstanceId } = await runningInstance(t, { 'enable.acl': true });
  const user = { InstanceId, Username: 'ada', Password: 'first-Secret', Type: 'scram' };
  await call('CreateSaslUser', user);
  await call('CreateSaslUser', { ...user, Password: 'second-Secret' });
  assert.equal((await store.instanceUsers.findSecret(InstanceId, 'ada'))?.password, 'second-Secret');
  const { text, json } = await send({ action: 'DescribeSaslUsers', parameters: { InstanceId } });
  assert.ok(!text.includes('Secret'));
  assert.deepEqual(json.SaslUserList.SaslUserVO, [
    { Username: 'ada', Password: '', Type: 'scram', Mechanism: 'SCRAM-SHA-256' },
  ]);
  assert.equal((await refused('CreateSaslUser', { ...user, Type: 'LDAP' })).Code, 'ONS_SERVICE_UNSUPPORTED');
  const wrong = await refused('CreateSaslUser', { ...user, Password: 'with space' });
  assert.ok(!wrong.Message.includes('with space'));
  await call('DeleteSaslUser', { InstanceId, Username: 'ada' });
  assert.equal((await refused('DeleteSaslUser', { InstanceId, Username: 'ada' })).status, 400);
});

test('access rules of users are made, found and deleted', async (t) => {
  const { call, refused, inside, InstanceId } = await runningInstance(t, { 'enable.acl': true });
  await call('CreateSaslUser', { InstanceId, Username: 'ada', Password: 'first-Secret' });
  const rule = {
    InstanceId,
    Username: 'ada',
    AclResourceType: 'Topic',
    AclResourceName: 'orders',
    AclResourcePatternType: 'PREFIXED',
    AclOperationType: 'Write',
  };
  await call('CreateAcl', rule);
  assert.deepEqual(await inside.acls.list(), [
    {
      principal: 'User:ada',
      resourceType: 'topic',
      resourceName: 'orders',
      pattern: 'prefix',
      operation: 'write',
      permission: 'allow',
      host: '*',
    },
  ]);
  const { AclResourcePatternType: _, AclOperationType: __, ...question } = rule;
  const { KafkaAclList: list } = await call('DescribeAcls', question);
  assert.deepEqual(list.KafkaAclVO, [
    {
      Username: 'ada',
      AclResourceType: 'Topic',
      AclResourceName: 'orders',
      AclResourcePatternType: 'PREFIXED',
      AclOperationType: 'Write',
      AclPermissionType: 'ALLOW',
      Host: '*',
    },
  ]);
  const names = { InstanceId, AclResourceType: 'Topic', AclResourcePatternType: 'PREFIXED' };
  assert.deepEqual((await call('DescribeAclResourceName', names)).Data, { data: ['orders'] });
  assert.equal((await refused('CreateAcl', { ...rule, Username: 'bob' })).Code, 'BIZ_FIELD_CHECK_INVALID');
  assert.match(
    (await refused('CreateAcl', { ...rule, AclOperationType: 'Fly' })).Message,
    /Write, Read, Describe/,
  );
  await call('DeleteAcl', rule);
  assert.deepEqual((await call('DescribeAcls', question)).KafkaAclList, { KafkaAclVO: [] });
});

test('an instance without enable.acl takes no access rules', async (t) => {
  const { refused, InstanceId } = await runningInstance(t);
  const refusal = await refused('CreateAcl', {
    InstanceId,
    Username: '*',
    AclResourceType: 'Topic',
    AclResourceName: 'orders',
    AclResourcePatternType: 'LITERAL',
    AclOperationType: 'Read',
  });
  assert.equal(refusal.Code, 'BIZ_INSTANCE_STATUS_ERROR');
});

test('groups without consumers are moved to a time or to offsets, within what there is', async (t) => {
  const { call, refused, InstanceId } = await runningInstance(t);
  await call('CreateTopic', { InstanceId, ...topic, PartitionNum: 2 });
  await call('CreateConsumerGroup', { InstanceId, ConsumerId: 'workers' });
  const moved = { InstanceId, ConsumerId: 'workers', Topic: 'orders' };
  const stands = async () => {
    const { ConsumerProgress: progress } = await call('GetConsumerProgress', {
      InstanceId,
      ConsumerId: 'workers',
    });
    return progress.TopicList.TopicList[0].OffsetList.OffsetList.map(
      (row: { ConsumerOffset: number }) => row.ConsumerOffset,
    );
  };
  await call('UpdateConsumerOffset', { ...moved, Time: '-1' });
  assert.deepEqual(await stands(), [10, 10]);
  const offsets = {
    'Offsets.1.Partition': 0,
    'Offsets.1.Offset': 3,
    'Offsets.2.Partition': 1,
    'Offsets.2.Offset': 99,
  };
  await call('UpdateConsumerOffset', { ...moved, ResetType: 'offset', ...offsets });
  assert.deepEqual(await stands(), [3, 10]);
  assert.equal((await refused('UpdateConsumerOffset', moved)).Code, 'MissingTime');
  assert.equal(
    (await refused('UpdateConsumerOffset', { ...moved, ResetType: 'offset' })).Code,
    'MissingOffsets',
  );
  assert.match((await refused('UpdateConsumerOffset', { ...moved, Time: 'now' })).Message, /Time was "now"/);
});

test('messages are shown from an offset of a partition on, long ones in part', async (t) => {
  const { call, refused, inside, InstanceId } = await runningInstance(t);
  await call('CreateTopic', { InstanceId, ...topic, PartitionNum: 2 });
  inside.messageRows.set('orders-1', [keptMessage(0n, 'short'), keptMessage(1n, 'x'.repeat(2000))]);
  const query = { InstanceId, Topic: 'orders', QueryType: 'byOffset', Partition: 1, Offset: 0 };
  const { MessageList: list } = await call('QueryMessage', query);
  assert.equal(list.length, 2);
  assert.deepEqual([list[0].Key, list[0].Value, list[0].ValueTruncated], ['k', 'short', false]);
  assert.deepEqual(
    [list[1].SerializedValueSize, list[1].TruncatedValueSize, list[1].ValueTruncated],
    [2000, 1024, true],
  );
  assert.match(
    (await refused('QueryMessage', { ...query, QueryType: 'byMoon' })).Message,
    /byOffset or byTimestamp/,
  );
  assert.match((await refused('QueryMessage', { ...query, Partition: 2 })).Message, /0 to 1/);
  assert.equal(
    (await refused('QueryMessage', { InstanceId, Topic: 'orders', QueryType: 'byOffset' })).Code,
    'MissingOffset',
  );
});
