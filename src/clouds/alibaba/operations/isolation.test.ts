/**
 * A key of one project never sees or changes what is another's: every operation reaches for another project's things with
 * parameters that their owner may use, and is answered as for things that never existed. An operation without a row fails.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createAlibabaTestCloud } from '../../../../test/support/alibaba-cloud.ts';
import { createMemoryAdministration } from '../../../../test/support/memory-administration.ts';
import { alice, bob } from '../../../../test/support/owners.ts';
import { operations } from './index.ts';

type Parameters = Readonly<Record<string, string | number | boolean>>;

const topic = { Topic: 'topic' };
const group = { ConsumerId: 'group' };
const acl = {
  Username: '*',
  AclResourceType: 'Topic',
  AclResourceName: 'topic',
  AclResourcePatternType: 'LITERAL',
  AclOperationType: 'Read',
};

/** What an instance's owner may send beside InstanceId. */
const ofInstances: Readonly<Record<string, Parameters>> = {
  BatchDeleteTopics: { 'Topics.1': 'topic' },
  ConvertPostPayOrder: {},
  CreateAcl: acl,
  CreateConsumerGroup: { ConsumerId: 'another' },
  CreateSaslUser: { Username: 'another', Password: 'First-1' },
  CreateScheduledScalingRule: {
    RuleName: 'rule',
    ScheduleType: 'at',
    FirstScheduledTime: 1,
    DurationMinutes: 15,
    ReservedPubFlow: 100,
    ReservedSubFlow: 100,
    TimeZone: 'GMT+8',
  },
  CreateTopic: { Topic: 'another', Remark: 'made' },
  DeleteAcl: acl,
  DeleteConsumerGroup: group,
  DeleteInstance: {},
  DeleteSaslUser: { Username: 'user' },
  DeleteScheduledScalingRule: { RuleName: 'rule' },
  DeleteTopic: topic,
  DescribeAclResourceName: { AclResourceType: 'Topic', AclResourcePatternType: 'LITERAL' },
  DescribeAcls: acl,
  DescribeSaslUsers: {},
  DowngradePostPayOrder: { IoMax: 20 },
  DowngradePrePayOrder: { IoMax: 20 },
  EnableAutoGroupCreation: { Enable: true },
  EnableAutoTopicCreation: { Operate: 'enable' },
  GetAllowedIpList: {},
  GetAutoScalingConfiguration: {},
  GetConsumerList: {},
  GetConsumerProgress: group,
  GetKafkaClientIp: { Type: 'byInstance', StartTime: 0, EndTime: 1 },
  GetQuotaTip: {},
  GetTopicList: {},
  GetTopicStatus: topic,
  GetTopicSubscribeStatus: topic,
  ListRebalanceInfo: group,
  ModifyInstanceName: { InstanceName: 'renamed' },
  ModifyPartitionNum: { ...topic, AddPartitionNum: 1 },
  ModifyScheduledScalingRule: { RuleName: 'rule', Enable: false },
  ModifyTopicRemark: { ...topic, Remark: 'changed' },
  QueryMessage: { ...topic, QueryType: 'byTimestamp', BeginTime: 0 },
  ReleaseInstance: {},
  ReopenInstance: {},
  StartInstance: { VpcId: 'vpc-x', VSwitchId: 'vsw-x' },
  StopInstance: {},
  UpdateAllowedIp: {
    UpdateType: 'add',
    PortRange: '9092/9092',
    AllowedListType: 'vpc',
    AllowedListIp: '10.0.0.1',
  },
  UpdateConsumerOffset: { ...group, ...topic, Time: '-1' },
  UpdateInstanceConfig: { Config: '{}' },
  UpgradeInstanceVersion: { TargetVersion: '2.6.2' },
  UpdateTopicConfig: { ...topic, Config: 'retention.hours', Value: '30' },
  UpgradePostPayOrder: { DiskSize: 800 },
  UpgradePrePayOrder: { DiskSize: 800 },
};

/** Those that name instances in another parameter. */
const ofResources: Readonly<Record<string, (id: string) => Parameters>> = {
  ChangeResourceGroup: (id) => ({ ResourceId: id, NewResourceGroupId: 'rg-1' }),
  TagResources: (id) => ({ ResourceType: 'INSTANCE', 'ResourceId.1': id, 'Tag.1.Key': 'k' }),
  UntagResources: (id) => ({ ResourceType: 'INSTANCE', 'ResourceId.1': id, All: true }),
};

/** Those of the networks, by the parameter that names one. */
const ofNetworks: Readonly<Record<string, (ids: Readonly<Record<string, string>>) => Parameters>> = {
  CreateVSwitch: ({ vpc = '' }) => ({ VpcId: vpc, CidrBlock: '192.168.99.0/24', ZoneId: 'zonea' }),
  DeleteSecurityGroup: ({ sg = '' }) => ({ SecurityGroupId: sg }),
  DeleteVSwitch: ({ vsw = '' }) => ({ VSwitchId: vsw }),
  DeleteVpc: ({ vpc = '' }) => ({ VpcId: vpc }),
  DescribeVSwitchAttributes: ({ vsw = '' }) => ({ VSwitchId: vsw }),
};

/** They find nothing of another's, in whichever way they are asked. */
const lists: Readonly<Record<string, (ids: Readonly<Record<string, string>>) => Parameters>> = {
  DescribeSecurityGroups: ({ sg = '' }) => ({ SecurityGroupId: sg }),
  DescribeVSwitches: ({ vsw = '' }) => ({ VSwitchId: vsw }),
  DescribeVpcs: ({ vpc = '' }) => ({ VpcId: vpc }),
  GetAllInstanceIdList: () => ({}),
  GetInstanceList: ({ instance = '' }) => ({ 'InstanceId.1': instance }),
  ListTagResources: ({ instance = '' }) => ({ ResourceType: 'INSTANCE', 'ResourceId.1': instance }),
};

/** They name nothing that belongs to anybody. */
const neutral: ReadonlySet<string> = new Set([
  'CreatePostPayInstance',
  'CreatePostPayOrder',
  'CreatePrePayInstance',
  'CreatePrePayOrder',
  'CreateSecurityGroup',
  'CreateVpc',
  'DescribeEndpoints',
  'GetRole',
  'ListRoles',
]);

test('every operation has a row', () => {
  const known = [ofInstances, ofResources, ofNetworks, lists].flatMap((rows) => Object.keys(rows));
  assert.deepEqual(operations.map(({ name }) => name).toSorted(), [...known, ...neutral].toSorted());
});

test('what is another’s is answered as what never existed, and stays as it is', async (t) => {
  const inside = createMemoryAdministration();
  const cloud = await createAlibabaTestCloud(t, { administrations: { of: () => Promise.resolve(inside) } });
  const { run, buy, call, send, place, store } = cloud;
  const instance = await run({ Config: '{"enable.acl":true}', Name: 'of-alice' });
  const waiting = await buy();
  await call('CreateTopic', { InstanceId: instance, ...topic, Remark: 'of alice' });
  await call('CreateConsumerGroup', { InstanceId: instance, ...group });
  await call('CreateSaslUser', { InstanceId: instance, Username: 'user', Password: 'Secret-1' });
  const { SecurityGroupId: sg } = await call('CreateSecurityGroup', {});
  const { VpcId: vpc } = await call('CreateVpc', { CidrBlock: '10.0.0.0/16' });
  const ids = { instance, vpc, sg, vsw: place.VSwitchId };
  const nothing = {
    instance: 'alikafka_post-cn-000000000000',
    vpc: 'vpc-00000000000000000000',
    sg: 'sg-00000000000000000000',
    vsw: 'vsw-00000000000000000000',
  };
  const everything = async () =>
    JSON.stringify([
      await store.instances.find(alice.caller.projectId, instance),
      await store.reservations.list(alice.caller.projectId, 'alibaba'),
      await store.networks.listVpcs(alice.caller.projectId),
      await store.networks.listSubnets(alice.caller.projectId),
      await store.networks.listSecurityGroups(alice.caller.projectId),
      await inside.topics.list(),
      await inside.acls.list(),
    ]);
  const before = await everything();

  const products = new Map(operations.map(({ name, product }) => [name, product]));
  const asBob = async (action: string, parameters: Parameters, id: string, none: string) => {
    const product = products.get(action) ?? 'alikafka';
    const { status, json } = await send({ action, product, parameters }, bob);
    return { status, code: json.Code, message: String(json.Message).replaceAll(id, none) };
  };
  for (const id of [instance, waiting]) {
    const rows = [
      ...Object.entries(ofInstances).map(
        ([action, own]) => [action, (of: string) => ({ InstanceId: of, ...own })] as const,
      ),
      ...Object.entries(ofResources),
    ];
    for (const [action, parameters] of rows) {
      const reply = await asBob(action, parameters(id), id, nothing.instance);
      assert.equal(reply.status, 404, action);
      assert.deepEqual(reply, await asBob(action, parameters(nothing.instance), '-', '-'), action);
    }
  }
  for (const [action, parameters] of Object.entries(ofNetworks)) {
    const [id, none] = Object.values(parameters(ids))
      .map(String)
      .flatMap((value, at) =>
        Object.values(ids).includes(value) ? [value, String(Object.values(parameters(nothing))[at])] : [],
      );
    const reply = await asBob(action, parameters(ids), id ?? '', none ?? '');
    assert.equal(reply.status, 404, action);
    assert.deepEqual(reply, await asBob(action, parameters(nothing), '-', '-'), action);
  }
  for (const [action, parameters] of Object.entries(lists)) {
    const product = products.get(action) ?? 'alikafka';
    const { status, text } = await send({ action, product, parameters: parameters(ids) }, bob);
    assert.equal(status, 200);
    for (const id of [...Object.values(ids), waiting]) assert.ok(!text.includes(id), `${action} shows ${id}`);
  }
  assert.equal(await everything(), before);
});
