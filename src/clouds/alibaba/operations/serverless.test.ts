import assert from 'node:assert/strict';
import { test } from 'node:test';
import { type AlibabaTestCloud, createAlibabaTestCloud } from '../../../../test/support/alibaba-cloud.ts';

const reserved = (publish: number, subscribe: number) => ({
  ServerlessConfig: JSON.stringify({
    ReservedPublishCapacity: publish,
    ReservedSubscribeCapacity: subscribe,
  }),
});
const hourMs = 3_600_000;

async function ordered({ call }: Pick<AlibabaTestCloud, 'call'>, changes: object = {}): Promise<string> {
  const order = { DeployType: 5, PaidType: 3, ...reserved(60, 20), ...changes };
  const { OrderId } = await call('CreatePostPayOrder', order);
  const { InstanceList: list } = await call('GetInstanceList', { OrderId, Series: 'v3' });
  return list.InstanceVO[0].InstanceId;
}

test('a serverless instance has what was reserved for writing and for reading, and Kafka 3.3.1', async (t) => {
  const cloud = await createAlibabaTestCloud(t);
  const { call, refused, place, shown, stored, bringUp } = cloud;
  const InstanceId = await ordered(cloud, { SpecType: 'basic' });
  assert.match(InstanceId, /^alikafka_serverless-cn-[a-z0-9]{12}$/);
  const old = await refused('StartInstance', { InstanceId, ...place, ServiceVersion: '2.2.0' });
  assert.match(old.Message, /ServiceVersion was "2\.2\.0"; allowed: 3\.3\.1/);
  await call('StartInstance', { InstanceId, ...place });
  const { spec, version, endpoints } = await stored(InstanceId);
  assert.deepEqual([version, spec.bandwidthMibps, spec.fetchBandwidthMibps], ['3.3.1', 60, 20]);
  const view = await shown(InstanceId);
  const { PaidType, Series, ReservedPublishCapacity, ReservedSubscribeCapacity } = view;
  assert.deepEqual([PaidType, Series, ReservedPublishCapacity, ReservedSubscribeCapacity], [3, 'v3', 60, 20]);

  await bringUp(InstanceId, endpoints);
  await call('UpgradePostPayOrder', { InstanceId, ...reserved(100, 30) });
  const after = (await stored(InstanceId)).spec;
  assert.deepEqual([after.bandwidthMibps, after.fetchBandwidthMibps], [100, 30]);
  assert.equal((await refused('ConvertPostPayOrder', { InstanceId })).Code, 'BIZ_INSTANCE_STATUS_ERROR');
  const less = await refused('UpgradePostPayOrder', { InstanceId, ...reserved(60, 30) });
  assert.match(less.Message, /100 or more/);
});

test('what a serverless order cannot be', async (t) => {
  const { refused } = await createAlibabaTestCloud(t);
  const order = { DeployType: 5, PaidType: 3 };
  for (const [changes, message] of [
    [{}, /ReservedPublishCapacity/],
    [reserved(59, 20), /ReservedPublishCapacity was 59; allowed: 60 to/],
    [reserved(60, 19), /ReservedSubscribeCapacity/],
    [{ ...reserved(60, 20), SpecType: 'professionalForHighRead' }, /SpecType/],
    [{ ...reserved(60, 20), PaidType: 1, IoMax: 20 }, /ServerlessConfig/],
    [{ ...reserved(60, 20), DiskSize: 500 }, /DiskSize was 500; allowed: absent/],
  ] as const) {
    assert.match((await refused('CreatePostPayOrder', { ...order, ...changes })).Message, message);
  }
});

test('an instance for much reading reads five times what it writes', async (t) => {
  const { buy, call, place, stored, shown } = await createAlibabaTestCloud(t);
  const InstanceId = await buy({
    IoMaxSpec: 'alikafka.hr.2xlarge',
    IoMax: 20,
    SpecType: 'professionalForHighRead',
  });
  await call('StartInstance', { InstanceId, ...place });
  const { spec } = await stored(InstanceId);
  assert.deepEqual([spec.bandwidthMibps, spec.fetchBandwidthMibps], [20, 100]);
  const { IoMaxWrite, IoMaxRead } = await shown(InstanceId);
  assert.deepEqual([IoMaxWrite, IoMaxRead], [20, 100]);
});

test('scaling rules are made, shown, switched and deleted', async (t) => {
  const cloud = await createAlibabaTestCloud(t);
  const { call, refused, place, stored, bringUp, nowMs, run } = cloud;
  const InstanceId = await ordered(cloud);
  await call('StartInstance', { InstanceId, ...place });
  await bringUp(InstanceId, (await stored(InstanceId)).endpoints);
  const rule = {
    InstanceId,
    RuleName: 'evenings',
    ScheduleType: 'repeat',
    RepeatType: 'Weekly',
    'WeeklyTypes.1': 'Monday',
    'WeeklyTypes.2': 'Friday',
    FirstScheduledTime: nowMs() + hourMs,
    DurationMinutes: 60,
    ReservedPubFlow: 200,
    ReservedSubFlow: 300,
    TimeZone: 'GMT+8',
  };
  await call('CreateScheduledScalingRule', rule);
  const rules = async () =>
    (await call('GetAutoScalingConfiguration', { InstanceId })).Data.ScheduledScalingRules
      .ScheduledScalingRules;
  const [{ RuleId, ...view }] = await rules();
  assert.ok(Number.isInteger(RuleId));
  assert.deepEqual(view, {
    RuleName: 'evenings',
    Enable: true,
    ScheduleType: 'repeat',
    FirstScheduledTime: nowMs() + hourMs,
    DurationMinutes: 60,
    ReservedPubFlow: 200,
    ReservedSubFlow: 300,
    EstimatedElasticScalingUpTimeSecs: 6,
    EstimatedElasticScalingDownTimeSecs: 6,
    TimeZone: 'GMT+8',
    RepeatType: 'Weekly',
    WeeklyTypes: { WeeklyTypes: ['Monday', 'Friday'] },
  });
  await call('ModifyScheduledScalingRule', { InstanceId, RuleName: 'evenings', Enable: false });
  assert.equal((await rules())[0].Enable, false);
  const wrong: readonly (readonly [object, RegExp])[] = [
    [{}, /RuleName was "evenings"; allowed: a name that no other/],
    [{ RuleName: 'x', ScheduleType: 'never' }, /ScheduleType/],
    [{ RuleName: 'x', RepeatType: 'Yearly' }, /RepeatType/],
    [{ RuleName: 'x', 'WeeklyTypes.1': 'Someday' }, /WeeklyTypes/],
    [{ RuleName: 'x', TimeZone: 'Moon' }, /TimeZone/],
    [{ RuleName: 'x', DurationMinutes: 14 }, /DurationMinutes/],
    [{ RuleName: 'x', FirstScheduledTime: nowMs() }, /FirstScheduledTime/],
    [{ RuleName: 'x', ReservedPubFlow: 0 }, /ReservedPubFlow/],
  ];
  for (const [changes, message] of wrong) {
    assert.match((await refused('CreateScheduledScalingRule', { ...rule, ...changes })).Message, message);
  }
  await call('DeleteScheduledScalingRule', { InstanceId, RuleName: 'evenings' });
  assert.deepEqual(await rules(), []);
  assert.match(
    (await refused('DeleteScheduledScalingRule', { InstanceId, RuleName: 'evenings' })).Message,
    /RuleName/,
  );

  const other = await run();
  const refusal = await refused('CreateScheduledScalingRule', { ...rule, InstanceId: other });
  assert.deepEqual([refusal.status, refusal.Code], [400, 'ONS_SERVICE_UNSUPPORTED']);
});
