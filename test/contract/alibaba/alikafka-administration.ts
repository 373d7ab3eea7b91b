import assert from 'node:assert/strict';
import kafkajs from 'kafkajs';
import { brokersIn, listedInstance, loginAs } from '../../support/alibaba.ts';
import { consumeInGroup, countLogins, sends, shows } from '../../support/client-checks.ts';
import { consume, kafkaClient, type KafkaAccess, produce } from '../../support/kafka-client.ts';
import { until } from '../../support/until.ts';
import type { AlikafkaInstance } from '../../support/alikafka-instance.ts';

const hourMs = 3_600_000;

/** Topics made by the API are seen by Kafka clients with their settings, and the other way round. */
export async function checkTopics(instance: AlikafkaInstance): Promise<void> {
  const { call, refused, plain, withAdmin } = instance;
  const local = { LocalTopic: true, CompactTopic: true, ReplicationFactor: 3, MinInsyncReplicas: 2 };
  const order = { Topic: 'ordered', Remark: 'of a local engine', PartitionNum: '4' };
  await call('CreateTopic', { ...order, ...local });
  await refused('BIZ_TOPIC_EXISTED', 'CreateTopic', order);
  const settings = (topic: string) => settingsOf(instance, topic);
  const made = await settings('ordered');
  assert.deepEqual([made['cleanup.policy'], made['min.insync.replicas']], ['compact', '2']);
  // 33 hours are the instance's, which topics inherit that say nothing else.
  assert.equal(made['retention.ms'], String(33 * hourMs));
  await call('UpdateTopicConfig', {
    Topic: 'ordered',
    Config: 'skipConfig',
    Value: 'skipValue',
    Configs: JSON.stringify({ 'retention.hours': '48', 'max.message.bytes': '2097152' }),
  });
  await call('UpdateTopicConfig', {
    Topic: 'ordered',
    Config: 'message.timestamp.type',
    Value: 'CreateTime',
  });
  const changed = await settings('ordered');
  assert.deepEqual(
    [changed['retention.ms'], changed['max.message.bytes'], changed['min.insync.replicas']],
    [String(48 * hourMs), '2097152', '2'],
  );
  await call('ModifyPartitionNum', { Topic: 'ordered', AddPartitionNum: 2 });
  await call('ModifyTopicRemark', { Topic: 'ordered', Remark: 'another remark' });
  const [shown] = await topicList(instance, 'ordered');
  assert.deepEqual(
    [shown.PartitionNum, shown.Remark, shown.CompactTopic, shown.LocalTopic, shown.AutoCreate, shown.Status],
    [6, 'another remark', true, true, false, 0],
  );
  const metadata = await withAdmin((admin) => admin.fetchTopicMetadata({ topics: ['ordered'] }));
  const partitions = metadata.topics[0]?.partitions ?? [];
  assert.deepEqual([partitions.length, partitions[0]?.replicas.length], [6, 3]);

  await withAdmin((admin) =>
    admin.createTopics({ topics: [{ topic: 'by-client', numPartitions: 2, replicationFactor: 2 }] }),
  );
  await shows('the client’s topic', async () => (await topicList(instance, 'by-client')).length === 1);
  assert.equal((await topicList(instance, 'by-client'))[0].AutoCreate, true);
  const begunAtMs = Date.now();
  await produce(plain, 'by-client', 30);
  const { TopicStatus: status } = await call('GetTopicStatus', { Topic: 'by-client' });
  const rows: readonly { Topic: string; Partition: number; MinOffset: number; MaxOffset: number }[] =
    status.OffsetTable.OffsetTable;
  assert.deepEqual(new Set(rows.map(({ Partition: number }) => number)), new Set([0, 1]));
  assert.equal(status.TotalCount, 30);
  assert.ok(status.LastTimeStamp >= begunAtMs && status.LastTimeStamp <= Date.now(), status.LastTimeStamp);
  assert.equal(
    rows.reduce((sum, row) => sum + row.MaxOffset - row.MinOffset, 0),
    30,
  );
  await call('BatchDeleteTopics', { Topics: '["by-client","ordered"]' });
  for (const gone of ['by-client', 'ordered']) assert.deepEqual(await topicList(instance, gone), []);
  const names = await withAdmin((admin) => admin.listTopics());
  assert.deepEqual(
    names.filter((name) => name === 'by-client' || name === 'ordered'),
    [],
  );
  await refused('BIZ_TOPIC_NOT_FOUND', 'GetTopicStatus', { Topic: 'ordered' });
}

/** Groups are made, read, moved and deleted; consumers go on from where they were moved to. */
export async function checkGroups(instance: AlikafkaInstance): Promise<void> {
  const { call, refused, plain, withAdmin } = instance;
  const group = { ConsumerId: 'readers' };
  await call('CreateTopic', { Topic: 'read', Remark: 'is read', PartitionNum: '1', LocalTopic: true });
  await call('CreateConsumerGroup', { ...group, Remark: 'who reads' });
  await refused('BIZ_SUBSCRIPTION_EXISTED', 'CreateConsumerGroup', group);
  await produce(plain, 'read', 20);
  const between = Date.now();
  const progress = async () => (await call('GetConsumerProgress', group)).ConsumerProgress;
  const offsetOf = async () => {
    const [topic] = (await progress()).TopicList.TopicList;
    return topic?.OffsetList.OffsetList[0];
  };
  assert.deepEqual([await offsetOf(), (await progress()).TotalDiff], [undefined, 0]);

  /** As the group reads on: see `consumeInGroup`. */
  const readOn = (count: number, meanwhile?: () => Promise<void>) =>
    consumeInGroup(
      plain,
      { groupId: 'readers', topic: 'read', count },
      async () => (await offsetOf())?.Accumulate === 0,
      meanwhile,
    );
  const byOffset = (offset: number) => ({
    ...group,
    Topic: 'read',
    ResetType: 'offset',
    Offsets: JSON.stringify([{ Partition: 0, Offset: offset }]),
  });
  const first = await readOn(20, async () => {
    await shows('the reader', async () => (await offsetOf())?.ClientId === 'polybroker-test');
    assert.match((await offsetOf()).ClientIp, /127\.0\.0\.1$/);
    const { TopicSubscribeStatus: status } = await call('GetTopicSubscribeStatus', { Topic: 'read' });
    assert.deepEqual(status, { Topic: 'read', ConsumerGroups: ['readers'] });
    const { Data: dealt } = await call('ListRebalanceInfo', group);
    // The newest first: on a busy machine a reader may have had to join once more.
    const begin = dealt.RebalanceInfoList.at(-1);
    assert.equal(begin.GroupId, 'readers');
    assert.ok(begin.Generation > 0);
    const lastHour = { StartTime: Date.now() - hourMs, EndTime: Date.now() };
    const asked = [
      { Type: 'byGroup', Group: 'readers' },
      { Type: 'byTopic', Topic: 'read' },
    ];
    for (const question of asked) {
      const { Data: clients } = await call('GetKafkaClientIp', { ...question, ...lastHour });
      const [{ Name: name, Data: found }] = clients.Data.Data;
      assert.equal(name, question.Group ?? question.Topic);
      // Twice, where it had to join again and its first membership has not ended yet.
      assert.deepEqual([found.Data.length, found.Data[0].Ip, found.Data[0].Num > 0], [1, '127.0.0.1', true]);
    }
    const { Data: all } = await call('GetKafkaClientIp', { Type: 'byInstance', ...lastHour });
    const ips = all.Data.Data[0].Data.Data.map(({ Ip: ip }: { Ip: string }) => ip);
    assert.ok(ips.includes('127.0.0.1'), JSON.stringify(all));
    await refused('ResourceInUse', 'UpdateConsumerOffset', byOffset(0));
    await refused('ResourceInUse', 'DeleteConsumerGroup', group);
  });
  assert.equal(first, '0');
  await shows('the group is empty', async () => (await progress()).state === 'EMPTY');
  await call('UpdateConsumerOffset', byOffset(15));
  const moved = await offsetOf();
  assert.deepEqual([moved.ConsumerOffset, moved.BrokerOffset, moved.Accumulate], [15, 20, 5]);
  assert.equal((await progress()).TotalDiff, 5);
  const { LastTimestamp: last } = await progress();
  assert.ok(last > between - 60_000 && last <= between, 'when the last message was made that is committed');
  assert.equal(await readOn(5), '15');
  await shows('the group is empty again', async () => (await progress()).state === 'EMPTY');
  const byTime = (time: number) => ({
    ...group,
    Topic: 'read',
    ResetType: 'timestamp',
    Time: String(time),
  });
  await call('UpdateConsumerOffset', byTime(between - 600_000));
  const seen = await withAdmin((admin) => admin.fetchOffsets({ groupId: 'readers', topics: ['read'] }));
  assert.equal(seen[0]?.partitions[0]?.offset, '0');
  await call('UpdateConsumerOffset', byTime(-1));
  assert.equal((await offsetOf()).ConsumerOffset, 20);
  await call('DeleteConsumerGroup', group);
  const { groups } = await withAdmin((admin) => admin.listGroups());
  assert.ok(!groups.some(({ groupId }) => groupId === 'readers'));
  await refused('BIZ_SUBSCRIPTION_NOT_FOUND', 'DeleteConsumerGroup', group);
  await call('DeleteTopic', { Topic: 'read' });
}

/** Messages of a Kafka client, compressed or not, are read through the API. */
export async function checkMessages({ call, refused, plain }: AlikafkaInstance): Promise<void> {
  await call('CreateTopic', { Topic: 'letters', Remark: 'letters', PartitionNum: '1', LocalTopic: true });
  const begunAtMs = Date.now();
  const producer = kafkaClient(plain).producer();
  await producer.connect();
  try {
    await producer.send({ topic: 'letters', acks: -1, messages: letters(0, 5) });
    const compression = kafkajs.CompressionTypes.GZIP;
    await producer.send({ topic: 'letters', acks: -1, compression, messages: letters(5, 5) });
    const long = [{ key: 'long', value: 'ä'.repeat(2000) }];
    await producer.send({ topic: 'letters', acks: -1, messages: long });
  } finally {
    await producer.disconnect();
  }
  const at = { Topic: 'letters', QueryType: 'byOffset', Partition: '0' };
  const { MessageList: list } = await call('QueryMessage', { ...at, Offset: '3' });
  assert.deepEqual(
    list.map(({ Offset: offset, Key: key, Value: value }: Record<string, unknown>) => [offset, key, value]),
    [...letters(3, 7).map(({ key, value }, index) => [index + 3, key, value]), [10, 'long', 'ä'.repeat(512)]],
  );
  const last = list.at(-1);
  assert.deepEqual(
    [last.ValueTruncated, last.SerializedValueSize, last.TruncatedValueSize],
    [true, 4000, 1024],
  );
  assert.ok(list.every(({ Timestamp: time }: { Timestamp: number }) => time >= begunAtMs));
  const byTime = { Topic: 'letters', QueryType: 'byTimestamp', BeginTime: begunAtMs };
  const { MessageList: later } = await call('QueryMessage', byTime);
  assert.equal(later[0].Key, 'key-0');
  await refused('BIZ_FIELD_CHECK_INVALID', 'QueryMessage', { ...at, Partition: '7', Offset: '0' });
  await call('DeleteTopic', { Topic: 'letters' });
}

/** Users log in with either mechanism; rules open topics to them, and close them to all others. */
export async function checkUsersAndRules(instance: AlikafkaInstance): Promise<void> {
  const { call, plain, server, id } = instance;
  const { SaslEndPoint: endpoint } = await listedInstance(server, id);
  const brokers = brokersIn(endpoint);
  const [first, second] = ['First-1', 'Second-2'];
  await call('CreateSaslUser', { Username: 'writer', Password: first, Type: 'plain' });
  await call('CreateSaslUser', { Username: 'reader', Password: first, Type: 'scram' });
  for (const mechanism of ['plain', 'scram-sha-256'] as const) {
    for (const name of ['writer', 'reader']) {
      const access = loginAs(brokers, name, first, mechanism);
      await shows(`${name} logs in by ${mechanism}`, async () => (await countLogins(access)) === 3);
    }
  }
  // The provider changes a password by making the user again.
  await call('CreateSaslUser', { Username: 'writer', Password: second, Type: 'plain' });
  const writer = loginAs(brokers, 'writer', second);
  await shows('the changed password', async () => (await countLogins(writer)) === 3);
  assert.equal(await countLogins(loginAs(brokers, 'writer', first)), 0);
  const { SaslUserList: users } = await call('DescribeSaslUsers');
  assert.deepEqual(
    users.SaslUserVO.map(({ Username: name, Type: type }: Record<string, string>) => [name, type]).toSorted(),
    [
      ['reader', 'scram'],
      ['writer', 'plain'],
    ],
  );

  const reader = loginAs(brokers, 'reader', first, 'scram-sha-256');
  /** Waits until brokers let exactly these write. */
  const writers = (...allowed: readonly KafkaAccess[]) =>
    shows(`that ${allowed.length} of three may write`, async () => {
      for (const access of [reader, writer, plain]) {
        if ((await sends(access, 'log-1')) !== allowed.includes(access)) return false;
      }
      return true;
    });
  await call('CreateTopic', { Topic: 'log-1', Remark: 'has rules', PartitionNum: '1', LocalTopic: true });
  await writers(reader, writer, plain);
  const rule = {
    Username: 'writer',
    AclResourceType: 'Topic',
    AclResourceName: 'log-1',
    AclResourcePatternType: 'LITERAL',
    AclOperationType: 'Write',
  };
  await call('CreateAcl', rule);
  await writers(writer);
  await call('CreateAcl', { ...rule, AclPermissionType: 'DENY' });
  await writers();
  const { KafkaAclList: list } = await call('DescribeAcls', rule);
  assert.deepEqual(
    list.KafkaAclVO.map((shown: Record<string, string>) => shown['AclPermissionType']).toSorted(),
    ['ALLOW', 'DENY'],
  );
  for (const permission of ['ALLOW', 'DENY']) {
    await call('DeleteAcl', { ...rule, AclPermissionType: permission });
  }
  await writers(reader, writer, plain);
  const prefixed = { ...rule, AclResourceName: 'log-', AclResourcePatternType: 'PREFIXED' };
  await call('CreateAcl', { ...prefixed, Username: 'reader' });
  await writers(reader);
  const names = await call('DescribeAclResourceName', {
    AclResourceType: 'Topic',
    AclResourcePatternType: 'PREFIXED',
  });
  assert.deepEqual(names.Data, { data: ['log-'] });
  await call('DeleteAcl', { ...prefixed, Username: 'reader' });
  await writers(reader, writer, plain);
  await call('DeleteTopic', { Topic: 'log-1' });
  await call('DeleteSaslUser', { Username: 'writer', Type: 'plain' });
  await shows('that the user is gone', async () => (await countLogins(writer)) === 0);
  assert.equal(await countLogins(reader), 3);
}

/** What was ordered holds for Kafka clients, and more of it once more is ordered. */
export async function checkLimits({ call, refused, withAdmin }: AlikafkaInstance): Promise<void> {
  const quota = async () => (await call('GetQuotaTip')).QuotaData;
  const { TopicLeft: left, TopicUsed: used, PartitionQuota: partitions } = await quota();
  const create = (...topics: readonly kafkajs.ITopicConfig[]) =>
    withAdmin((admin) => admin.createTopics({ topics: [...topics] }));
  await assert.rejects(create(one('too-wide', partitions + 1)), isRefusedByPolicy);
  const names = Array.from({ length: left }, (_, index) => `many-${index}`);
  // What was asked for, refused or deleted just before counts for two seconds, so that asking sooner would never end.
  const fill = async () => {
    const present = await withAdmin((admin) => admin.listTopics());
    const missing = names.filter((name) => !present.includes(name));
    if (missing.length > 0) await create(...missing.map((name) => one(name)));
    return (await quota()).TopicLeft === 0 ? true : undefined;
  };
  await until('nothing is left', 60_000, fill, 2500);
  await assert.rejects(create(one('one-more')), isRefusedByPolicy);
  const more = { Topic: 'one-more', Remark: 'one more', PartitionNum: '2' };
  await refused('BIZ_FIELD_CHECK_INVALID', 'CreateTopic', more);
  await call('UpgradePostPayOrder', { TopicQuota: 60 });
  const isMade = async () => {
    await create(one('one-more'));
    return true;
  };
  await until('there is room', 60_000, isMade, 2500);
  // What a client made shows a second later.
  await shows('the client’s topic', async () => (await quota()).TopicUsed > used + left);
  await call('BatchDeleteTopics', { Topics: JSON.stringify([...names, 'one-more']) });
  await shows('that they are gone', async () => (await quota()).TopicLeft === left + 10);
}

/** Topics are made by their use where that is switched on, with as many partitions as it says. */
export async function checkAutomaticTopics({ call, plain, withAdmin }: AlikafkaInstance): Promise<void> {
  const use = async (topic: string) => {
    const client = new kafkajs.Kafka({
      brokers: [...plain.brokers],
      logLevel: kafkajs.logLevel.NOTHING,
      retry: { retries: 0 },
    });
    const producer = client.producer({ allowAutoTopicCreation: true });
    await producer.connect();
    try {
      await producer.send({ topic, messages: [{ key: 'k', value: 'v' }] });
      return true;
    } finally {
      await producer.disconnect();
    }
  };
  await assert.rejects(use('unasked'));
  await call('EnableAutoTopicCreation', { Operate: 'enable', UpdatePartition: true, PartitionNum: 5 });
  // Brokers are restarted in turn.
  await until('topics are made by their use', 180_000, () => use('made-by-use'));
  const { topics } = await withAdmin((admin) => admin.fetchTopicMetadata({ topics: ['made-by-use'] }));
  assert.deepEqual([topics[0]?.partitions.length, topics[0]?.partitions[0]?.replicas.length], [5, 3]);
  assert.equal((await consume(plain, 'made-by-use', 1)).size, 1);
  // What a client made shows a second later.
  await shows('the topic', async () => (await topicList({ call }, 'made-by-use')).length === 1);
  await call('DeleteTopic', { Topic: 'made-by-use' });
}

function one(topic: string, numPartitions = 1): kafkajs.ITopicConfig {
  return { topic, numPartitions, replicationFactor: 1 };
}

/** kafkajs 2.2.4 says it in the error of each topic. */
function isRefusedByPolicy(error: unknown): boolean {
  const [first] = (error as { readonly errors?: readonly Error[] }).errors ?? [];
  assert.match(String(first), /policy/i);
  return true;
}

function letters(first: number, count: number): kafkajs.Message[] {
  return Array.from({ length: count }, (_, index) => ({
    key: `key-${first + index}`,
    value: `value-${first + index}`,
  }));
}

// oxlint-disable-next-line typescript/no-explicit-any -- answers have every shape
async function topicList({ call }: Pick<AlikafkaInstance, 'call'>, topic: string): Promise<readonly any[]> {
  return (await call('GetTopicList', { Topic: topic })).TopicList.TopicVO;
}

/** A topic's settings as brokers tell their clients. */
export async function settingsOf(
  { withAdmin }: Pick<AlikafkaInstance, 'withAdmin'>,
  topic: string,
): Promise<Readonly<Record<string, string>>> {
  const { resources } = await withAdmin((admin) =>
    admin.describeConfigs({
      resources: [{ type: kafkajs.ConfigResourceTypes.TOPIC, name: topic }],
      includeSynonyms: false,
    }),
  );
  return Object.fromEntries(
    (resources[0]?.configEntries ?? []).map(({ configName, configValue }) => [configName, configValue]),
  );
}
