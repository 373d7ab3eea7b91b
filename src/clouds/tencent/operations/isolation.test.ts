/**
 * A key of one project never sees or changes what is another's: every operation reaches for another project's instance with
 * parameters that its owner may use, and is answered as for an instance that never existed. An operation without a row fails.
 */
import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { createMemoryAdministration } from '../../../../test/support/memory-administration.ts';
import { alice, bob } from '../../../../test/support/owners.ts';
import { createTencentTestCloud, type TencentTestCloud } from '../../../../test/support/tencent-cloud.ts';
import { networkId } from '../network-id.ts';
import { operations } from './index.ts';

const topic = { TopicName: 'topic' };
const group = { Group: 'group' };
const acl = { ResourceType: 2, ResourceName: 'topic', Operation: 4, PermissionType: 3, Principal: 'User:*' };
const rule = { Operation: 'Read', PermissionType: 'Allow', Host: '*', Principal: 'User:*' };
const aclRule = { ResourceType: 'Topic', PatternType: 'PRESET', RuleList: [rule] };
const size = { BandWidth: 40, DiskSize: 500, Partition: 800 };
const message = { Topic: 'topic', Partition: 0, Offset: 0 };
const password = 'First-1';

/** What an instance's owner may send beside InstanceId. */
const ofInstances: Readonly<Record<string, object>> = {
  BatchCreateAcl: { ResourceType: 2, ResourceNames: ['topic'], RuleList: [rule] },
  BatchModifyGroupOffsets: {
    GroupName: 'group',
    Partitions: [{ Partition: 0, Offset: 0 }],
    TopicName: ['topic'],
  },
  BatchModifyTopicAttributes: { Topic: [{ ...topic, Note: 'changed' }] },
  CreateAcl: acl,
  CreateAclRule: { ...aclRule, RuleName: 'another' },
  CreateConsumer: { GroupName: 'another' },
  CreatePartition: { ...topic, PartitionNum: 2 },
  CreateThrottleRule: { ThrottleType: 1, UserNameList: ['user'], ConsumeThrottle: 1 },
  CreateTopic: { TopicName: 'another', PartitionNum: 1, ReplicaNum: 1 },
  CreateTopicIpWhiteList: { ...topic, IpWhiteList: ['10.0.0.1'] },
  CreateUser: { Name: 'another', Password: password },
  DeleteAcl: { ...acl, Operation: 3 },
  DeleteAclRule: { RuleName: 'rule' },
  DeleteGroup: group,
  DeleteGroupSubscribeTopic: { ...group, Topic: 'topic' },
  DeleteInstancePost: {},
  DeleteTopic: topic,
  DeleteUser: { Name: 'user' },
  DescribeACL: { ResourceType: 2 },
  DescribeAclRule: {},
  DescribeCkafkaVersion: {},
  DescribeConsumerGroup: {},
  DescribeCvmInfo: {},
  DescribeGroup: {},
  DescribeGroupInfo: { GroupList: ['group'] },
  DescribeGroupOffsets: group,
  DescribeInstanceAttributes: {},
  DescribeModifyType: { ...size, DiskType: 'CLOUD_BASIC', Topic: 800, Type: 'profession' },
  DescribeRoute: {},
  DescribeThrottleRules: {},
  DescribeTopic: {},
  DescribeTopicAttributes: topic,
  DescribeTopicDetail: {},
  DescribeTopicFlowRanking: { RankingType: 'PRO' },
  DescribeTopicProduceConnection: topic,
  DescribeTopicSubscribeGroup: topic,
  DescribeTopicSyncReplica: topic,
  DescribeUser: {},
  FetchMessageByOffset: message,
  FetchMessageListByOffset: message,
  FetchMessageListByTimestamp: { Topic: 'topic' },
  InquireCkafkaPrice: { InstanceType: 'profession', CategoryAction: 'renew' },
  InstanceScalingDown: { ...size, UpgradeStrategy: 1 },
  ModifyAclRule: { RuleName: 'rule', IsApplied: 1 },
  ModifyGroupOffsets: { ...group, Strategy: 2, Offset: 0, Topics: ['topic'] },
  ModifyInstanceAttributes: { InstanceName: 'renamed' },
  ModifyPassword: { Name: 'user', Password: password, PasswordNew: 'Second-2' },
  ModifyTopicAttributes: { ...topic, Note: 'changed' },
  ModifyRoutineMaintenanceTask: { MaintenanceType: 'QUOTA', MaintenanceSubtype: 'MESSAGE_RETENTION_PERIOD' },
  UpgradeBrokerVersion: { Type: 1, SourceVersion: '2.4.2', TargetVersion: '2.4.2' },
};

/** Of instances that are paid in advance. */
const ofPrepaid: Readonly<Record<string, object>> = {
  DeleteInstancePre: {},
  IsolatedInstancePre: {},
  ModifyInstancePre: size,
  RenewCkafkaInstance: {},
};

/** Those that are proven by a test of their own below. */
const others: ReadonlySet<string> = new Set([
  'CreateInstancePre',
  'CreatePostPaidInstance',
  'CreateRoute',
  'DeleteRoute',
  'DeleteRouteTriggerTime',
  'AssociateRoutesSecurityGroup',
  'DisassociateRoutesSecurityGroup',
  'ModifyRouteSecurityGroups',
  'DescribeSecurityGroupRoutes',
  'DescribeAccessPolicy',
  'ModifyAccessPolicy',
  'DeleteThrottleRule',
  'ModifyThrottleRule',
  'DescribeInstances',
  'DescribeInstancesDetail',
  'DescribeTypeInstances',
  'DescribeTaskStatus',
  'CreateSubnet',
  'DeleteSubnet',
  'DeleteVpc',
  'DescribeSubnets',
  'DescribeVpcs',
  'DescribeResourceTagsByResourceIds',
  'ModifyResourceTags',
]);

/** They name nothing that belongs to anybody. */
const neutral: ReadonlySet<string> = new Set(['CreateVpc', 'DescribeCkafkaZone', 'DescribeRegion']);

const notThere = 'InvalidParameterValue.InstanceNotExist';

test('every operation has a row', () => {
  const known = new Set([...Object.keys(ofInstances), ...Object.keys(ofPrepaid), ...others, ...neutral]);
  assert.deepEqual(
    operations.map(({ name }) => name).filter((name) => !known.has(name)),
    [],
  );
});

test('no operation reaches another project’s instance, though its owner’s does', async (t) => {
  for (const [action, parameters] of Object.entries(ofInstances)) {
    await reachesOwnOnly(t, action, parameters, false);
  }
  for (const [action, parameters] of Object.entries(ofPrepaid)) {
    await reachesOwnOnly(t, action, parameters, true);
  }
});

test('lists show nobody else’s, and orders take nobody else’s network', async (t) => {
  const { cloud, InstanceId } = await settled(t, false);
  const asBob = async (action: string, parameters: object = {}) =>
    (await cloud.send({ action, parameters }, bob)).response;
  for (const action of ['DescribeInstances', 'DescribeInstancesDetail', 'DescribeTypeInstances']) {
    for (const filter of [{}, { InstanceId }]) {
      assert.equal((await asBob(action, filter)).Result.TotalCount, 0, action);
    }
    assert.equal((await cloud.call(action)).TotalCount, 1, action);
  }
  const { VpcId, SubnetId } = cloud.order;
  const route = { InstanceId, VipType: 3, VpcId, SubnetId, AccessType: 1 };
  const { Data: made } = await cloud.call('CreateRoute', route);
  const reaching: readonly (readonly [string, object, string])[] = [
    ['CreatePostPaidInstance', cloud.order, 'InvalidParameterValue.VpcIdInvalid'],
    ['CreateInstancePre', { ...cloud.order, Period: '1m' }, 'InvalidParameterValue.VpcIdInvalid'],
    ['CreateRoute', route, notThere],
    ['CreateRoute', { InstanceId, VipType: 1, AccessType: 1, PublicNetwork: 3 }, notThere],
    ['DeleteRouteTriggerTime', { InstanceId, DelayTime: '2100-01-01 00:00:00' }, notThere],
    ['DeleteRoute', { InstanceId, RouteId: made.RouteDTO.RouteId }, notThere],
    ['DescribeAccessPolicy', { InstanceId, RouteId: made.RouteDTO.RouteId }, notThere],
    ['ModifyAccessPolicy', { InstanceId, RouteId: made.RouteDTO.RouteId }, notThere],
    ['ModifyThrottleRule', { InstanceId, ThrottleRuleId: 1, ConsumeThrottle: 1 }, notThere],
    ['DeleteThrottleRule', { InstanceId, ThrottleRuleId: '1' }, notThere],
    ['DescribeTaskStatus', { FlowId: made.FlowId }, 'ResourceNotFound'],
  ];
  for (const [action, parameters, code] of reaching) {
    assert.equal((await asBob(action, parameters)).Error?.Code, code, action);
  }
  const [own] = await cloud.store.networks.listVpcs(bob.caller.projectId);
  const [subnet] = await cloud.store.networks.listSubnets(bob.caller.projectId);
  const ownPlace = {
    VpcId: networkId('vpc', own?.id ?? ''),
    SubnetId: networkId('subnet', subnet?.id ?? ''),
  };
  const mixed = { ...cloud.order, ...ownPlace, SubnetId };
  const { Error: refusal } = await asBob('CreatePostPaidInstance', mixed);
  assert.equal(refusal.Code, 'InvalidParameterValue.SubnetIdInvalid');
});

test('security groups are put on nobody else’s routes, and nobody else’s groups on one’s own', async (t) => {
  const { cloud, InstanceId } = await settled(t, false);
  const asBob = async (action: string, parameters: object = {}) =>
    (await cloud.send({ action, parameters }, bob)).response;
  const groupOf = async ({ caller }: typeof bob) => {
    const [first] = await cloud.store.networks.listSecurityGroups(caller.projectId);
    return networkId('sg', first?.id ?? '');
  };
  const [ours, theirs] = [await groupOf(bob), await groupOf(alice)];
  const InstanceRoute = { InstanceId, RouteId: 1 };
  const one = { InstanceRoutes: [InstanceRoute], SecurityGroupId: ours };
  for (const action of ['AssociateRoutesSecurityGroup', 'DisassociateRoutesSecurityGroup']) {
    assert.equal((await asBob(action, one)).Error?.Code, notThere, action);
  }
  const change = { InstanceRoute, SecurityGroupIds: [ours] };
  assert.equal((await asBob('ModifyRouteSecurityGroups', change)).Error?.Code, notThere);
  assert.equal((await asBob('DescribeSecurityGroupRoutes')).Result.TotalCount, 0);
  assert.equal((await cloud.call('DescribeSecurityGroupRoutes')).TotalCount, 1);
  const foreign = { InstanceRoute, SecurityGroupIds: [ours] };
  assert.equal((await cloud.refused('ModifyRouteSecurityGroups', foreign)).Code, 'ResourceNotFound');
  await cloud.call('ModifyRouteSecurityGroups', { InstanceRoute, SecurityGroupIds: [theirs] });
});

test('networks and tags of others are not there', async (t) => {
  const { cloud, InstanceId } = await settled(t, false);
  const { VpcId, SubnetId } = cloud.order;
  const ask = async (service: 'vpc' | 'tag', action: string, parameters: object) =>
    (await cloud.send({ service, action, parameters }, bob)).response;
  assert.ok((await ask('vpc', 'DeleteVpc', { VpcId })).Error);
  assert.ok((await ask('vpc', 'DeleteSubnet', { SubnetId })).Error);
  const subnet = { VpcId, SubnetName: 'reaching', CidrBlock: '10.0.99.0/24', Zone: 'ap-guangzhou-1' };
  assert.ok((await ask('vpc', 'CreateSubnet', subnet)).Error);
  const { VpcSet: vpcs } = await ask('vpc', 'DescribeVpcs', {});
  assert.ok(!vpcs.some((vpc: { VpcId: string }) => vpc.VpcId === VpcId));
  const { SubnetSet: subnets } = await ask('vpc', 'DescribeSubnets', {});
  assert.ok(!subnets.some((one: { SubnetId: string }) => one.SubnetId === SubnetId));
  const resource = `qcs::ckafka:ap-guangzhou:uin/:ckafkaId/${InstanceId}`;
  const tag = { Resource: resource, ReplaceTags: [{ TagKey: 'k', TagValue: 'v' }] };
  assert.ok((await ask('tag', 'ModifyResourceTags', tag)).Error);
  const tags = await ask('tag', 'DescribeResourceTagsByResourceIds', {
    ServiceType: 'ckafka',
    ResourcePrefix: 'ckafkaId',
    ResourceRegion: 'ap-guangzhou',
    ResourceIds: [InstanceId],
  });
  assert.deepEqual(tags.Tags, []);
});

async function reachesOwnOnly(t: TestContext, action: string, parameters: object, prepaid: boolean) {
  const { cloud, InstanceId } = await settled(t, prepaid);
  const asked = { action, parameters: { InstanceId, ...parameters } };
  const { response: foreign } = await cloud.send(asked, bob);
  assert.equal(foreign.Error?.Code, notThere, `${action}: ${JSON.stringify(foreign)}`);
  const never = { action, parameters: { InstanceId: 'ckafka-00000000', ...parameters } };
  const { response: nobodys } = await cloud.send(never, bob);
  assert.equal(nobodys.Error.Message.replace('ckafka-00000000', InstanceId), foreign.Error.Message, action);
  const { response: own } = await cloud.send(asked);
  assert.equal(own.Error, undefined, `${action}: ${JSON.stringify(own)}`);
}

/** An instance of alice's that runs, with something of every kind inside. */
async function settled(
  t: TestContext,
  prepaid: boolean,
): Promise<{ readonly cloud: TencentTestCloud; readonly InstanceId: string }> {
  const inside = createMemoryAdministration();
  const cloud = await createTencentTestCloud(t, { administrations: { of: () => Promise.resolve(inside) } });
  const order = prepaid ? 'CreateInstancePre' : 'CreatePostPaidInstance';
  const { Data: made } = await cloud.call(order, { ...cloud.order, ...(prepaid ? { Period: '1m' } : {}) });
  const { InstanceId } = made;
  await cloud.run(InstanceId);
  await cloud.call('CreateTopic', { InstanceId, ...topic, PartitionNum: 1, ReplicaNum: 3 });
  inside.messageRows.set('topic-0', [
    { partition: 0, offset: 0n, timestampMs: 1, key: null, value: Buffer.from('v'), headers: [] },
  ]);
  await cloud.call('CreateUser', { InstanceId, Name: 'user', Password: password });
  await cloud.call('CreateAcl', { InstanceId, ...acl, Operation: 3 });
  await cloud.call('CreateAclRule', { InstanceId, ...aclRule, RuleName: 'rule' });
  await cloud.call('CreateConsumer', { InstanceId, GroupName: 'group', TopicName: 'topic' });
  return { cloud, InstanceId };
}
