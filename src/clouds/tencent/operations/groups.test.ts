import assert from 'node:assert/strict';
import { test } from 'node:test';
import { beforeEachInside, type TencentInside } from '../../../../test/support/tencent-inside.ts';

let inside: TencentInside['inside'];
let call: TencentInside['call'];
let refused: TencentInside['refused'];

beforeEachInside(async (made) => {
  ({ inside, call, refused } = made);
  for (const name of ['one', 'two']) {
    await inside.topics.create({ name, partitionCount: 2, replicationFactor: 1 });
  }
});

async function offsets(): Promise<readonly (readonly [string, number, number])[]> {
  const { TopicList: topics } = await call('DescribeGroupOffsets', { Group: 'group' });
  return topics.flatMap((one: { Topic: string; Partitions: { Partition: number; Offset: number }[] }) =>
    one.Partitions.map(({ Partition, Offset }) => [one.Topic, Partition, Offset]),
  );
}

test('a group is made with its topics, shown, moved and deleted', async () => {
  assert.equal(await refused('CreateConsumer', { GroupName: 'a b' }), 'InvalidParameterValue');
  const unknown = { GroupName: 'group', TopicName: 'none' };
  assert.equal(await refused('CreateConsumer', unknown), 'ResourceNotFound');
  await call('CreateConsumer', { GroupName: 'group', TopicNameList: ['one', 'two'] });
  await call('CreateConsumer', { GroupName: 'idle' });
  const again = { GroupName: 'group' };
  assert.equal(await refused('CreateConsumer', again), 'InvalidParameterValue.RepetitionValue');

  const shown = await call('DescribeConsumerGroup', { GroupName: 'group' });
  assert.deepEqual(
    shown.TopicList.map(({ TopicName: name }: { TopicName: string }) => name),
    ['one', 'two'],
  );
  assert.deepEqual([shown.TotalCount, shown.TotalTopic, shown.TotalPartition], [1, 2, 2]);
  assert.deepEqual(shown.GroupList[0].SubscribedInfo[0].PartitionOffset, [
    { Partition: '0', Offset: 10 },
    { Partition: '1', Offset: 10 },
  ]);
  const { GroupList: groups, TotalCount: total } = await call('DescribeGroup', {});
  assert.deepEqual(
    [groups, total],
    [
      [
        { Group: 'group', Protocol: '' },
        { Group: 'idle', Protocol: '' },
      ],
      2,
    ],
  );
  assert.equal((await call('DescribeGroup', { SearchWord: 'id' })).TotalCount, 1);
  const stable = { Filters: [{ Name: 'GroupState', Values: ['Stable'] }] };
  assert.equal((await call('DescribeGroup', stable)).TotalCount, 0);
  const info = await call('DescribeGroupInfo', { GroupList: ['idle', 'unknown'] });
  assert.deepEqual(
    info.map(({ Group, State }: { Group: string; State: string }) => [Group, State]),
    [
      ['idle', 'Empty'],
      ['unknown', 'Dead'],
    ],
  );
  assert.equal((await call('DescribeGroupOffsets', { Group: 'idle' })).TotalCount, 0);

  const move = (change: object) =>
    call('ModifyGroupOffsets', { Group: 'group', Topics: ['one'], Partitions: [0], ...change });
  await move({ Strategy: 0, Shift: -4 });
  assert.deepEqual((await offsets())[1], ['one', 0, 6]);
  await move({ Strategy: 0, Shift: 100 });
  assert.deepEqual(new Map((await offsets()).map(([t, p, o]) => [`${t}/${p}`, o])).get('one/0'), 10);
  await move({ Strategy: 2, Offset: 3 });
  await move({ Strategy: 1, ShiftTimestamp: -2, Topics: ['two'], Partitions: [] });
  assert.deepEqual(
    new Map((await offsets()).map(([t, p, o]) => [`${t}/${p}`, o])),
    new Map([
      ['one/1', 10],
      ['one/0', 3],
      ['two/0', 0],
      ['two/1', 0],
    ]),
  );
  await call('BatchModifyGroupOffsets', { GroupName: 'group', Partitions: [{ Partition: 1, Offset: 5 }] });
  assert.deepEqual(
    (await offsets()).filter(([, partition]) => partition === 1).map(([, , offset]) => offset),
    [5, 5],
  );
  const base = { Group: 'group', Topics: ['one'] };
  assert.equal(await refused('ModifyGroupOffsets', { ...base, Strategy: 0 }), 'MissingParameter');
  assert.equal(await refused('ModifyGroupOffsets', { ...base, Strategy: 3 }), 'InvalidParameterValue');
  const beyond = { ...base, Strategy: 2, Offset: 1, Partitions: [7] };
  assert.equal(await refused('ModifyGroupOffsets', beyond), 'InvalidParameterValue');

  await call('DeleteGroupSubscribeTopic', { Group: 'group', Topic: 'one' });
  assert.deepEqual(
    (await call('DescribeGroupOffsets', { Group: 'group' })).TopicList.map(
      ({ Topic }: { Topic: string }) => Topic,
    ),
    ['two'],
  );
  await call('DeleteGroup', { Group: 'group' });
  await call('DeleteGroup', { Group: 'idle' });
  assert.equal((await call('DescribeConsumerGroup', {})).TotalCount, 0);
  assert.equal(await refused('DeleteGroup', { Group: 'group' }), 'ResourceNotFound');
});

test('a group with consumers is not moved and not deleted', async () => {
  inside.groupRows.set('busy', {
    id: 'busy',
    state: 'stable',
    protocolType: 'consumer',
    assignor: 'range',
    coordinatorId: 1,
    members: [{ id: 'm', clientId: 'c', address: '127.0.0.1', assignment: new Map([['one', [0, 1]]]) }],
  });
  const move = { Group: 'busy', Topics: ['one'], Strategy: 1, ShiftTimestamp: -1 };
  assert.equal(await refused('ModifyGroupOffsets', move), 'ResourceInUse');
  assert.equal(await refused('DeleteGroup', { Group: 'busy' }), 'ResourceInUse');
  const [info] = await call('DescribeGroupInfo', { GroupList: ['busy'] });
  assert.deepEqual(info.Members[0].Assignment, {
    Version: 0,
    Topics: [{ Topic: 'one', Partitions: [0, 1] }],
  });
});
