import assert from 'node:assert/strict';
import { suite, test } from 'node:test';
import { DomainError } from '../../../domain/errors.ts';
import { createTencentTestCloud } from '../../../../test/support/tencent-cloud.ts';

test('the first example makes one instance, with a deal', async (t) => {
  const { stored, order, call } = await createTencentTestCloud(t);
  const { Data: data, ...rest } = await call('CreatePostPaidInstance', order);
  assert.deepEqual(rest, { ReturnCode: '0', ReturnMessage: 'ok[apply ok]' });
  assert.match(data.InstanceId, /^ckafka-[a-z0-9]{8}$/);
  assert.match(data.DealNames[0], /^\d{21}$/);
  assert.deepEqual(data.DealNameInstanceIdMapping, [
    { DealName: data.DealNames[0], InstanceIdList: [data.InstanceId] },
  ]);
  assert.equal(data.FlowId, 0);
  const instance = await stored(data.InstanceId);
  assert.deepEqual([instance.name, instance.version], ['test55', '2.4.2']);
  const { brokerCount, bandwidthMibps, partitionLimit, storageGib, zones, topicDefaults } = instance.spec;
  assert.deepEqual(
    [brokerCount, bandwidthMibps, partitionLimit, storageGib, zones],
    [3, 20, 400, 200, ['a']],
  );
  assert.equal(topicDefaults?.retentionMs, 24 * 3_600_000);
});

test('the second example makes three, named one by one, in one deal', async (t) => {
  const { stored, order, call } = await createTencentTestCloud(t);
  const { InstanceType: _, DiskType: __, ...common } = order;
  const { Data: data } = await call('CreatePostPaidInstance', {
    ...common,
    InstanceName: 'test58',
    TopicNum: 200,
    InstanceNum: 3,
    PublicNetworkMonthly: 12,
  });
  const [{ InstanceIdList: ids }] = data.DealNameInstanceIdMapping;
  assert.equal(new Set(ids).size, 3);
  assert.equal(data.InstanceId, ids[0]);
  const names = (await Promise.all(ids.map(stored))).map(({ name }) => name);
  assert.deepEqual(names, ['test58-1', 'test58-2', 'test58-3']);
  const { InstanceList: shown } = await call('DescribeInstancesDetail', { InstanceIdList: ids });
  assert.ok(shown.every((one: { PublicNetwork: number }) => one.PublicNetwork === 15));
  assert.ok(shown.every((one: { MaxTopicNumber: number }) => one.MaxTopicNumber === 200));
});

test('the third example spreads the brokers over three zones', async (t) => {
  const { stored, create, call } = await createTencentTestCloud(t);
  const zones = [450001, 450002, 450003];
  const id = await create({ MultiZoneFlag: true, ZoneIds: zones });
  assert.deepEqual((await stored(id)).spec.zones, ['a', 'b', 'c']);
  const [shown] = (await call('DescribeInstancesDetail', { InstanceId: id })).InstanceList;
  assert.deepEqual([shown.ZoneId, shown.ZoneIds], [450001, zones]);
});

test('a version that the operator offers besides is sold and listed; others are refused by name', async (t) => {
  const { stored, create, call, refused, order } = await createTencentTestCloud(t, {
    kafkaVersions: ['2.4.1', '2.4.2', '3.9'],
  });
  assert.equal((await stored(await create({ KafkaVersion: '3.9' }))).version, '3.9');
  const { ZoneList: zones } = await call('DescribeCkafkaZone');
  assert.deepEqual(
    zones[0].SalesInfo.map(({ Version }: { Version: string }) => Version),
    ['2.4.1', '3.9'],
  );
  const refusal = await refused('CreatePostPaidInstance', { ...order, KafkaVersion: '4.3' });
  assert.match(refusal.Message, /KafkaVersion.*4\.3.*2\.4\.1, 2\.4\.2, 3\.9/);
});

test('what is left out has the documented default', async (t) => {
  const { order, call } = await createTencentTestCloud(t);
  const { VpcId, SubnetId } = order;
  const { Data: data } = await call('CreatePostPaidInstance', { VpcId, SubnetId, ZoneId: 100001 });
  const [shown] = (await call('DescribeInstancesDetail', { InstanceId: data.InstanceId })).InstanceList;
  assert.equal(shown.InstanceName, data.InstanceId);
  assert.deepEqual(
    [shown.Bandwidth, shown.DiskSize, shown.MaxPartitionNumber, shown.MaxTopicNumber, shown.Version],
    [320, 500, 800, 800, '2.4.1'],
  );
  assert.deepEqual(
    [shown.InstanceType, shown.DiskType, shown.PublicNetwork],
    ['profession', 'CLOUD_BASIC', 3],
  );
  assert.deepEqual([shown.Status, shown.ExpireTime, shown.Cvm], [0, 0, 1]);
  const attributes = await call('DescribeInstanceAttributes', { InstanceId: data.InstanceId });
  assert.equal(attributes.MsgRetentionTime, 1440);
  assert.equal(attributes.RetentionTimeConfig.Enable, 0);
  // Names may repeat.
  await call('CreatePostPaidInstance', { ...order });
  await call('CreatePostPaidInstance', { ...order });
});

/** parameters that differ from the first example's, and what is wrong with them */
const refusals: readonly (readonly [object, string, RegExp])[] = [
  [{ VpcId: 'vpc-unknown0' }, 'InvalidParameterValue.VpcIdInvalid', /VpcId.*DescribeVpcs/],
  [{ SubnetId: 'subnet-unknown' }, 'InvalidParameterValue.SubnetIdInvalid', /SubnetId/],
  [{ ZoneId: 450002 }, 'InvalidParameterValue.SubnetNotBelongToZone', /450002/],
  [{ ZoneId: 450009 }, 'InvalidParameterValue.ZoneNotSupport', /450009/],
  [{ ZoneId: 7 }, 'InvalidParameterValue.ZoneNotSupport', /ZoneId/],
  [{ ZoneId: null }, 'InvalidParameterValue.NotAllowedEmpty', /ZoneIds/],
  [{ ZoneId: null, ZoneIds: [] }, 'InvalidParameterValue.NotAllowedEmpty', /ZoneId/],
  [{ MultiZoneFlag: true }, 'InvalidParameterValue', /ZoneIds/],
  [{ ZoneIds: [450001, 450002] }, 'InvalidParameterValue', /MultiZoneFlag/],
  [{ MultiZoneFlag: true, ZoneIds: [450002, 450003] }, 'InvalidParameterValue', /450001/],
  [
    { MultiZoneFlag: true, ZoneIds: [450001, 450002, 450001] },
    'InvalidParameterValue.RepetitionValue',
    /each zone once/,
  ],
  [{ MultiZoneFlag: true, ZoneIds: [450001, 100002] }, 'InvalidParameterValue.ZoneNotSupport', /region/],
  [{ InstanceName: 'x'.repeat(129) }, 'InvalidParameterValue', /128/],
  [{ InstanceType: 2 }, 'InvalidParameterValue', /InstanceType/],
  [{ InstanceType: 9, SpecificationsType: 'standard' }, 'InvalidParameterValue', /InstanceType/],
  [{ InstanceType: 0, SpecificationsType: 'standard' }, 'InvalidParameterValue', /InstanceType/],
  [{ SpecificationsType: 'premium' }, 'InvalidParameterValue', /SpecificationsType/],
  [{ InstanceType: 2, SpecificationsType: 'standard', BandWidth: 40 }, 'InvalidParameterValue', /100 MB/],
  [{ MsgRetentionTime: 1439 }, 'InvalidParameterValue', /1440/],
  [{ MsgRetentionTime: 43_201 }, 'InvalidParameterValue', /43200/],
  [{ ClusterId: 1 }, 'InvalidParameterValue', /ClusterId/],
  [{ KafkaVersion: '2.3.0' }, 'InvalidParameterValue', /3\.2\.3/],
  [{ DiskType: 'CLOUD_PREMIUM' }, 'InvalidParameterValue', /CLOUD_SSD/],
  [{ BandWidth: 30 }, 'InvalidParameterValue', /steps of 20/],
  [{ BandWidth: 1220 }, 'InvalidParameterValue', /1600/],
  [{ DiskSize: 250 }, 'InvalidParameterValue', /steps of 100/],
  [{ DiskSize: 100 }, 'InvalidParameterValue', /200 to 500000/],
  [{ DiskSize: 500_100 }, 'InvalidParameterValue', /DiskSize/],
  [{ Partition: 450 }, 'InvalidParameterValue', /Partition/],
  [{ Partition: 300 }, 'InvalidParameterValue', /400 to 40000/],
  [{ BandWidth: 140, DiskSize: 1000, Partition: 1100 }, 'InvalidParameterValue', /1200 to 40000/],
  [{ BandWidth: 120, DiskSize: 900, Partition: 1200 }, 'InvalidParameterValue', /1000 to 500000/],
  [{ TopicNum: 150 }, 'InvalidParameterValue', /TopicNum/],
  [{ InstanceNum: 0 }, 'InvalidParameterValue', /InstanceNum/],
  [{ InstanceNum: 101 }, 'InvalidParameterValue', /InstanceNum/],
  [{ PublicNetworkMonthly: 4 }, 'InvalidParameterValue', /multiples of 3/],
  [{ PublicNetworkMonthly: -3 }, 'InvalidParameterValue', /PublicNetworkMonthly/],
  [{ ElasticBandwidthSwitch: 2 }, 'InvalidParameterValue', /0 \(off\) or 1/],
  [
    { Tags: ['a', 'b', 'a'].map((TagKey) => ({ TagKey, TagValue: '' })) },
    'InvalidParameterValue.RepetitionValue',
    /Tags/,
  ],
  [{ Tags: [{ TagKey: '', TagValue: '' }] }, 'InvalidParameterValue', /TagKey/],
  [{ Tags: [{ TagKey: 'a' }] }, 'MissingParameter', /Tags\.0\.TagValue/],
  [{ Tags: [{ TagKey: 'a', TagValue: 'b', More: 1 }] }, 'UnknownParameter', /Tags\.0\.More/],
  [{ Tags: {} }, 'InvalidParameter', /Tags/],
  [{ VpcId: null }, 'MissingParameter', /VpcId/],
  [{ BandWidth: '20' }, 'InvalidParameter', /BandWidth/],
  [{ BandWidth: 20.5 }, 'InvalidParameter', /BandWidth/],
  [{ MultiZoneFlag: 'true' }, 'InvalidParameter', /MultiZoneFlag/],
  [{ Bandwidth: 20 }, 'UnknownParameter', /Bandwidth/],
  [{ CustomSSLCertId: 'c' }, 'UnsupportedOperation', /CustomSSLCertId/],
];

suite('an order is refused', () => {
  for (const [changes, code, message] of refusals) {
    test(JSON.stringify(changes).slice(0, 100), async (t) => {
      const { count, order, refused } = await createTencentTestCloud(t);
      const refusal = await refused('CreatePostPaidInstance', { ...order, ...changes });
      assert.equal(refusal.Code, code, refusal.Message);
      assert.match(refusal.Message, message);
      assert.equal(await count(), 0);
    });
  }
});

const accepted: readonly object[] = [
  { SpecificationsType: 'standard', InstanceType: 2, BandWidth: 100, DiskSize: 500, Partition: 800 },
  { SpecificationsType: 'standard', InstanceType: 8, BandWidth: null, DiskSize: 500, Partition: 800 },
  { BandWidth: 1600, DiskSize: 10_000, Partition: 4000 },
  { BandWidth: 100_000, DiskSize: 500_000, Partition: 40_000, TopicNum: 40_000 },
  { MsgRetentionTime: 43_200, ElasticBandwidthSwitch: 1, PublicNetworkMonthly: 996 },
  { ClusterId: 4501, DiskType: 'CLOUD_SSD', KafkaVersion: '3.2.3' },
  { InstanceName: 'ü'.repeat(128) },
  { ZoneId: null, ZoneIds: [450001] },
];

suite('an order is taken', () => {
  for (const changes of accepted) {
    test(JSON.stringify(changes).slice(0, 100), async (t) => {
      const { create } = await createTencentTestCloud(t);
      await create(changes);
    });
  }
});

test('a batch that exceeds the quota makes nothing', async (t) => {
  const { count, create, order, refused } = await createTencentTestCloud(t, { instanceQuota: 3 });
  await create();
  const { Code: code } = await refused('CreatePostPaidInstance', { ...order, InstanceNum: 3 });
  assert.equal(code, 'LimitExceeded');
  assert.equal(await count(), 1);
});

test('what the server itself fails at is told as that, and makes nothing', async (t) => {
  const { count, order, refused, store, defects } = await createTencentTestCloud(t);
  const failures = [
    [new DomainError('storage-unavailable', 'The disk is full.'), 'FailedOperation', /disk is full/],
    [new Error('secret details'), 'InternalError', /internal error/],
  ] as const;
  for (const [failure, code, message] of failures) {
    const failing = t.mock.method(store, 'transaction', () => Promise.reject(failure));
    const refusal = await refused('CreatePostPaidInstance', order);
    failing.mock.restore();
    assert.equal(refusal.Code, code);
    assert.match(refusal.Message, message);
    assert.equal(await count(), 0);
  }
  assert.equal(defects.length, 1, 'defects are logged');
});
