import assert from 'node:assert/strict';
import { test } from 'node:test';
import { beforeEachInside, type TencentInside } from '../../../../test/support/tencent-inside.ts';

let cloud: TencentInside['cloud'];
let inside: TencentInside['inside'];
let call: TencentInside['call'];
let refused: TencentInside['refused'];

beforeEachInside((made) => {
  ({ cloud, inside, call, refused } = made);
});

test('throttle rules of users and clients are made, shown, changed and deleted', async () => {
  const order = { ThrottleType: 1, UserNameList: ['a', 'b'], ConsumeThrottle: 3, ProduceThrottle: 6 };
  const { FlowId: flow } = (await call('CreateThrottleRule', order)).Data;
  assert.equal((await cloud.call('DescribeTaskStatus', { FlowId: flow })).Status, 0);
  const user = { kind: 'name', name: 'a' } as const;
  const [first] = await inside.quotas.list();
  // A third for each of three brokers.
  const limits = { consumerBytesPerSecond: 1024 ** 2, producerBytesPerSecond: 2 * 1024 ** 2 };
  assert.deepEqual(first, { client: { user }, limits });
  assert.equal(
    await refused('CreateThrottleRule', { ...order, UserNameList: ['c', 'a'] }),
    'InvalidParameterValue.RepetitionValue',
  );
  await call('CreateThrottleRule', { ...order, UserNameList: ['c'], ClientIdList: ['x', 'y'] });
  await inside.quotas.set({ user: { kind: 'default' } }, limits);
  const shown = await call('DescribeThrottleRules', { SearchWord: 'x' });
  assert.equal(shown.TotalCount, 1);
  const { ThrottleRuleId: id, ...rest } = shown.ThrottleRuleList[0];
  assert.deepEqual(rest, {
    ThrottleType: 1,
    ClientId: 'x',
    UserName: 'c',
    ConsumeThrottle: 3,
    UpdateTime: '',
    TopicName: '',
    TopicId: '',
  });
  assert.equal((await call('DescribeThrottleRules')).TotalCount, 4);
  assert.equal((await call('DescribeThrottleRules', { ThrottleDimension: 2 })).TotalCount, 0);
  await call('ModifyThrottleRule', { ThrottleRuleId: id, ConsumeThrottle: 9 });
  const [changed] = (await call('DescribeThrottleRules', { SearchWord: 'x' })).ThrottleRuleList;
  assert.deepEqual([changed.ThrottleRuleId, changed.ConsumeThrottle], [id, 9]);
  await call('DeleteThrottleRule', { ThrottleRuleId: String(id) });
  assert.equal(await refused('DeleteThrottleRule', { ThrottleRuleId: String(id) }), 'ResourceNotFound');
  assert.equal(
    await refused('ModifyThrottleRule', { ThrottleRuleId: id, ConsumeThrottle: 9 }),
    'ResourceNotFound',
  );
});

test('what a throttle rule cannot be is refused', async () => {
  const wrong: readonly (readonly [object, string])[] = [
    [{ ThrottleType: 2 }, 'UnsupportedOperation'],
    [{ ThrottleType: 3 }, 'UnsupportedOperation'],
    [{ ThrottleType: 4 }, 'InvalidParameterValue'],
    [{ UserNameList: [] }, 'InvalidParameterValue.NotAllowedEmpty'],
    [{ UserNameList: [''] }, 'InvalidParameterValue.NotAllowedEmpty'],
    [{ ConsumeThrottle: 0 }, 'InvalidParameterValue'],
    [{ ConsumeThrottle: -1 }, 'InvalidParameterValue'],
  ];
  for (const [change, code] of wrong) {
    const asked = { ThrottleType: 1, UserNameList: ['a'], ConsumeThrottle: 1, ...change };
    assert.equal(await refused('CreateThrottleRule', asked), code, JSON.stringify(change));
  }
});
