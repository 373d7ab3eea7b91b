/**
 * What the Terraform provider calls, in its order and its style: the action's own parameters in a form, all others in the
 * query. It takes the first element of each list, and panics where an instance has no UpgradeServiceDetailInfo.
 */
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { createAlibabaTestCloud } from '../../../../test/support/alibaba-cloud.ts';
import type { AlibabaRequest } from '../../../../test/support/alibaba-signing.ts';
import { createMemoryAdministration } from '../../../../test/support/memory-administration.ts';

const endpoints = [
  { member: 'broker-1', listener: 'client-plaintext', address: '127.64.0.1', port: 9092 },
] as const;

test('the provider makes, reads, changes and destroys an instance with what is inside it', async (t) => {
  const inside = createMemoryAdministration();
  const cloud = await createAlibabaTestCloud(t, { administrations: { of: () => Promise.resolve(inside) } });
  const { send, place, bringUp, tearDown } = cloud;
  const call = async (action: string, parameters: AlibabaRequest['parameters'] = {}) => {
    const { status, text, json } = await send({ action, parameters, style: 'v1-both' });
    assert.equal(status, 200, text);
    if ('Success' in json) assert.equal(json.Success, true);
    return json;
  };
  const order = { PaidType: 1, DeployType: 5, DiskType: 1, DiskSize: 500, IoMax: 20, SpecType: 'normal' };
  const { OrderId } = await call('CreatePostPayOrder', { ...order, PartitionNum: 50 });
  const byOrder = (await call('GetInstanceList', { OrderId })).InstanceList.InstanceVO[0];
  const InstanceId: string = byOrder.InstanceId;
  const read = async () =>
    (await call('GetInstanceList', { 'InstanceId.1': InstanceId })).InstanceList.InstanceVO[0];
  // DeployModule comes only where eip_max is given.
  await call('StartInstance', {
    InstanceId,
    VpcId: place.VpcId,
    VSwitchId: place.VSwitchId,
    'VSwitchIds.1': place.VSwitchId,
    ZoneId: 'cn-hangzhou-a',
    Name: 'from-terraform',
    ServiceVersion: '2.6.2',
    Config: '{"enable.acl":"true"}',
    SelectedZones: '[["zonea"],["zoneb"]]',
  });
  await bringUp(InstanceId, endpoints);
  await call('TagResources', {
    ResourceType: 'INSTANCE',
    'ResourceId.1': InstanceId,
    'Tag.1.Key': 'k',
    'Tag.1.Value': 'v',
  });
  await call('EnableAutoGroupCreation', { InstanceId, Enable: true });
  await call('EnableAutoTopicCreation', { InstanceId, Operate: 'enable' });
  assert.equal((await read()).ServiceStatus, 8);
  await bringUp(InstanceId, endpoints);
  const instance = await read();
  assert.equal(instance.ServiceStatus, 5);
  assert.equal(instance.AutoCreateGroupEnable, true);
  assert.equal(instance.UpgradeServiceDetailInfo.Current2OpenSourceVersion, '2.6.2');
  assert.deepEqual(instance.VSwitchIds, { VSwitchIds: [place.VSwitchId] });
  assert.equal((await call('GetQuotaTip', { InstanceId })).QuotaData.TopicQuota, 1050);

  await call('CreateTopic', {
    InstanceId,
    Topic: 'orders',
    Remark: 'of the shop',
    PartitionNum: '12',
    LocalTopic: false,
    CompactTopic: false,
  });
  const topic = (await call('GetTopicList', { InstanceId, Topic: 'orders' })).TopicList.TopicVO[0];
  assert.deepEqual([topic.Topic, topic.Status, topic.PartitionNum], ['orders', 0, 12]);
  await call('CreateConsumerGroup', { InstanceId, ConsumerId: 'workers', Remark: '' });
  const group = (await call('GetConsumerList', { InstanceId, ConsumerId: 'workers' })).ConsumerList
    .ConsumerVO[0];
  assert.equal(group.ConsumerId, 'workers');
  const user = { InstanceId, Username: 'ada', Password: 'Secret-1', Type: 'plain' };
  await call('CreateSaslUser', user);
  const users = (await call('DescribeSaslUsers', { InstanceId })).SaslUserList.SaslUserVO;
  assert.deepEqual([users[0].Username, users[0].Type], ['ada', 'plain']);
  const rule = { InstanceId, Username: 'ada', AclResourceType: 'Topic', AclResourceName: 'orders' };
  const whole = { ...rule, AclResourcePatternType: 'LITERAL', AclOperationType: 'Write' };
  await call('CreateAcl', whole);
  const rules = (await call('DescribeAcls', rule)).KafkaAclList.KafkaAclVO;
  assert.deepEqual([rules[0].AclOperationType, rules[0].Host], ['Write', '*']);

  await call('DeleteAcl', whole);
  await call('DeleteSaslUser', { InstanceId, Username: 'ada', Type: 'plain' });
  await call('DeleteConsumerGroup', { InstanceId, ConsumerId: 'workers' });
  await call('DeleteTopic', { InstanceId, Topic: 'orders' });
  assert.deepEqual((await call('GetTopicList', { InstanceId, Topic: 'orders' })).TopicList.TopicVO, []);

  await call('UpgradePostPayOrder', { InstanceId, DiskSize: 600, IoMax: 20, EipModel: false });
  assert.equal((await read()).DiskSize, 600);
  await call('UpdateInstanceConfig', { InstanceId, Config: '{"kafka.log.retention.hours":"96"}' });
  await call('ModifyInstanceName', { InstanceId, InstanceName: 'renamed' });
  await call('ChangeResourceGroup', { ResourceId: InstanceId, NewResourceGroupId: 'rg-2' });
  await call('ReleaseInstance', { InstanceId, ForceDeleteInstance: true });
  assert.equal((await read()).ServiceStatus, 15);
  await call('DeleteInstance', { InstanceId });
  await tearDown(InstanceId);
  assert.equal(await read(), undefined);
});

test('StartInstance answers very old clients with the documentation’s XML', async (t) => {
  const { send, buy, place } = await createAlibabaTestCloud(t);
  const parameters = { InstanceId: await buy(), ...place, DeployModule: 'vpc' };
  const { text } = await send({ action: 'StartInstance', parameters, style: 'v1-get', format: null });
  for (const part of [
    '<StartInstanceResponse>',
    '<Message>operation success.</Message>',
    '<Success>true</Success>',
    '<Code>200</Code>',
    '</StartInstanceResponse>',
  ]) {
    assert.ok(text.includes(part), text);
  }
  assert.match(text, /<RequestId>[0-9A-F-]{36}<\/RequestId>/);
});
