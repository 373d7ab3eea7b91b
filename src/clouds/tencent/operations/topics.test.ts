import assert from 'node:assert/strict';
import { test } from 'node:test';
import { emptyGroup } from '../../../../test/support/memory-administration.ts';
import { beforeEachInside, type TencentInside } from '../../../../test/support/tencent-inside.ts';

let cloud: TencentInside['cloud'];
let inside: TencentInside['inside'];
let InstanceId: string;
let call: TencentInside['call'];
let refused: TencentInside['refused'];

beforeEachInside((made) => {
  ({ cloud, inside, InstanceId, call, refused } = made);
});

const make = (TopicName: string, more: object = {}) =>
  cloud.call('CreateTopic', { InstanceId, TopicName, PartitionNum: 3, ReplicaNum: 2, ...more });

test('a topic is made, shown in every way, changed and deleted', async () => {
  const { TopicId: id } = await make('one', {
    Note: 'first',
    RetentionMs: 3_600_000,
    CleanUpPolicy: 'compact, delete',
    MinInsyncReplicas: 2,
    UncleanLeaderElectionEnable: 1,
    SegmentMs: 86_400_000,
    MaxMessageBytes: 2048,
    RetentionBytes: 1024 ** 3,
    LogMsgTimestampType: 'LogAppendTime',
    EnableWhiteList: 0,
  });
  assert.match(id, /^topic-[a-z0-9]{8}$/);
  assert.deepEqual(
    (await inside.topics.configs(['one'])).get('one'),
    new Map([
      ['retention.ms', '3600000'],
      ['segment.ms', '86400000'],
      ['max.message.bytes', '2048'],
      ['retention.bytes', '1073741824'],
      ['cleanup.policy', 'compact,delete'],
      ['min.insync.replicas', '2'],
      ['message.timestamp.type', 'LogAppendTime'],
      ['unclean.leader.election.enable', 'true'],
    ]),
  );
  const attributes = await cloud.call('DescribeTopicAttributes', { InstanceId, TopicName: 'one' });
  assert.deepEqual(attributes.Config, {
    Retention: 3_600_000,
    MinInsyncReplicas: 2,
    CleanUpPolicy: 'compact, delete',
    SegmentMs: 86_400_000,
    UncleanLeaderElectionEnable: 1,
    SegmentBytes: 1024 ** 3,
    MaxMessageBytes: 2048,
    RetentionBytes: 1024 ** 3,
    LogMsgTimestampType: 'LogAppendTime',
  });
  assert.deepEqual([attributes.TopicId, attributes.Note, attributes.PartitionNum], [id, 'first', 3]);
  const { TopicList: names } = await cloud.call('DescribeTopic', { InstanceId });
  assert.deepEqual(names, [{ TopicId: id, TopicName: 'one', Note: 'first' }]);

  await cloud.call('CreatePartition', { InstanceId, TopicName: 'one', PartitionNum: 5 });
  const change = { Note: 'second', RetentionMs: 7_200_000, SegmentMs: 0, ReplicaNum: 2 };
  await cloud.call('ModifyTopicAttributes', { InstanceId, TopicName: 'one', ...change });
  const [shown] = (await cloud.call('DescribeTopicDetail', { InstanceId, SearchWord: 'one' })).TopicList;
  assert.deepEqual(
    [shown.PartitionNum, shown.ReplicaNum, shown.Note, shown.Config.Retention, shown.Config.SegmentMs],
    [5, 2, 'second', 7_200_000, 86_400_000],
  );
  const results = await cloud.call('BatchModifyTopicAttributes', {
    InstanceId,
    Topic: [{ TopicName: 'one', PartitionNum: 6, MaxMessageBytes: 4096 }, { TopicName: 'none' }],
  });
  assert.deepEqual(
    results.map((one: { TopicName: string; ReturnCode: string }) => [one.TopicName, one.ReturnCode]),
    [
      ['one', '0'],
      ['none', 'ResourceNotFound'],
    ],
  );
  const replicas = await cloud.call('DescribeTopicSyncReplica', { InstanceId, TopicName: 'one', Limit: 1 });
  assert.equal(replicas.TotalCount, 6);
  assert.deepEqual(replicas.TopicInSyncReplicaList, [
    {
      Partition: 'partition-0',
      Leader: 1,
      Replica: '1,2',
      InSyncReplica: '1,2',
      BeginOffset: 0,
      EndOffset: 10,
      MessageCount: 10,
      OutOfSyncReplica: '',
    },
  ]);
  const behind = { InstanceId, TopicName: 'one', OutOfSyncReplicaOnly: true };
  assert.equal((await cloud.call('DescribeTopicSyncReplica', behind)).TotalCount, 0);

  await cloud.call('DeleteTopic', { InstanceId, TopicName: 'one' });
  assert.equal((await cloud.call('DescribeTopicDetail', { InstanceId })).TotalCount, 0);
  assert.equal(await refused('DescribeTopicAttributes', { TopicName: 'one' }), 'ResourceNotFound');
});

const list = async (more: object) =>
  (await cloud.call('DescribeTopicDetail', { InstanceId, ...more })).TopicList.map(
    ({ TopicName: name }: { TopicName: string }) => name,
  );

test('lists of topics: searched, sorted, in pages', async () => {
  for (const [name, count] of [
    ['Alpha', 2],
    ['beta', 3],
    ['alphabet', 1],
  ] as const) {
    await make(name, { PartitionNum: count, ReplicaNum: count });
    cloud.tick(5000);
  }
  assert.deepEqual(await list({}), ['alphabet', 'beta', 'Alpha']);
  assert.deepEqual(await list({ OrderBy: 'PartitionNum' }), ['alphabet', 'Alpha', 'beta']);
  assert.deepEqual(await list({ OrderBy: 'PartitionNum', OrderType: 1 }), ['beta', 'Alpha', 'alphabet']);
  assert.deepEqual(await list({ SearchWord: 'alpha' }), ['alphabet']);
  assert.deepEqual(await list({ SearchWord: 'alpha', SearchWordIgnoreCaseFlag: true }), [
    'alphabet',
    'Alpha',
  ]);
  assert.deepEqual(await list({ Filters: [{ Name: 'ReplicaNum', Values: ['3'] }] }), ['beta']);
  assert.deepEqual(await list({ Offset: 1, Limit: 1 }), ['beta']);
  assert.equal(await refused('DescribeTopicDetail', { OrderBy: 'Name' }), 'InvalidParameterValue');
});

test('what a topic cannot be', async () => {
  const wrong: readonly (readonly [object, string])[] = [
    [{ TopicName: '__own' }, 'InvalidParameterValue'],
    [{ TopicName: 'a b' }, 'InvalidParameterValue'],
    [{ PartitionNum: 0 }, 'InvalidParameterValue'],
    [{ PartitionNum: 3001 }, 'InvalidParameterValue'],
    [{ ReplicaNum: 4 }, 'InvalidParameterValue'],
    [{ RetentionMs: 59_999 }, 'InvalidParameterValue'],
    [{ MaxMessageBytes: 1023 }, 'InvalidParameterValue'],
    [{ RetentionBytes: 5 }, 'InvalidParameterValue'],
    [{ MinInsyncReplicas: 3 }, 'InvalidParameterValue'],
    [{ CleanUpPolicy: 'none' }, 'InvalidParameterValue'],
    [{ LogMsgTimestampType: 'now' }, 'InvalidParameterValue'],
    [{ Note: 'n'.repeat(65) }, 'InvalidParameterValue'],
    [{ EnableWhiteList: 1, IpWhiteList: ['10.0.0.0/8'] }, 'InvalidParameterValue'],
    [{ EnableAclRule: 1 }, 'InvalidParameterValue.NotAllowedEmpty'],
    [{ Tags: [{ TagKey: 'a', TagValue: 'b' }] }, 'UnsupportedOperation'],
  ];
  const base = { TopicName: 'topic', PartitionNum: 3, ReplicaNum: 2 };
  for (const [change, code] of wrong) {
    assert.equal(await refused('CreateTopic', { ...base, ...change }), code, JSON.stringify(change));
  }
  await make('topic');
  assert.equal(await refused('CreateTopic', base), 'InvalidParameterValue.TopicNameAlreadyExist');
  const fewer = { TopicName: 'topic', PartitionNum: 3 };
  assert.equal(await refused('CreatePartition', fewer), 'InvalidParameterValue');
  assert.equal(await refused('CreatePartition', { ...fewer, PartitionNum: 401 }), 'FailedOperation');
  const replicas = { TopicName: 'topic', ReplicaNum: 3 };
  assert.equal(await refused('ModifyTopicAttributes', replicas), 'UnsupportedOperation');
});

test('who reads a topic', async () => {
  await make('read');
  inside.groupRows.set('reader', emptyGroup('reader'));
  inside.groupRows.set('other', emptyGroup('other'));
  await inside.groups.resetOffsets('reader', { topic: 'read', position: 'latest' });
  const found = await cloud.call('DescribeTopicSubscribeGroup', { InstanceId, TopicName: 'read' });
  assert.deepEqual([found.TotalCount, found.StatusCountInfo, found.Status], [1, '1 Empty', 1]);
  assert.equal(found.GroupsInfo[0].Group, 'reader');
});

test('who writes to a topic is shown, and topics stand by their traffic', async () => {
  for (const name of ['quiet', 'busy']) {
    await inside.topics.create({ name, partitionCount: 2, replicationFactor: 3 });
  }
  const firstMs = Date.UTC(2026, 0, 2, 3, 4, 5);
  inside.activityRows.writers = [
    { topic: 'busy', address: '10.0.0.1', lastWriteMs: firstMs },
    { topic: 'busy', address: '10.0.0.2', lastWriteMs: firstMs + 1000 },
    { topic: 'busy', address: '10.0.0.1', lastWriteMs: firstMs + 2000 },
    { topic: 'quiet', address: '10.0.0.3', lastWriteMs: firstMs },
  ];
  const mebibyte = 1024 * 1024;
  const flow = (topic: string, brokerId: number, produced: number, consumed: number) => ({
    topic,
    brokerId,
    producedBytesPerSecond: produced * mebibyte,
    consumedBytesPerSecond: consumed * mebibyte,
  });
  inside.activityRows.flows = [flow('busy', 1, 2, 0), flow('busy', 2, 1.5, 0), flow('quiet', 2, 0, 0.25)];

  assert.deepEqual(await call('DescribeTopicProduceConnection', { TopicName: 'busy' }), [
    { IpAddr: '10.0.0.1', Time: '2026-01-02 11:04:07', IsUnSupportVersion: false },
    { IpAddr: '10.0.0.2', Time: '2026-01-02 11:04:06', IsUnSupportVersion: false },
  ]);
  assert.equal(await refused('DescribeTopicProduceConnection', { TopicName: 'none' }), 'ResourceNotFound');

  const ranking = async (parameters: object) => {
    const { TopicFlow: rows } = await call('DescribeTopicFlowRanking', parameters);
    return rows.map((row: { TopicName: string; TopicTraffic: string }) => [row.TopicName, row.TopicTraffic]);
  };
  assert.deepEqual((await ranking({ RankingType: 'PRO' })).slice(0, 2), [
    ['busy', '3.50'],
    ['quiet', '0.00'],
  ]);
  assert.deepEqual((await ranking({ RankingType: 'CON' }))[0], ['quiet', '0.25']);
  const onFirst = { RankingType: 'PRO', BrokerIp: '127.90.0.1' };
  assert.deepEqual((await ranking(onFirst))[0], ['busy', '2.00']);
  const wrong: readonly (readonly [object, string])[] = [
    [{ RankingType: 'ALL' }, 'InvalidParameterValue'],
    [{ RankingType: 'PRO', BrokerIp: '10.9.9.9' }, 'InvalidParameterValue'],
    [{ RankingType: 'PRO', BeginDate: '2026-01-01' }, 'UnsupportedOperation'],
  ];
  for (const [parameters, code] of wrong) {
    assert.equal(await refused('DescribeTopicFlowRanking', parameters), code);
  }
});
