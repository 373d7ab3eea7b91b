import assert from 'node:assert/strict';
import kafkajs from 'kafkajs';
import { violates } from '../../limits/partition-limit.ts';
import { consumeInGroup, shows } from '../../support/client-checks.ts';
import { consume, kafkaClient, type KafkaAccess, produce } from '../../support/kafka-client.ts';
import type { TencentInstance } from './tencent-instance.ts';

/** Topics made by the API are seen by Kafka clients with their settings, and the other way round. */
export async function checkTopics({ call, refused, plain, withAdmin }: TencentInstance): Promise<void> {
  const { TopicId: topicId } = await call('CreateTopic', {
    TopicName: 'ordered',
    PartitionNum: 2,
    ReplicaNum: 3,
    Note: 'a note',
    RetentionMs: 600_000,
    MinInsyncReplicas: 2,
    CleanUpPolicy: 'compact, delete',
    MaxMessageBytes: 65_536,
  });
  assert.match(topicId, /^topic-/);
  const again = { TopicName: 'ordered', PartitionNum: 1, ReplicaNum: 1 };
  await refused('InvalidParameterValue.TopicNameAlreadyExist', 'CreateTopic', again);
  const settings = () =>
    withAdmin(async (admin) => {
      const names = ['retention.ms', 'min.insync.replicas', 'cleanup.policy', 'max.message.bytes'];
      const { resources } = await admin.describeConfigs({
        resources: [{ type: kafkajs.ConfigResourceTypes.TOPIC, name: 'ordered', configNames: names }],
        includeSynonyms: false,
      });
      return Object.fromEntries(
        (resources[0]?.configEntries ?? []).map(({ configName, configValue }) => [configName, configValue]),
      );
    });
  assert.deepEqual(await settings(), {
    'retention.ms': '600000',
    'min.insync.replicas': '2',
    'cleanup.policy': 'compact,delete',
    'max.message.bytes': '65536',
  });
  await call('CreatePartition', { TopicName: 'ordered', PartitionNum: 4 });
  const change = { TopicName: 'ordered', RetentionMs: 700_000, Note: 'another' };
  await call('ModifyTopicAttributes', change);
  assert.equal((await settings())['retention.ms'], '700000');
  const attributes = await call('DescribeTopicAttributes', { TopicName: 'ordered' });
  assert.deepEqual(
    [attributes.Note, attributes.PartitionNum, attributes.ReplicaNum, attributes.Config.Retention],
    ['another', 4, 3, 700_000],
  );
  const detail = async (name: string) =>
    (await call('DescribeTopicDetail', { SearchWord: name })).TopicList as { TopicName: string }[];
  assert.deepEqual(
    (await detail('ordered')).map(({ TopicName: name }) => name),
    ['ordered'],
  );
  await call('DeleteTopic', { TopicName: 'ordered' });
  assert.deepEqual(await detail('ordered'), []);
  assert.ok(!(await withAdmin((admin) => admin.listTopics())).includes('ordered'));

  await withAdmin((admin) =>
    admin.createTopics({ topics: [{ topic: 'by-client', numPartitions: 2, replicationFactor: 2 }] }),
  );
  await shows('the client’s topic', async () => (await detail('by-client')).length === 1);
  await produce(plain, 'by-client', 30);
  const { TopicInSyncReplicaList: partitions } = await call('DescribeTopicSyncReplica', {
    TopicName: 'by-client',
  });
  const counts = (partitions as { MessageCount: number }[]).map(({ MessageCount: count }) => count);
  assert.deepEqual([counts.length, counts.reduce((sum, count) => sum + count, 0)], [2, 30]);
  const writers = await call('DescribeTopicProduceConnection', { TopicName: 'by-client' });
  assert.deepEqual(
    writers.map(({ IpAddr: address }: { IpAddr: string }) => address),
    ['127.0.0.1'],
  );
  await withAdmin((admin) => admin.deleteTopics({ topics: ['by-client'] }));
  await shows('that it is gone', async () => (await detail('by-client')).length === 0);
}

/** Groups are made, read, moved and deleted; consumers go on from where they were moved to. */
export async function checkGroups({ call, refused, plain, withAdmin }: TencentInstance): Promise<void> {
  await call('CreateTopic', { TopicName: 'read', PartitionNum: 1, ReplicaNum: 3 });
  const group = { Group: 'readers' };
  await call('CreateConsumer', { GroupName: 'readers', TopicNameList: ['read'] });
  await produce(plain, 'read', 20);
  const info = async () => (await call('DescribeGroupInfo', { GroupList: ['readers'] }))[0];
  const offsetOf = async () => (await call('DescribeGroupOffsets', group)).TopicList[0]?.Partitions[0];

  /** As the group reads on: see `consumeInGroup`. */
  const readOn = (count: number, meanwhile?: () => Promise<void>) =>
    consumeInGroup(
      plain,
      { groupId: 'readers', topic: 'read', count },
      async () => (await offsetOf())?.Lag === 0,
      meanwhile,
    );

  // The group was made before there were messages: it stands before the first.
  const first = await readOn(20, async () => {
    await shows('the group is stable', async () => (await info()).State === 'Stable');
    assert.deepEqual((await info()).Members[0].Assignment.Topics, [{ Topic: 'read', Partitions: [0] }]);
    const { GroupsInfo: _, TopicList: read } = await call('DescribeConsumerGroup', { GroupName: 'readers' });
    assert.deepEqual(
      read.map((topic: { TopicName: string }) => topic.TopicName),
      ['read'],
    );
    const move = { ...group, Strategy: 2, Offset: 0, Topics: ['read'] };
    await refused('ResourceInUse', 'ModifyGroupOffsets', move);
    await refused('ResourceInUse', 'DeleteGroup', group);
  });
  assert.equal(first, '0');
  await shows('the group is empty', async () => (await info()).State === 'Empty');
  await call('ModifyGroupOffsets', { ...group, Strategy: 2, Offset: 15, Topics: ['read'] });
  assert.deepEqual([(await offsetOf()).Offset, (await offsetOf()).Lag], [15, 5]);
  assert.equal(await readOn(5), '15');
  await shows('the group is empty again', async () => (await info()).State === 'Empty');
  await call('ModifyGroupOffsets', { ...group, Strategy: 0, Shift: -5, Topics: ['read'] });
  assert.equal((await offsetOf()).Offset, 15);
  await call('ModifyGroupOffsets', { ...group, Strategy: 1, ShiftTimestamp: -2, Topics: ['read'] });
  const seen = await withAdmin((admin) => admin.fetchOffsets({ groupId: 'readers', topics: ['read'] }));
  assert.equal(seen[0]?.partitions[0]?.offset, '0');
  await call('DeleteGroup', group);
  const { groups } = await withAdmin((admin) => admin.listGroups());
  assert.ok(!groups.some(({ groupId }) => groupId === 'readers'));
  await refused('ResourceNotFound', 'DeleteGroup', group);
}

/** Users log in by the route's listener; rules, named rules and allow-lists open topics and close them. */
export async function checkUsersAndRules(
  { call, plain, logins, sends }: TencentInstance,
  loginBrokers: readonly string[],
): Promise<void> {
  const [first, second] = ['First-1', 'Second-2'];
  const access = (username: string, password: string): KafkaAccess => ({
    brokers: loginBrokers,
    login: { mechanism: 'plain', username, password, ca: '' },
  });
  // `early` was made before there was a listener to log in by.
  await shows('the early user logs in', async () => (await logins(access('early', first))) === 3);
  await call('CreateUser', { Name: 'writer', Password: first });
  await shows('the user logs in', async () => (await logins(access('writer', first))) === 3);
  await call('ModifyPassword', { Name: 'writer', Password: first, PasswordNew: second });
  await shows('the changed password', async () => (await logins(access('writer', second))) === 3);
  assert.equal(await logins(access('writer', first)), 0);

  const [early, writer] = [access('early', first), access('writer', second)];
  /** Waits until brokers let exactly these write. */
  const writers = (...allowed: readonly KafkaAccess[]) =>
    shows(`that ${allowed.length} of three may write`, async () => {
      for (const one of [early, writer, plain]) {
        if ((await sends(one, 'log-1')) !== allowed.includes(one)) return false;
      }
      return true;
    });
  await call('CreateTopic', { TopicName: 'log-1', PartitionNum: 1, ReplicaNum: 3 });
  await writers(early, writer, plain);
  const rule = { ResourceType: 2, ResourceName: 'log-1', Operation: 4, PermissionType: 3, Host: '*' };
  await call('CreateAcl', { ...rule, Principal: 'User:writer' });
  await writers(writer);
  await call('CreateAcl', { ...rule, Principal: 'User:writer', PermissionType: 2 });
  await writers();
  for (const permission of [2, 3]) {
    await call('DeleteAcl', { ...rule, Principal: 'User:writer', PermissionType: permission });
  }
  await writers(early, writer, plain);

  const named = { Operation: 'Write', PermissionType: 'Allow', Host: '*', Principal: 'User:writer' };
  const order = { ResourceType: 'Topic', PatternType: 'PREFIXED', Pattern: 'log-', RuleName: 'logs' };
  await call('CreateAclRule', { ...order, RuleList: [named] });
  await writers(writer);
  await call('DeleteAclRule', { RuleName: 'logs' });
  await writers(early, writer, plain);

  await call('CreateTopicIpWhiteList', { TopicName: 'log-1', IpWhiteList: ['127.99.0.1'] });
  await writers();
  await call('CreateTopicIpWhiteList', { TopicName: 'log-1', IpWhiteList: ['127.0.0.1'] });
  await writers(early, writer, plain);
  await call('DeleteTopic', { TopicName: 'log-1' });
  await call('DeleteUser', { Name: 'writer' });
  await shows('that the user is gone', async () => (await logins(writer)) === 0);
}

/** Brokers tell a client that it is throttled; so long it has a rule. */
export async function checkThrottleRules({ call, plain }: TencentInstance): Promise<void> {
  await call('CreateTopic', { TopicName: 'slowed', PartitionNum: 1, ReplicaNum: 1 });
  /** Sends as this client until the brokers say that it is throttled. */
  async function throttled(clientId: string): Promise<boolean> {
    const told: string[] = [];
    const isTold = () => told.some((message) => message.startsWith('Client side throttling in effect'));
    const producer = new kafkajs.Kafka({
      brokers: [...plain.brokers],
      clientId,
      logLevel: kafkajs.logLevel.DEBUG,
      logCreator:
        () =>
        ({ log }) =>
          void told.push(log.message),
    }).producer();
    await producer.connect();
    try {
      // Quotas count over ten seconds: some megabytes are above a third of 1 MB/s, which is one broker's part.
      for (let batch = 0; batch < 12 && !isTold(); batch += 1) {
        const messages = [{ key: 'k', value: 'x'.repeat(900_000) }];
        await producer.send({ topic: 'slowed', acks: 1, messages });
      }
    } finally {
      await producer.disconnect();
    }
    return isTold();
  }
  const order = { ThrottleType: 1, ClientIdList: ['slow-client'], ConsumeThrottle: 1, ProduceThrottle: 1 };
  const { FlowId: flow } = (await call('CreateThrottleRule', order)).Data;
  assert.equal((await call('DescribeTaskStatus', { FlowId: flow })).Status, 0);
  await shows('the throttling', () => throttled('slow-client'));
  const [rule] = (await call('DescribeThrottleRules', {})).ThrottleRuleList;
  assert.deepEqual([rule.ClientId, rule.ConsumeThrottle], ['slow-client', 1]);
  await call('DeleteThrottleRule', { ThrottleRuleId: String(rule.ThrottleRuleId) });
  assert.equal((await call('DescribeThrottleRules', {})).TotalCount, 0);
}

/** Messages of a Kafka client, compressed or not, are read through the API. */
export async function checkMessages({ call, refused, plain }: TencentInstance): Promise<void> {
  await call('CreateTopic', { TopicName: 'letters', PartitionNum: 1, ReplicaNum: 3 });
  const producer = kafkaClient(plain).producer();
  await producer.connect();
  try {
    await producer.send({ topic: 'letters', acks: -1, messages: letters(0, 10) });
    const compression = kafkajs.CompressionTypes.GZIP;
    await producer.send({ topic: 'letters', acks: -1, compression, messages: letters(10, 30) });
    await producer.send({ topic: 'letters', acks: -1, messages: [{ key: 'gone', value: null }] });
  } finally {
    await producer.disconnect();
  }
  const at = { Topic: 'letters', Partition: 0 };
  for (const offset of [3, 25]) {
    const message = await call('FetchMessageByOffset', { ...at, Offset: offset });
    assert.deepEqual(
      [message.Key, message.Value, message.Offset],
      [`key-${offset}`, `value-${offset}`, offset],
    );
    assert.deepEqual(JSON.parse(message.Headers), { trace: 'yes' });
    assert.ok(Math.abs(message.Timestamp - Date.now()) < 600_000);
  }
  assert.equal((await call('FetchMessageByOffset', { ...at, Offset: 40 })).Value, null);
  const list = await call('FetchMessageListByOffset', { ...at, Offset: 5 });
  assert.deepEqual(
    list.map(({ Offset: offset }: { Offset: number }) => offset),
    Array.from({ length: 20 }, (_, index) => 5 + index),
  );
  assert.equal((await call('FetchMessageListByOffset', { ...at, Offset: 41 })).length, 0);
  await refused('InvalidParameterValue', 'FetchMessageListByOffset', { ...at, Offset: 42 });
  const byTime = { Topic: 'letters', StartTime: Date.now() - 600_000, SinglePartitionRecordNumber: 2 };
  assert.equal((await call('FetchMessageListByTimestamp', byTime)).length, 2);
}

/** Clients come to the brokers by the public addresses, with a login, and are led to no other. */
export async function checkPublicRoute(
  { call, sends, plain }: TencentInstance,
  access: KafkaAccess,
): Promise<void> {
  assert.ok(access.brokers.every((broker) => !plain.brokers.includes(broker)));
  await call('CreateTopic', { TopicName: 'from-outside', PartitionNum: 3, ReplicaNum: 3 });
  assert.ok(await sends(access, 'from-outside'));
  await produce(access, 'from-outside', 30);
  assert.equal((await consume(access, 'from-outside', 30)).size, 30);
}

function letters(first: number, count: number): kafkajs.Message[] {
  return Array.from({ length: count }, (_, index) => ({
    key: `key-${first + index}`,
    value: `value-${first + index}`,
    headers: { trace: 'yes' },
  }));
}

/** What was ordered holds for Kafka clients: no more than its partitions, and messages stay as long as it says. */
export async function checkLimits({ call, refused, withAdmin }: TencentInstance): Promise<void> {
  const { MaxPartitionNumber: partitions } = (await call('DescribeInstancesDetail', {})).InstanceList[0];
  const tooMany = { topic: 'too-many', numPartitions: partitions + 1, replicationFactor: 1 };
  // Each replica counts: a third as many partitions of three are too many, too.
  const withReplicas = { ...tooMany, numPartitions: Math.ceil(partitions / 3), replicationFactor: 3 };
  await withAdmin(async (admin) => {
    for (const topic of [tooMany, withReplicas]) {
      await assert.rejects(admin.createTopics({ topics: [topic] }), violates);
    }
  });
  await refused('FailedOperation', 'CreateTopic', {
    TopicName: 'too-many',
    PartitionNum: partitions + 1,
    ReplicaNum: 1,
  });
  const { RemainingPartitions: rest, MsgRetentionTime: minutes } = await call(
    'DescribeInstanceAttributes',
    {},
  );
  assert.ok(rest <= partitions);
  await call('CreateTopic', { TopicName: 'inheriting', PartitionNum: 1, ReplicaNum: 3 });
  const retention = await withAdmin(async (admin) => {
    const { resources } = await admin.describeConfigs({
      resources: [
        { type: kafkajs.ConfigResourceTypes.TOPIC, name: 'inheriting', configNames: ['retention.ms'] },
      ],
      includeSynonyms: false,
    });
    return resources[0]?.configEntries[0]?.configValue;
  });
  assert.equal(retention, String(minutes * 60_000));
  await call('DeleteTopic', { TopicName: 'inheriting' });
}
