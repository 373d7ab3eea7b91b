import assert from 'node:assert/strict';
import { randomUUID } from 'node:crypto';
import { test } from 'node:test';
import { alice, bob } from '../../../../test/support/owners.ts';
import { exampleInstance } from '../../../../test/support/example-instance.ts';
import { createTencentTestCloud } from '../../../../test/support/tencent-cloud.ts';

const idsOf = (result: { InstanceList: { InstanceId: string }[] }) =>
  result.InstanceList.map(({ InstanceId: id }) => id);

test('lists have what was ordered here, newest first, and nothing of others', async (t) => {
  const { store, send, call, create, refused } = await createTencentTestCloud(t);
  const first = await create();
  const second = await create();
  const foreign = exampleInstance(alice.caller.projectId);
  await store.instances.insert(foreign, false);
  for (const action of ['DescribeInstances', 'DescribeInstancesDetail']) {
    const all = await call(action);
    assert.deepEqual([idsOf(all), all.TotalCount], [[second, first], 2]);
    assert.deepEqual(idsOf(await call(action, { Limit: 1, Offset: 1 })), [first]);
    assert.deepEqual(idsOf(await call(action, { InstanceId: foreign.id })), []);
    const { response } = await send({ action }, bob);
    assert.equal(response.Result.TotalCount, 0);
  }
  const { Code: code } = await refused('DescribeInstanceAttributes', { InstanceId: foreign.id });
  assert.equal(code, 'InvalidParameterValue.InstanceNotExist');
  const { response } = await send({ action: 'DeleteInstancePost', parameters: { InstanceId: first } }, bob);
  assert.equal(response.Error.Code, 'InvalidParameterValue.InstanceNotExist');
});

test('filters of the list', async (t) => {
  const { order, call, create, run, refused } = await createTencentTestCloud(t);
  const plain = await create({ InstanceName: 'plain' });
  const tagged = await create({ InstanceName: 'tagged', Tags: [{ TagKey: 'team', TagValue: 'a' }] });
  await run(tagged);
  const cases: readonly (readonly [object, readonly string[]])[] = [
    [{ SearchWord: 'lain' }, [plain]],
    [{ SearchWord: tagged }, [tagged]],
    [{ SearchWord: '450001' }, [tagged, plain]],
    [{ Status: [1] }, [tagged]],
    [{ Status: [0, 1] }, [tagged, plain]],
    [{ Status: [5] }, []],
    [{ TagKey: 'team' }, [tagged]],
    [{ TagList: [{ TagKey: 'team', TagValue: 'b' }] }, []],
    [{ InstanceIdList: [plain] }, [plain]],
    [{ InstanceIds: JSON.stringify([plain]) }, [plain]],
    [{ Filters: [{ Name: 'Ip', Values: ['127.64.0.1'] }] }, [tagged]],
    [{ Filters: [{ Name: 'VpcId', Values: [order['VpcId']] }] }, [tagged, plain]],
    [{ Filters: [{ Name: 'SubNetId', Values: ['subnet-none'] }] }, []],
    [{ Filters: [{ Name: 'InstanceType', Values: ['profession'] }] }, [tagged, plain]],
    [{ Filters: [{ Name: 'InstanceId', Values: [plain] }] }, [plain]],
  ];
  for (const [parameters, ids] of cases) {
    assert.deepEqual(
      idsOf(await call('DescribeInstancesDetail', parameters)),
      ids,
      JSON.stringify(parameters),
    );
  }
  assert.equal((await refused('DescribeInstancesDetail', { Limit: 21 })).Code, 'InvalidParameterValue');
  const unknown = { Filters: [{ Name: 'Colour', Values: ['red'] }] };
  assert.equal((await refused('DescribeInstancesDetail', unknown)).Code, 'InvalidParameterValue');
});

test('a running instance shows where it is', async (t) => {
  const { create, run, call, order } = await createTencentTestCloud(t);
  const id = await create();
  await run(id);
  const [shown] = (await call('DescribeInstancesDetail', { InstanceId: id })).InstanceList;
  assert.deepEqual([shown.Status, shown.Healthy, shown.Vip, shown.Vport], [1, 1, '127.64.0.1', '9092']);
  assert.equal(shown.VipList.length, 3);
  assert.deepEqual([shown.VpcId, shown.SubnetId], [order['VpcId'], order['SubnetId']]);
  assert.equal(shown.Bandwidth, 160);
  const { Routers: routes } = await call('DescribeRoute', { InstanceId: id });
  assert.deepEqual([routes.length, routes[0].VipType, routes[0].Status], [1, 3, 2]);
  assert.deepEqual(routes[0].VipList, [{ Vip: '127.64.0.1', Vport: '9092' }]);
  assert.equal((await call('DescribeCkafkaVersion', { InstanceId: id })).KafkaVersion, '2.4.2');
});

test('attributes are changed, and tasks of it are flows', async (t) => {
  const { stored, create, run, call, refused } = await createTencentTestCloud(t);
  const id = await create();
  const InstanceId = id;
  assert.equal(
    (await refused('ModifyInstanceAttributes', { InstanceId, InstanceName: 'x' })).Code,
    'ResourceUnavailable',
  );
  await run(id);
  await call('ModifyInstanceAttributes', {
    InstanceId,
    InstanceName: 'renamed',
    PublicNetwork: 9,
    DynamicRetentionConfig: { Enable: 1 },
    DeleteProtectionEnable: 1,
  });
  const { Data: data, ReturnCode: code } = await call('ModifyInstanceAttributes', {
    InstanceId,
    MsgRetentionTime: 2880,
    MaxMessageByte: 1_048_576,
    Config: { AutoCreateTopicEnable: true, DefaultNumPartitions: 6, DefaultReplicationFactor: 2 },
  });
  assert.equal(code, '0');
  const task = await call('DescribeTaskStatus', { FlowId: data.FlowId });
  assert.deepEqual(task, { Status: 2, Output: '' });
  const shown = await call('DescribeInstanceAttributes', { InstanceId });
  assert.deepEqual(
    [shown.InstanceName, shown.PublicNetwork, shown.MsgRetentionTime, shown.MaxMessageByte],
    ['renamed', 9, 2880, 1_048_576],
  );
  assert.deepEqual(shown.Config, {
    AutoCreateTopicsEnable: true,
    DefaultNumPartitions: 6,
    DefaultReplicationFactor: 2,
  });
  const retention = { Enable: 1, DiskQuotaPercentage: 95, StepForwardPercentage: 5, BottomRetention: 0 };
  assert.deepEqual([shown.RetentionTimeConfig, shown.DeleteProtectionEnable], [retention, 1]);
  await call('ModifyInstanceAttributes', { InstanceId, DynamicRetentionConfig: retention });
  assert.equal((await refused('DeleteInstancePost', { InstanceId })).Code, 'OperationDenied');
  await call('ModifyInstanceAttributes', { InstanceId, DeleteProtectionEnable: 0 });
  for (const wrong of [
    { MsgRetentionTime: 10 },
    { PublicNetwork: 4 },
    { MaxMessageByte: 1 },
    { Config: { DefaultReplicationFactor: 4 } },
    { DeleteProtectionEnable: 2 },
    { DynamicRetentionConfig: { Enable: 1, DiskQuotaPercentage: 75 } },
  ]) {
    const refusal = await refused('ModifyInstanceAttributes', { InstanceId, ...wrong });
    assert.equal(refusal.Code, 'InvalidParameterValue', JSON.stringify(wrong));
  }
  assert.equal((await stored(id)).name, 'renamed');
});

test('an instance grows, and its brokers learn of it', async (t) => {
  const { stored, create, run, call, refused } = await createTencentTestCloud(t);
  const id = await create();
  await run(id);
  const size = { InstanceId: id, UpgradeStrategy: 1, BandWidth: 40, DiskSize: 600, Partition: 800 };
  const { DealNames: deals } = await call('InstanceScalingDown', size);
  assert.equal(deals.length, 1);
  const { bandwidthMibps, storageGib, partitionLimit } = (await stored(id)).spec;
  assert.deepEqual([bandwidthMibps, storageGib, partitionLimit], [40, 600, 800]);
  const [shown] = (await call('DescribeInstancesDetail', { InstanceId: id })).InstanceList;
  assert.equal(shown.Bandwidth, 320);
  for (const wrong of [{ DiskSize: 500 }, { Partition: 700 }, { BandWidth: 1200 }, { UpgradeStrategy: 3 }]) {
    const refusal = await refused('InstanceScalingDown', { ...size, ...wrong });
    assert.equal(refusal.Code, 'InvalidParameterValue', JSON.stringify(wrong));
  }
});

test('a deleted instance is listed as such until it is gone', async (t) => {
  const { tearDown, create, call, refused } = await createTencentTestCloud(t);
  const id = await create();
  const { FlowId: flow } = await call('DeleteInstancePost', { InstanceId: id });
  assert.equal((await call('DescribeTaskStatus', { FlowId: flow })).Status, 2);
  const [shown] = (await call('DescribeInstancesDetail', { InstanceId: id })).InstanceList;
  assert.equal(shown.Status, 2);
  await tearDown(id);
  assert.equal((await call('DescribeInstancesDetail', { InstanceId: id })).TotalCount, 0);
  assert.equal(
    (await refused('DeleteInstancePost', { InstanceId: id })).Code,
    'InvalidParameterValue.InstanceNotExist',
  );
  assert.equal((await refused('DescribeTaskStatus', { FlowId: 5 })).Code, 'ResourceNotFound');
  const uuid = randomUUID();
  assert.equal(
    (await refused('DeleteInstancePost', { InstanceId: uuid })).Code,
    'InvalidParameterValue.InstanceNotExist',
  );
});

test('what can be ordered where', async (t) => {
  const { call, send } = await createTencentTestCloud(t);
  const { ZoneList: zones, ClusterInfo: clusters, Profession: pro } = await call('DescribeCkafkaZone');
  assert.deepEqual(
    zones.map((zone: { ZoneId: string; SoldOut: string }) => [zone.ZoneId, zone.SoldOut]),
    [
      ['100001', 'false'],
      ['100002', 'false'],
      ['100003', 'false'],
    ],
  );
  assert.equal(clusters[0].ClusterId, 1001);
  assert.equal(JSON.parse(pro).BasicEdition.Bandwidth.Step, 20);
  const elsewhere = await send({ action: 'DescribeCkafkaZone', region: 'na-nowhere' });
  assert.equal(elsewhere.response.Result.ZoneList[0].ZoneId, '450001');
  const regions = await call('DescribeRegion');
  assert.ok(regions.some((region: { RegionCodeV3: string }) => region.RegionCodeV3 === 'ap-guangzhou'));
});

test('an instance that is paid in advance ends later, is renewed, grows and goes by calls of its own', async (t) => {
  const { order, run, tearDown, call, refused } = await createTencentTestCloud(t);
  const { PublicNetworkMonthly: _, ...prepaid } = order;
  const create = { ...prepaid, Period: '2m', RenewFlag: 1 };
  const { Data: data } = await call('CreateInstancePre', create);
  const InstanceId = data.InstanceId;
  const shown = async () => (await call('DescribeInstancesDetail', { InstanceId })).InstanceList[0];
  const days = async () => {
    const { ExpireTime: end, CreateTime: begin } = await shown();
    return (end - begin) / 86_400;
  };
  assert.equal(await days(), 60);
  assert.deepEqual(
    [(await shown()).RenewFlag, (await shown()).PublicNetworkChargeType],
    [1, 'BANDWIDTH_PREPAID'],
  );
  assert.equal((await call('DescribeInstanceAttributes', { InstanceId })).InstanceChargeType, 'PREPAID');
  await run(InstanceId);
  await call('IsolatedInstancePre', { InstanceId });
  assert.equal((await shown()).Status, 5);
  const listed = async (status: number) => (await call('DescribeInstances', { Status: [status] })).TotalCount;
  assert.deepEqual([await listed(5), await listed(1)], [1, 0]);
  const { DealName: deal } = await call('RenewCkafkaInstance', { InstanceId, TimeSpan: 3 });
  assert.deepEqual([(await shown()).Status, await listed(5)], [1, 0]);
  assert.ok(deal);
  assert.equal(await days(), 150);
  await call('ModifyInstancePre', { InstanceId, BandWidth: 40, DiskSize: 500, Partition: 800 });
  assert.equal((await shown()).Bandwidth, 320);
  const modify = {
    InstanceId,
    BandWidth: 60,
    DiskSize: 500,
    Partition: 900,
    Topic: 100,
    Type: 't',
    DiskType: 'd',
  };
  assert.deepEqual(await call('DescribeModifyType', modify), { ModifyType: 1, MigrateFlag: false });
  assert.equal((await call('DescribeTypeInstances')).TotalCount, 1);
  for (const [action, parameters] of [
    ['DeleteInstancePost', { InstanceId }],
    ['InstanceScalingDown', { InstanceId, UpgradeStrategy: 1 }],
  ] as const) {
    assert.equal((await refused(action, parameters)).Code, 'OperationDenied', action);
  }
  for (const wrong of [{ Period: '37m' }, { Period: '1y' }, { RenewFlag: 3 }]) {
    assert.equal((await refused('CreateInstancePre', { ...create, ...wrong })).Code, 'InvalidParameterValue');
  }
  assert.equal(
    (await refused('RenewCkafkaInstance', { InstanceId, TimeSpan: 0 })).Code,
    'InvalidParameterValue',
  );
  assert.equal((await call('DeleteInstancePre', { InstanceId })).ReturnCode, '0');
  await tearDown(InstanceId);

  const { Data: hourly } = await call('CreatePostPaidInstance', order);
  for (const action of [
    'DeleteInstancePre',
    'RenewCkafkaInstance',
    'ModifyInstancePre',
    'IsolatedInstancePre',
  ]) {
    const refusal = await refused(action, { InstanceId: hourly.InstanceId });
    assert.equal(refusal.Code, 'OperationDenied', action);
  }
});

test('brokers are shown as machines, and run the newest patch of their version', async (t) => {
  const { call, refused, create, run, stored } = await createTencentTestCloud(t);
  const InstanceId = await create();
  assert.equal((await call('DescribeCvmInfo', { InstanceId })).TotalCount, 0);
  await run(InstanceId);
  const { CvmList: machines } = await call('DescribeCvmInfo', { InstanceId });
  assert.deepEqual([machines.length, machines[0].Ip], [3, '127.64.0.1']);
  const upgrade = { InstanceId, Type: 1, SourceVersion: '2.4.2', TargetVersion: '2.4.2' };
  for (const wrong of [{ Type: 2 }, { SourceVersion: '2.8.1' }, { TargetVersion: '2.3.1' }]) {
    const { Code: code } = await refused('UpgradeBrokerVersion', { ...upgrade, ...wrong });
    assert.equal(code, 'InvalidParameterValue', JSON.stringify(wrong));
  }
  const later = { ...upgrade, DelayTimeStamp: '2030-01-01 00:00:00' };
  assert.equal((await refused('UpgradeBrokerVersion', later)).Code, 'UnsupportedOperation');
  const { FlowId: flow } = (await call('UpgradeBrokerVersion', upgrade)).Data;
  assert.equal((await call('DescribeTaskStatus', { FlowId: flow })).Status, 2);
  await run(InstanceId);

  const possible = async () => (await call('DescribeCkafkaVersion', { InstanceId })).HighVersionSet;
  assert.deepEqual(await possible(), ['2.8.1', '3.2.3']);
  await call('UpgradeBrokerVersion', { ...upgrade, TargetVersion: '2.8.1' });
  const { version, spec, status } = await stored(InstanceId);
  assert.deepEqual([version, spec.versionChange?.from, status], ['2.8.1', '2.4.2', 'restarting']);
  assert.deepEqual(await possible(), ['3.2.3']);
  for (const [number, total] of [
    [7, 1],
    [1, 0],
  ] as const) {
    assert.equal((await call('DescribeInstances', { Status: [number] })).TotalCount, total);
  }
  assert.equal((await call('DescribeInstances')).InstanceList[0].Status, 7);
});

test('dynamic retention is also switched as a routine', async (t) => {
  const { call, refused, create, run, stored } = await createTencentTestCloud(t);
  const InstanceId = await create();
  await run(InstanceId);
  const routine = { InstanceId, MaintenanceType: 'QUOTA', MaintenanceSubtype: 'MESSAGE_RETENTION_PERIOD' };
  await call('ModifyRoutineMaintenanceTask', { ...routine, Status: 0, ConfigureThreshold: 95 });
  assert.equal((await stored(InstanceId)).spec.atCapacity, 'delete-oldest');
  await call('ModifyRoutineMaintenanceTask', { ...routine, Status: 1 });
  assert.equal((await stored(InstanceId)).spec.atCapacity, 'refuse-writes');
  for (const [change, code] of [
    [{ MaintenanceSubtype: 'INSTANCE_STORAGE_CAPACITY' }, 'UnsupportedOperation'],
    [{ MaintenanceSubtype: 'é\r\n' }, 'UnsupportedOperation'],
    [{ Week: '1' }, 'UnsupportedOperation'],
    [{ Status: 2 }, 'InvalidParameterValue'],
    [{ ConfigureThreshold: 60 }, 'InvalidParameterValue'],
  ] as const) {
    const refusal = await refused('ModifyRoutineMaintenanceTask', { ...routine, ...change });
    assert.equal(refusal.Code, code, JSON.stringify(change));
  }
});
