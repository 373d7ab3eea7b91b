import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createAlibabaTestCloud } from '../../../../test/support/alibaba-cloud.ts';
import { createMemoryAdministration, emptyGroup } from '../../../../test/support/memory-administration.ts';

const member = (id: string, address: string, topic: string) => ({
  id,
  clientId: id,
  address,
  assignment: new Map([[topic, [0]]]),
});

const named = (Name: string, rows: object) => [{ Name, Data: { Data: rows } }];

test('clients are counted by their addresses: of the instance, of a group, of a topic', async (t) => {
  const inside = createMemoryAdministration();
  const { call, refused, run, nowMs } = await createAlibabaTestCloud(t, {
    administrations: { of: () => Promise.resolve(inside) },
    clientConnections: ({ endpoints }) => new Map([['127.0.0.7', endpoints.length]]),
  });
  const InstanceId = await run();
  await call('CreateTopic', { InstanceId, Topic: 'orders', Remark: 'orders' });
  inside.groupRows.set('readers', {
    ...emptyGroup('readers'),
    state: 'stable',
    members: [
      member('a', '127.0.0.8', 'orders'),
      member('b', '127.0.0.8', 'orders'),
      member('c', '127.0.0.9', 'others'),
    ],
  });
  const time = { StartTime: nowMs() - 3_600_000, EndTime: nowMs() };
  const seen = async (question: object) => {
    const { Data: data } = await call('GetKafkaClientIp', { InstanceId, ...time, ...question });
    return data.Data.Data;
  };
  assert.deepEqual(await seen({ Type: 'byInstance' }), named(InstanceId, [{ Ip: '127.0.0.7', Num: 9 }]));
  assert.deepEqual(
    await seen({ Type: 'byGroup', Group: 'readers' }),
    named('readers', [
      { Ip: '127.0.0.8', Num: 2 },
      { Ip: '127.0.0.9', Num: 1 },
    ]),
  );
  assert.deepEqual(
    await seen({ Type: 'byTopic', Topic: 'orders' }),
    named('orders', [{ Ip: '127.0.0.8', Num: 2 }]),
  );
  assert.deepEqual(await seen({ Type: 'byInstance', StartTime: 1, EndTime: 2 }), []);
  for (const [question, message] of [
    [{ Type: 'byUser' }, /byInstance, byGroup or byTopic/],
    [{ Type: 'byGroup' }, /Group/],
    [{ Type: 'byInstance', StartTime: time.EndTime }, /EndTime/],
  ] as const) {
    assert.match((await refused('GetKafkaClientIp', { InstanceId, ...time, ...question })).Message, message);
  }
});

test('rebalances of a group are those that brokers remember', async (t) => {
  const inside = createMemoryAdministration();
  const { call, run } = await createAlibabaTestCloud(t, {
    administrations: { of: () => Promise.resolve(inside) },
  });
  const InstanceId = await run();
  inside.groupRows.set('readers', emptyGroup('readers'));
  const rows = [{ GroupId: 'readers', Generation: 2, LastRebalanceTimestamp: 20, RebalanceSuccess: true }];
  const { Data: data } = await call('ListRebalanceInfo', { InstanceId, ConsumerId: 'readers' });
  assert.deepEqual(data, { RebalanceInfoList: rows });
  const { ConsumerProgress: progress } = await call('GetConsumerProgress', {
    InstanceId,
    ConsumerId: 'readers',
  });
  assert.deepEqual(progress.RebalanceInfoList, { RebalanceInfoList: rows });
  // One that nobody has joined yet has none.
  await call('CreateConsumerGroup', { InstanceId, ConsumerId: 'made' });
  const none = await call('ListRebalanceInfo', { InstanceId, ConsumerId: 'made' });
  assert.deepEqual(none.Data, { RebalanceInfoList: [] });
});
