import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createMemoryAdministration } from '../../../../test/support/memory-administration.ts';
import { createTencentTestCloud } from '../../../../test/support/tencent-cloud.ts';
import type { Message } from '../../../domain/administration/messages.ts';

const message = (partition: number, offset: number): Message => ({
  partition,
  offset: BigInt(offset),
  timestampMs: 1_700_000_000_000,
  key: Buffer.from(`key-${offset}`),
  value: offset === 1 ? null : Buffer.from(`value-${partition}-${offset}`),
  headers: [['trace', Buffer.from('yes')]],
});

test('messages are fetched by offset and time, as text', async (t) => {
  const inside = createMemoryAdministration();
  const cloud = await createTencentTestCloud(t, { administrations: { of: () => Promise.resolve(inside) } });
  const InstanceId = await cloud.create();
  await cloud.run(InstanceId);
  await cloud.call('CreateTopic', { InstanceId, TopicName: 't', PartitionNum: 2, ReplicaNum: 3 });
  inside.messageRows.set(
    't-0',
    Array.from({ length: 30 }, (_, offset) => message(0, offset)),
  );
  inside.messageRows.set('t-1', [message(1, 0)]);
  const at = { InstanceId, Topic: 't', Partition: 0, Offset: 2 };
  assert.deepEqual(await cloud.call('FetchMessageByOffset', at), {
    Topic: 't',
    Partition: 0,
    Offset: 2,
    Key: 'key-2',
    Value: 'value-0-2',
    Timestamp: 1_700_000_000_000,
    Headers: '{"trace":"yes"}',
  });
  assert.equal((await cloud.call('FetchMessageByOffset', { ...at, Offset: 1 })).Value, null);
  assert.equal((await cloud.refused('FetchMessageByOffset', { ...at, Offset: 30 })).Code, 'ResourceNotFound');
  assert.equal(
    (await cloud.refused('FetchMessageByOffset', { ...at, Offset: 31 })).Code,
    'InvalidParameterValue',
  );
  assert.equal((await cloud.call('FetchMessageListByOffset', at)).length, 20);
  const few = { ...at, SinglePartitionRecordNumber: 3 };
  const offsets = (await cloud.call('FetchMessageListByOffset', few)).map(
    (one: { Offset: number }) => one.Offset,
  );
  assert.deepEqual(offsets, [2, 3, 4]);
  const all = { InstanceId, Topic: 't' };
  assert.equal((await cloud.call('FetchMessageListByTimestamp', all)).length, 21);
  assert.equal((await cloud.call('FetchMessageListByTimestamp', { ...all, Partition: 1 })).length, 1);
  const wrong = { ...few, SinglePartitionRecordNumber: 21 };
  assert.equal((await cloud.refused('FetchMessageListByOffset', wrong)).Code, 'InvalidParameterValue');
  const missing = { ...all, Partition: 2 };
  assert.equal((await cloud.refused('FetchMessageListByTimestamp', missing)).Code, 'InvalidParameterValue');
  const unknown = { ...all, Topic: 'none' };
  assert.equal((await cloud.refused('FetchMessageListByTimestamp', unknown)).Code, 'ResourceNotFound');
});
