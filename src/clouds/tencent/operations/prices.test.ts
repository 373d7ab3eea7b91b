import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createTencentTestCloud } from '../../../../test/support/tencent-cloud.ts';

const size = {
  InstanceType: 'profession',
  Bandwidth: 20,
  InquiryDiskParam: { DiskType: 'CLOUD_BASIC', DiskSize: 200 },
  Partition: 400,
  Topic: 100,
};

test('prices are those of the operator’s table, by the month or the hour', async (t) => {
  const cloud = await createTencentTestCloud(t);
  const { InstancePrice: month } = await cloud.call('InquireCkafkaPrice', size);
  assert.deepEqual(
    [month.UnitPrice, month.OriginalPrice, month.Discount, month.Currency, month.TimeUnit],
    [500, 500, 100, 'CNY', 'm'],
  );
  const { BandwidthPrice: bandwidth, DiskPrice: disk, InstanceTypePrice: base } = month.DetailPrices;
  assert.deepEqual([bandwidth.UnitPrice, disk.UnitPrice, base.UnitPrice], [200, 100, 100]);
  const { InstancePrice: year, PublicNetworkBandwidthPrice: network } = await cloud.call(
    'InquireCkafkaPrice',
    {
      ...size,
      InstanceChargeParam: { InstanceChargeType: 'PREPAID', InstanceChargePeriod: 12 },
      InstanceNum: 2,
      PublicNetworkParam: { PublicNetworkChargeType: 'BANDWIDTH_PREPAID', PublicNetworkMonthly: 6 },
    },
  );
  assert.deepEqual([year.OriginalPrice, network.UnitPrice, network.OriginalPrice], [12_000, 120, 2880]);
  const hourly = { ...size, InstanceChargeParam: { InstanceChargeType: 'POSTPAID_BY_HOUR' } };
  const { InstancePrice: hour } = await cloud.call('InquireCkafkaPrice', hourly);
  assert.deepEqual([hour.UnitPrice, hour.TimeUnit], [0.694444, 'h']);
  const InstanceId = await cloud.create({ TopicNum: 100 });
  const renewal = { InstanceType: 'profession', CategoryAction: 'renew', InstanceId };
  assert.equal((await cloud.call('InquireCkafkaPrice', renewal)).InstancePrice.OriginalPrice, 500);
  const wrong: readonly object[] = [
    { InstanceType: 'premium' },
    { CategoryAction: 'sell' },
    { Bandwidth: 21 },
    { InstanceNum: 0 },
    { InstanceChargeParam: { InstanceChargeType: 'GIFT' } },
    { InstanceChargeParam: { InstanceChargePeriod: 37 } },
  ];
  for (const change of wrong) {
    const { Code: code } = await cloud.refused('InquireCkafkaPrice', { ...size, ...change });
    assert.equal(code, 'InvalidParameterValue', JSON.stringify(change));
  }
});

test('what a project may not spend is not ordered, in whole or in part', async (t) => {
  const cloud = await createTencentTestCloud(t, { spendingLimit: 1100 });
  const reject = 'UnsupportedOperation.OssReject';
  assert.equal(
    (await cloud.refused('CreatePostPaidInstance', { ...cloud.order, InstanceNum: 3 })).Code,
    reject,
  );
  assert.equal(await cloud.count(), 0);
  const InstanceId = await cloud.create();
  await cloud.create();
  const { Code: code, Message: message } = await cloud.refused('CreatePostPaidInstance', cloud.order);
  assert.equal(code, reject);
  assert.match(message, /costs 500\.00 CNY a month; the account may spend 100\.00 more/);
  await cloud.run(InstanceId);
  const larger = { InstanceId, UpgradeStrategy: 1, DiskSize: 400 };
  await cloud.call('InstanceScalingDown', larger);
  assert.equal((await cloud.refused('InstanceScalingDown', { ...larger, DiskSize: 500 })).Code, reject);
  await cloud.call('DeleteInstancePost', { InstanceId });
  await cloud.create();
});

test('of orders at the same moment no more pass than what may be spent', async (t) => {
  const cloud = await createTencentTestCloud(t, { spendingLimit: 1100 });
  const orders = Array.from({ length: 5 }, () =>
    cloud.send({ action: 'CreatePostPaidInstance', parameters: cloud.order }),
  );
  const codes = (await Promise.all(orders)).map(({ response }) => response.Error?.Code ?? 'made');
  assert.equal(codes.filter((code) => code === 'made').length, 2);
  assert.equal(codes.filter((code) => code === 'UnsupportedOperation.OssReject').length, 3);
  assert.equal(await cloud.count(), 2);
});

test('more public bandwidth costs more', async (t) => {
  const cloud = await createTencentTestCloud(t, { spendingLimit: 700 });
  const InstanceId = await cloud.create();
  await cloud.run(InstanceId);
  const change = (mbitps: number) => ({ InstanceId, PublicNetwork: mbitps });
  const reject = 'UnsupportedOperation.OssReject';
  // 500 for the instance, and 20 for each Mbit/s beyond 3.
  assert.equal((await cloud.refused('ModifyInstanceAttributes', change(15))).Code, reject);
  const route = { VipType: 1, AccessType: 1 };
  assert.equal((await cloud.refused('CreateRoute', { ...change(15), ...route })).Code, reject);
  assert.equal((await cloud.stored(InstanceId)).spec.publicAccess, null);
  await cloud.call('CreateRoute', { ...change(12), ...route });
});
