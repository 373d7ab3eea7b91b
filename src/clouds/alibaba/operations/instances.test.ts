import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createAlibabaTestCloud } from '../../../../test/support/alibaba-cloud.ts';
import { alice, bob } from '../../../../test/support/owners.ts';

const config = (content: object) => ({ Config: JSON.stringify(content) });
const order = { DeployType: 5, IoMax: 20, DiskSize: 500, TopicQuota: 50 };

test('an order is found by its id, waits for its deployment, and is deployed, released and deleted', async (t) => {
  const { call, refused, shown, place, stored, bringUp, store, tearDown } = await createAlibabaTestCloud(t);
  const { OrderId: orderId } = await call('CreatePostPayOrder', {
    ...order,
    'Tag.1.Key': 'team',
    'Tag.1.Value': 'a',
  });
  assert.match(orderId, /^\d{15}$/);
  const { InstanceList: list } = await call('GetInstanceList', { OrderId: orderId });
  const [waiting] = list.InstanceVO;
  const id: string = waiting.InstanceId;
  assert.match(id, /^alikafka_post-cn-[a-z0-9]{12}$/);
  assert.equal(waiting.ServiceStatus, 0);
  assert.equal(waiting.Name, id);
  assert.deepEqual(waiting.UpgradeServiceDetailInfo, { Current2OpenSourceVersion: '' });
  assert.deepEqual(waiting.Tags, { TagVO: [{ Key: 'team', Value: 'a' }] });
  assert.ok(!('ConfluentConfig' in waiting));

  assert.deepEqual(
    { ...(await call('StartInstance', { InstanceId: id, ...place, Name: 'orders' })), RequestId: '' },
    { Code: 200, Message: 'operation success.', Success: true, RequestId: '' },
  );
  const starting = await shown(id);
  assert.equal(starting.ServiceStatus, 3);
  assert.equal(starting.Name, 'orders');
  assert.equal(starting.ZoneId, 'zonea');
  assert.equal(starting.VpcId, place.VpcId);
  assert.equal(starting.VSwitchId, place.VSwitchId);
  assert.deepEqual(starting.VSwitchIds, { VSwitchIds: [place.VSwitchId] });
  assert.deepEqual(starting.Tags, { TagVO: [{ Key: 'team', Value: 'a' }] });
  assert.deepEqual(await store.reservations.list(alice.caller.projectId, 'alibaba'), []);
  const again = await refused('StartInstance', { InstanceId: id, ...place });
  assert.equal(again.Code, 'BIZ_INSTANCE_STATUS_ERROR');

  await bringUp(id, [
    { member: 'broker-1', listener: 'client-plaintext', address: '127.64.0.1', port: 9092 },
  ]);
  const running = await shown(id);
  assert.equal(running.ServiceStatus, 5);
  assert.equal(running.EndPoint, '127.64.0.1:9092');
  assert.deepEqual(running.UpgradeServiceDetailInfo, { Current2OpenSourceVersion: '2.2.0' });
  assert.deepEqual(JSON.parse(running.AllConfig), {
    'enable.vpc_sasl_ssl': 'false',
    'kafka.log.retention.hours': '72',
    'kafka.message.max.bytes': '1048576',
    'enable.acl': 'false',
  });

  assert.equal((await refused('DeleteInstance', { InstanceId: id })).Code, 'BIZ_INSTANCE_STATUS_ERROR');
  await call('ReleaseInstance', { InstanceId: id, ForceDeleteInstance: true });
  assert.equal((await shown(id)).ServiceStatus, 15);
  assert.equal((await stored(id)).spec.isolated, true);
  await call('DeleteInstance', { InstanceId: id });
  assert.equal((await shown(id)).ServiceStatus, 10);
  await tearDown(id);
  const { InstanceList: after } = await call('GetInstanceList', { 'InstanceId.1': id });
  assert.deepEqual(after, { InstanceVO: [] });
  assert.equal((await refused('DeleteInstance', { InstanceId: id })).status, 404);
});

test('an order that is not wanted any more is released and deleted without ever being deployed', async (t) => {
  const { call, refused, buy, shown, place } = await createAlibabaTestCloud(t);
  const id = await buy();
  await call('ReleaseInstance', { InstanceId: id });
  assert.equal((await shown(id)).ServiceStatus, 15);
  assert.equal(
    (await refused('StartInstance', { InstanceId: id, ...place })).Code,
    'BIZ_INSTANCE_STATUS_ERROR',
  );
  await call('DeleteInstance', { InstanceId: id });
  assert.equal((await refused('DeleteInstance', { InstanceId: id })).Code, 'InstanceNotFound');
});

test('what StartInstance is told becomes the spec of the brokers', async (t) => {
  const { call, buy, place, stored, shown } = await createAlibabaTestCloud(t);
  const groups = await call('DescribeSecurityGroups');
  const [group] = groups.SecurityGroups.SecurityGroup;
  const id = await buy({ IoMax: 60, DiskSize: 1500, TopicQuota: 100 });
  await call('StartInstance', {
    InstanceId: id,
    ...place,
    ZoneId: 'cn-hangzhou-a',
    DeployModule: 'vpc',
    IsEipInner: false,
    IsSetUserAndPassword: false,
    Name: 'secure',
    SecurityGroup: group.SecurityGroupId,
    ServiceVersion: '2.6.2',
    SelectedZones: '[["zonea"],["zonec"]]',
    Config:
      '{"enable.vpc_sasl_ssl":"true","enable.acl":"true","kafka.log.retention.hours":"33","kafka.message.max.bytes":10485760}',
  });
  const { name, version, spec } = await stored(id);
  assert.equal(name, 'secure');
  assert.equal(version, '2.6.2');
  assert.equal(spec.brokerCount, 3);
  assert.equal(spec.bandwidthMibps, 60);
  assert.equal(spec.storageGib, 1500);
  assert.equal(spec.topicLimit, 100);
  assert.equal(spec.partitionLimit, 1200);
  assert.equal(spec.fullAtPercent, 85);
  assert.deepEqual(spec.zones, ['a', 'c']);
  assert.deepEqual(spec.topicDefaults, { retentionMs: 33 * 3_600_000, maxMessageBytes: 10_485_760 });
  assert.deepEqual(spec.access, {
    plaintext: true,
    login: {
      tls: true,
      ways: ['sasl-plaintext', 'sasl-tls'],
      mechanisms: ['PLAIN', 'SCRAM-SHA-256'],
      userName: '',
    },
    ports: {
      'client-plaintext': 9092,
      'public-sasl-tls': 9093,
      'client-sasl-plaintext': 9094,
      'client-sasl-tls': 9095,
    },
  });
  const view = await shown(id);
  assert.equal(view.SecurityGroup, group.SecurityGroupId);
  assert.equal(view.BackupZoneId, 'cn-hangzhou-c');
  assert.equal(view.MsgRetain, 33);
  assert.equal(JSON.parse(view.AllConfig)['enable.vpc_sasl_ssl'], 'true');
});

test('without a security group one is made, which is gone again where the deployment is refused', async (t) => {
  const { call, refused, buy, place, shown } = await createAlibabaTestCloud(t);
  const groups = async () => (await call('DescribeSecurityGroups')).TotalCount;
  const [first, second] = [await buy(), await buy()];
  await call('StartInstance', { InstanceId: first, ...place, Name: 'taken' });
  assert.equal(await groups(), 2);
  const { SecurityGroup: made } = await shown(first);
  const { SecurityGroups: found } = await call('DescribeSecurityGroups', { SecurityGroupId: made });
  assert.equal(found.SecurityGroup[0].SecurityGroupName, first);
  const refusal = await refused('StartInstance', { InstanceId: second, ...place, Name: 'taken' });
  assert.equal(refusal.Code, 'BIZ_FIELD_CHECK_INVALID');
  assert.match(refusal.Message, /Name/);
  assert.equal(await groups(), 2);
  // The order is still there.
  assert.equal((await shown(second)).ServiceStatus, 0);
  assert.equal((await refused('DeleteSecurityGroup', { SecurityGroupId: made })).Code, 'ResourceInUse');
});

test('StartInstance refuses what cannot be, by name, and nothing is made', async (t) => {
  const { refused, buy, place, shown } = await createAlibabaTestCloud(t);
  const id = await buy();
  const cases: readonly (readonly [object, string, RegExp])[] = [
    [{ DeployModule: 'eip' }, 'BIZ_FIELD_CHECK_INVALID', /DeployModule/],
    [{ DeployModule: 'moon' }, 'BIZ_FIELD_CHECK_INVALID', /DeployModule was "moon"; allowed: vpc or eip/],
    [{ IsEipInner: true }, 'BIZ_FIELD_CHECK_INVALID', /IsEipInner/],
    [{ IsSetUserAndPassword: true }, 'BIZ_FIELD_CHECK_INVALID', /IsSetUserAndPassword/],
    [{ Username: 'a' }, 'BIZ_FIELD_CHECK_INVALID', /Username/],
    [{ Password: 'geheim' }, 'BIZ_FIELD_CHECK_INVALID', /Password(?!.*geheim)/],
    [{ Name: 'ab' }, 'BIZ_FIELD_CHECK_INVALID', /Name was "ab"; allowed: 3 to 64/],
    [{ Name: 'x'.repeat(65) }, 'BIZ_FIELD_CHECK_INVALID', /Name/],
    [{ VpcId: 'vpc-none' }, 'InvalidVpcId.NotFound', /VpcId/],
    [{ VSwitchId: 'vsw-none' }, 'InvalidVSwitchId.NotFound', /VSwitchId/],
    [{ ZoneId: 'zoneb' }, 'BIZ_FIELD_CHECK_INVALID', /ZoneId was "zoneb"; allowed: cn-hangzhou-a/],
    [{ ZoneId: 'cn-beijing-a' }, 'InvalidZoneId.NotFound', /ZoneId/],
    [{ SelectedZones: 'zonea' }, 'BIZ_FIELD_CHECK_INVALID', /SelectedZones/],
    [{ SelectedZones: '[["zonex"]]' }, 'InvalidZoneId.NotFound', /SelectedZones/],
    [{ SecurityGroup: 'sg-none' }, 'InvalidSecurityGroupId.NotFound', /SecurityGroup/],
    [{ ServiceVersion: '9.9' }, 'BIZ_FIELD_CHECK_INVALID', /ServiceVersion.*0\.10\.2, 2\.2\.0/],
    [{ KMSKeyId: 'none' }, 'BIZ_FIELD_CHECK_INVALID', /none/],
    [{ Config: '{' }, 'BIZ_FIELD_CHECK_INVALID', /Config.*a JSON object/],
    [config({ 'enable.moon': 'true' }), 'BIZ_FIELD_CHECK_INVALID', /enable\.moon/],
    [config({ 'enable.acl': 'yes' }), 'BIZ_FIELD_CHECK_INVALID', /true or false for enable\.acl/],
    [config({ 'enable.vpc_sasl_ssl': 'true' }), 'BIZ_FIELD_CHECK_INVALID', /enable\.acl true/],
    [config({ 'kafka.log.retention.hours': '23' }), 'BIZ_FIELD_CHECK_INVALID', /24 to 480/],
    [config({ 'kafka.log.retention.hours': '481' }), 'BIZ_FIELD_CHECK_INVALID', /24 to 480/],
    [config({ 'kafka.message.max.bytes': '1048575' }), 'BIZ_FIELD_CHECK_INVALID', /1048576 to 10485760/],
    [
      { ServiceVersion: '0.10.2', ...config({ 'enable.acl': 'true' }) },
      'BIZ_FIELD_CHECK_INVALID',
      /ACLs need 2\.2\.0/,
    ],
  ];
  for (const [changes, code, message] of cases) {
    const refusal = await refused('StartInstance', { InstanceId: id, ...place, ...changes });
    assert.equal(refusal.Code, code, JSON.stringify(changes));
    assert.match(refusal.Message, message);
  }
  assert.equal((await shown(id)).ServiceStatus, 0);
});

test('orders refuse what is not sold, and what Polybroker lacks', async (t) => {
  const { refused, call } = await createAlibabaTestCloud(t);
  const cases: readonly (readonly [object, string, RegExp])[] = [
    [{ DeployType: 4 }, 'BIZ_FIELD_CHECK_INVALID', /EipMax/],
    [{ DeployType: 0 }, 'BIZ_FIELD_CHECK_INVALID', /DeployType/],
    [{ PaidType: 3 }, 'BIZ_FIELD_CHECK_INVALID', /IoMax was 20; allowed: absent/],
    [{ PaidType: 0 }, 'BIZ_FIELD_CHECK_INVALID', /PaidType/],
    [{ IoMax: 25 }, 'BIZ_FIELD_CHECK_INVALID', /IoMax was 25; allowed: 20, 30, 60, 90, 120/],
    [{ IoMaxSpec: 'alikafka.hw.1xlarge' }, 'BIZ_FIELD_CHECK_INVALID', /IoMaxSpec/],
    [{ IoMaxSpec: 'alikafka.hr.1xlarge' }, 'BIZ_FIELD_CHECK_INVALID', /IoMaxSpec/],
    [{ DiskSize: 400 }, 'BIZ_FIELD_CHECK_INVALID', /DiskSize was 400; allowed: 500 to 6100/],
    [{ DiskSize: 550 }, 'BIZ_FIELD_CHECK_INVALID', /steps of 100/],
    [{ IoMax: 120, DiskSize: 500 }, 'BIZ_FIELD_CHECK_INVALID', /2700 to 6100/],
    [{ TopicQuota: 49 }, 'BIZ_FIELD_CHECK_INVALID', /TopicQuota/],
    [{ TopicQuota: 50, PartitionNum: 10 }, 'BIZ_FIELD_CHECK_INVALID', /TopicQuota/],
    [{ SpecType: 'huge' }, 'BIZ_FIELD_CHECK_INVALID', /SpecType/],
    [{ DiskType: '2' }, 'BIZ_FIELD_CHECK_INVALID', /DiskType/],
    [{ 'Tag.1.Key': 'a', 'Tag.2.Key': 'a' }, 'BIZ_FIELD_CHECK_INVALID', /Tag.Key/],
  ];
  for (const [changes, code, message] of cases) {
    const refusal = await refused('CreatePostPayOrder', { ...order, ...changes });
    assert.equal(refusal.Code, code, JSON.stringify(changes));
    assert.match(refusal.Message, message);
  }
  const missing = await refused('CreatePostPayOrder', { IoMax: 20 });
  assert.equal(missing.Code, 'MissingDeployType');
  const typed = await refused('CreatePostPayOrder', { ...order, DiskSize: 'much' });
  assert.equal(typed.Code, 'InvalidParameter');
  const { InstanceList: list } = await call('GetInstanceList');
  assert.deepEqual(list, { InstanceVO: [] });
});

test('the four orders agree, and sizes of the newer model count partitions', async (t) => {
  const { call } = await createAlibabaTestCloud(t);
  const byPartitions = { DeployType: 5, IoMaxSpec: 'alikafka.hw.6xlarge', DiskSize: 1400, PartitionNum: 50 };
  const { Data: post } = await call('CreatePostPayInstance', byPartitions);
  const { Data: pre } = await call('CreatePrePayInstance', { ...byPartitions, Duration: 2 });
  const { OrderId: orderId } = await call('CreatePrePayOrder', byPartitions);
  assert.equal(typeof orderId, 'string');
  assert.ok(Number.isSafeInteger(post.OrderId));
  assert.match(pre.InstanceId, /^alikafka_pre-cn-/);
  const { InstanceList: list } = await call('GetInstanceList', { 'InstanceId.1': pre.InstanceId });
  const [shown] = list.InstanceVO;
  assert.equal(shown.PaidType, 0);
  assert.equal(shown.IoMax, 60);
  assert.equal(shown.IoMaxSpec, 'alikafka.hw.6xlarge');
  assert.equal(shown.TopicNumLimit, 1050);
  assert.equal(shown.ExpiredTime, shown.CreateTime + 2 * 30 * 24 * 3_600_000);
});

test('orders count towards the quota of instances', async (t) => {
  const { buy, refused, call, place } = await createAlibabaTestCloud(t, { instanceQuota: 2 });
  const id = await buy();
  await buy();
  assert.equal((await refused('CreatePostPayOrder', order)).Code, 'QuotaExceeded');
  await call('StartInstance', { InstanceId: id, ...place });
  assert.equal((await refused('CreatePostPayOrder', order)).Code, 'QuotaExceeded');
});

test('lists are of one region, and filtered by what is asked', async (t) => {
  const { call, buy, send } = await createAlibabaTestCloud(t);
  const a = await buy({ ResourceGroupId: 'rg-1', 'Tag.1.Key': 'k', 'Tag.1.Value': 'v' });
  const b = await buy({ RegionId: 'eu-central-1' });
  const ids = async (parameters: object) =>
    (await call('GetInstanceList', { ...parameters })).InstanceList.InstanceVO.map(
      (one: { InstanceId: string }) => one.InstanceId,
    );
  assert.deepEqual(await ids({}), [a]);
  assert.deepEqual(await ids({ RegionId: 'eu-central-1' }), [b]);
  assert.deepEqual(await ids({ ResourceGroupId: 'rg-1' }), [a]);
  assert.deepEqual(await ids({ ResourceGroupId: 'rg-2' }), []);
  assert.deepEqual(await ids({ 'Tag.1.Key': 'k' }), [a]);
  assert.deepEqual(await ids({ 'Tag.1.Key': 'k', 'Tag.1.Value': 'w' }), []);
  assert.deepEqual(await ids({ Series: 'v3' }), []);
  assert.deepEqual(await ids({ OrderId: '1' }), []);
  assert.deepEqual((await call('GetAllInstanceIdList', { RegionId: '' })).InstanceIds, {
    'cn-hangzhou': [a],
    'eu-central-1': [b],
  });
  const { json } = await send({ action: 'GetInstanceList' }, bob);
  assert.deepEqual(json.InstanceList, { InstanceVO: [] });
});

test('names, resource groups and tags change before and after the deployment', async (t) => {
  const { call, refused, buy, run, shown } = await createAlibabaTestCloud(t);
  for (const id of [await buy(), await run()]) {
    await call('ModifyInstanceName', { InstanceId: id, InstanceName: `new-${id.slice(-5)}` });
    await call('ChangeResourceGroup', { ResourceId: id, NewResourceGroupId: 'rg-9' });
    const tagged = { ResourceType: 'instance', 'ResourceId.1': id };
    await call('TagResources', { ...tagged, 'Tag.1.Key': 'a', 'Tag.1.Value': '1', 'Tag.2.Key': 'b' });
    await call('TagResources', { ...tagged, 'Tag.1.Key': 'a', 'Tag.1.Value': '2' });
    const view = await shown(id);
    assert.equal(view.Name, `new-${id.slice(-5)}`);
    assert.equal(view.ResourceGroupId, 'rg-9');
    const { TagResources: tags } = await call('ListTagResources', tagged);
    assert.deepEqual(tags.TagResource, [
      { ResourceId: id, ResourceType: 'INSTANCE', TagKey: 'b', TagValue: '' },
      { ResourceId: id, ResourceType: 'INSTANCE', TagKey: 'a', TagValue: '2' },
    ]);
    await call('UntagResources', { ...tagged, 'TagKey.1': 'b' });
    await call('UntagResources', { ...tagged, All: true });
    assert.deepEqual((await call('ListTagResources', tagged)).TagResources, { TagResource: [] });
    assert.equal((await refused('ModifyInstanceName', { InstanceId: id, InstanceName: 'x' })).status, 400);
    assert.equal(
      (await refused('TagResources', { ...tagged, ResourceType: 'TOPIC' })).Code,
      'ONS_SERVICE_UNSUPPORTED',
    );
    const { QuotaData: quota } = await call('GetQuotaTip', { InstanceId: id });
    assert.equal(quota.TopicQuota, 50);
  }
});

test('StopInstance lets nobody in until ReopenInstance', async (t) => {
  const { call, refused, run, buy, shown } = await createAlibabaTestCloud(t);
  const id = await run();
  await call('StopInstance', { InstanceId: id });
  assert.equal((await shown(id)).ServiceStatus, 15);
  await call('ReopenInstance', { InstanceId: id });
  assert.equal((await shown(id)).ServiceStatus, 5);
  await call('ReleaseInstance', { InstanceId: id });
  assert.equal((await refused('ReopenInstance', { InstanceId: id })).Code, 'BIZ_INSTANCE_STATUS_ERROR');
  assert.equal(
    (await refused('StopInstance', { InstanceId: await buy() })).Code,
    'BIZ_INSTANCE_STATUS_ERROR',
  );
});

test('networks are the project’s, under ids of the cloud’s form', async (t) => {
  const { call, refused } = await createAlibabaTestCloud(t);
  const { VpcId: vpcId } = await call('CreateVpc', { VpcName: 'mine', CidrBlock: '10.0.0.0/16' });
  assert.match(vpcId, /^vpc-[a-z0-9]{20}$/);
  const vSwitch = { VpcId: vpcId, CidrBlock: '10.0.1.0/24', ZoneId: 'cn-hangzhou-b', VSwitchName: 'sw' };
  const { VSwitchId: vSwitchId } = await call('CreateVSwitch', vSwitch);
  const { VSwitches: switches, TotalCount: count } = await call('DescribeVSwitches', { VpcId: vpcId });
  assert.equal(count, 1);
  assert.equal(switches.VSwitch[0].ZoneId, 'cn-hangzhou-b');
  assert.equal((await call('DescribeVSwitchAttributes', { VSwitchId: vSwitchId })).VpcId, vpcId);
  const { Vpcs: vpcs } = await call('DescribeVpcs', { VpcId: vpcId });
  assert.deepEqual(vpcs.Vpc[0].VSwitchIds, { VSwitchId: [vSwitchId] });
  assert.equal((await refused('DeleteVpc', { VpcId: vpcId })).Code, 'ResourceInUse');
  await call('DeleteVSwitch', { VSwitchId: vSwitchId });
  await call('DeleteVpc', { VpcId: vpcId });
  assert.equal((await refused('DescribeVSwitches', { VpcId: vpcId })).Code, 'InvalidVpcId.NotFound');
  const wrong = await refused('CreateVSwitch', { ...vSwitch, ZoneId: 'moon' });
  assert.equal(wrong.Code, 'InvalidVpcId.NotFound');
  const { SecurityGroupId: group } = await call('CreateSecurityGroup', { SecurityGroupName: 'g' });
  await call('DeleteSecurityGroup', { SecurityGroupId: group });
});

test('an order grows before and after its deployment, and brokers are told', async (t) => {
  const { call, refused, buy, run, shown, stored } = await createAlibabaTestCloud(t);
  const deployed = await run();
  for (const InstanceId of [await buy(), deployed]) {
    await call('UpgradePostPayOrder', { InstanceId, IoMax: 60, DiskSize: 1500, TopicQuota: 100 });
    const view = await shown(InstanceId);
    assert.deepEqual([view.IoMax, view.DiskSize, view.TopicNumLimit], [60, 1500, 100]);
    const cases: readonly (readonly [string, object, RegExp])[] = [
      ['UpgradePostPayOrder', { DiskSize: 1400 }, /DiskSize was 1400; allowed: 1500 or more/],
      ['UpgradePostPayOrder', { IoMax: 20 }, /IoMax was 20; allowed: 60 or more/],
      ['UpgradePostPayOrder', { EipMax: 5 }, /EipMax/],
      ['DowngradePostPayOrder', { IoMax: 90, DiskSize: 2100 }, /or less/],
      ['UpgradePrePayOrder', { IoMax: 90 }, /by the hour/],
    ];
    for (const [action, changes, message] of cases) {
      assert.match((await refused(action, { InstanceId, ...changes })).Message, message);
    }
    await call('DowngradePostPayOrder', { InstanceId, IoMax: 30 });
    assert.equal((await shown(InstanceId)).IoMax, 30);
    await call('ConvertPostPayOrder', { InstanceId, Duration: 1 });
    assert.equal((await shown(InstanceId)).PaidType, 0);
    assert.equal((await refused('ConvertPostPayOrder', { InstanceId })).Code, 'BIZ_INSTANCE_STATUS_ERROR');
  }
  const { bandwidthMibps, storageGib, topicLimit, partitionLimit } = (await stored(deployed)).spec;
  assert.deepEqual([bandwidthMibps, storageGib, topicLimit, partitionLimit], [30, 1500, 100, 1200]);
});
