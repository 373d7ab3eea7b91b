import assert from 'node:assert/strict';
import {
  alibabaCall,
  type AlibabaPlace,
  brokersIn,
  listedInstance,
  loginAs,
  untilInService,
  untilNotListed,
} from '../../support/alibaba.ts';
import { countLogins, sends, shows } from '../../support/client-checks.ts';
import { topicsSeenFrom } from '../../support/client-from.ts';
import { produce } from '../../support/kafka-client.ts';
import { membersOf } from '../../support/members.ts';
import type { TestServer } from '../../support/server.ts';
import { until } from '../../support/until.ts';
import { type AlikafkaInstance, alikafkaInstance } from '../../support/alikafka-instance.ts';

/** What the provider calls for alicloud_alikafka_instance until it is created: without DeployModule. */
export async function createTerraformInstance(
  server: TestServer,
  place: AlibabaPlace,
  encryptionKey: string,
): Promise<AlikafkaInstance> {
  const order = { PaidType: 1, DeployType: 5, DiskType: 1, DiskSize: 500, IoMax: 20, SpecType: 'normal' };
  const { OrderId } = await alibabaCall(server, 'CreatePostPayOrder', { ...order, PartitionNum: 50 });
  const { InstanceList: list } = await alibabaCall(server, 'GetInstanceList', { OrderId });
  assert.equal(list.InstanceVO.length, 1, 'the provider takes the first and asks no more');
  const [{ InstanceId: id }] = list.InstanceVO;
  const call = (action: string, parameters: Parameters<typeof alibabaCall>[2] = {}) =>
    alibabaCall(server, action, { InstanceId: id, ...parameters });
  await call('StartInstance', {
    VpcId: place.VpcId,
    VSwitchId: place.VSwitchId,
    'VSwitchIds.1': place.VSwitchId,
    ZoneId: 'cn-hangzhou-a',
    Name: 'from-terraform',
    ServiceVersion: '2.2.0',
    Config: '{"enable.acl":"true","enable.vpc_sasl_ssl":"false","kafka.log.retention.hours":"72"}',
    SelectedZones: '[["zonea"],["zoneb"]]',
    KMSKeyId: encryptionKey,
  });
  const running = await untilInService(server, id);
  const tag = { 'Tag.1.Key': 'made-by', 'Tag.1.Value': 'terraform' };
  await alibabaCall(server, 'TagResources', { ResourceType: 'INSTANCE', 'ResourceId.1': id, ...tag });
  await call('EnableAutoGroupCreation', { Enable: true });
  const shown = await untilInService(server, id);
  assert.equal(shown.UpgradeServiceDetailInfo.Current2OpenSourceVersion, '2.2.0');
  assert.deepEqual(shown.VSwitchIds, { VSwitchIds: [place.VSwitchId] });
  assert.equal(shown.KmsKeyId, encryptionKey);
  assert.equal((await call('GetQuotaTip')).QuotaData.TopicQuota, 1050);
  const asked = { ResourceType: 'instance', 'ResourceId.1': id };
  const { TagResources: tags } = await alibabaCall(server, 'ListTagResources', asked);
  assert.deepEqual([tags.TagResource[0].TagKey, tags.TagResource[0].TagValue], ['made-by', 'terraform']);
  return alikafkaInstance(server, id, { brokers: brokersIn(running.EndPoint) });
}

/** alikafka_topic, consumer_group, sasl_user and sasl_acl: made, read, changed and destroyed. */
export async function checkTerraformResources(instance: AlikafkaInstance): Promise<void> {
  const { call, server, id, plain } = instance;
  const topic = { Topic: 'orders' };
  const readTopic = async () => (await call('GetTopicList', topic)).TopicList.TopicVO[0];
  const remark = { Remark: 'of the shop', PartitionNum: '12' };
  await call('CreateTopic', { ...topic, ...remark, LocalTopic: false, CompactTopic: false });
  // Another whose name begins alike must not come first: the provider takes the first.
  await call('CreateTopic', { ...remark, Topic: 'orders-2' });
  const made = await readTopic();
  assert.deepEqual([made.Topic, made.Status, made.PartitionNum], ['orders', 0, 12]);
  await call('ModifyTopicRemark', { ...topic, Remark: 'of another shop' });
  const configs = { Config: 'skipConfig', Value: 'skipValue', Configs: '{"retention.ms":"86400000"}' };
  await call('UpdateTopicConfig', { ...topic, ...configs });
  await call('ModifyPartitionNum', { ...topic, AddPartitionNum: 2 });
  await until('the topic is as it was asked for', 60_000, async () => {
    const { PartitionNum: count, Remark: text, TopicConfig: config } = await readTopic();
    return count === 14 && text === 'of another shop' && JSON.parse(config)['retention.ms'] === '86400000'
      ? true
      : undefined;
  });
  await produce(plain, 'orders', 28);

  const group = { ConsumerId: 'workers' };
  const readGroup = async () => (await call('GetConsumerList', group)).ConsumerList.ConsumerVO[0];
  await call('CreateConsumerGroup', { ...group, Remark: '' });
  assert.equal((await readGroup()).ConsumerId, 'workers');

  const user = { Username: 'ada', Type: 'plain' };
  await call('CreateSaslUser', { ...user, Password: 'Secret-1' });
  const users = (await call('DescribeSaslUsers')).SaslUserList.SaslUserVO;
  assert.deepEqual([users[0].Username, users[0].Type], ['ada', 'plain']);
  await call('CreateSaslUser', { ...user, Password: 'Secret-2' });
  const brokers = brokersIn((await listedInstance(server, id)).SaslEndPoint);
  const ada = loginAs(brokers, 'ada', 'Secret-2');
  await shows('the user logs in', async () => (await countLogins(ada)) === 3);

  const rule = { Username: 'ada', AclResourceType: 'Topic', AclResourceName: 'orders' };
  const whole = { ...rule, AclResourcePatternType: 'LITERAL', AclOperationType: 'Write' };
  const rules = async () => (await call('DescribeAcls', rule)).KafkaAclList.KafkaAclVO;
  await call('CreateAcl', whole);
  const [shown] = await rules();
  assert.deepEqual(
    { ...shown },
    { ...whole, AclPermissionType: 'ALLOW', Host: '*' },
    'the provider compares all of them',
  );
  await shows(
    'that only she writes',
    async () => (await sends(ada, 'orders')) && !(await sends(plain, 'orders')),
  );

  await call('DeleteAcl', whole);
  assert.deepEqual(await rules(), []);
  await call('DeleteSaslUser', user);
  assert.deepEqual((await call('DescribeSaslUsers')).SaslUserList.SaslUserVO, []);
  await call('DeleteConsumerGroup', group);
  assert.equal(await readGroup(), undefined);
  await call('DeleteTopic', topic);
  assert.equal(await readTopic(), undefined);
}

/** alikafka_instance_allowed_ip_attachment: with it and without everyone's entry, brokers know nobody else. */
export async function checkTerraformAllowedIp({ call, plain }: AlikafkaInstance): Promise<void> {
  const range = { PortRange: '9092/9092', AllowedListType: 'vpc' };
  const update = (UpdateType: 'add' | 'delete', AllowedListIp: string) =>
    call('UpdateAllowedIp', { ...range, UpdateType, AllowedListIp });
  const listed = async (): Promise<readonly string[]> => {
    const { VpcList: lists } = (await call('GetAllowedIpList')).AllowedList;
    return lists.find(({ PortRange: one }: { PortRange: string }) => one === '9092/9092').AllowedIpList;
  };
  const comesFrom = async (address: string) =>
    topicsSeenFrom(plain.brokers, address).then(
      () => true,
      () => false,
    );
  const [inside, outside] = ['127.80.1.1', '127.80.2.1'];
  await shows('that others come in at first', () => comesFrom(outside));
  await update('add', '127.80.1.0/24');
  assert.deepEqual(new Set(await listed()), new Set(['0.0.0.0/0', '127.80.1.0/24']));
  await update('delete', '0.0.0.0/0');
  await shows('that others are kept out', async () => !(await comesFrom(outside)));
  await shows('that those of the list come in', () => comesFrom(inside));
  await update('add', '0.0.0.0/0');
  await update('delete', '127.80.1.0/24');
  assert.deepEqual(await listed(), ['0.0.0.0/0']);
  await shows('that everyone comes in', () => comesFrom(outside));
}

/** The instance is changed, and destroyed. */
export async function destroyTerraformInstance({ call, server, id }: AlikafkaInstance): Promise<void> {
  await call('ModifyInstanceName', { InstanceName: 'renamed' });
  await call('UpgradePostPayOrder', { DiskSize: 800, IoMax: 30, EipModel: false });
  await untilInService(server, id, ({ DiskSize: size, IoMax: io }) => size === 800 && io === 30);
  await call('UpdateInstanceConfig', { Config: '{"kafka.log.retention.hours":"96"}' });
  await untilInService(server, id, ({ AllConfig: text }) => text.includes('"96"'));
  await alibabaCall(server, 'ChangeResourceGroup', { ResourceId: id, NewResourceGroupId: 'rg-2' });
  assert.equal((await listedInstance(server, id)).Name, 'renamed');
  await releaseAndDelete(server, id);
}

/** Gives an instance back and deletes it; nothing of it is left running. */
export async function releaseAndDelete(server: TestServer, id: string): Promise<void> {
  await alibabaCall(server, 'ReleaseInstance', { InstanceId: id, ForceDeleteInstance: true });
  assert.equal((await listedInstance(server, id)).ServiceStatus, 15);
  await alibabaCall(server, 'DeleteInstance', { InstanceId: id });
  await untilNotListed(server, id);
  assert.ok((await membersOf(server.dataDir)).every(({ instanceId }) => instanceId !== id));
}
