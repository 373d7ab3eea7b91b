import assert from 'node:assert/strict';
import { shows } from '../../support/client-checks.ts';
import { type ProviderCall, providerCall } from './ckafka-terraform.ts';
import type { TencentInstance } from './tencent-instance.ts';

/** The provider's calls for what is inside an instance, in its order; it reads after each write, and once more when all is gone. */
export async function checkTerraformInside({ server, id }: TencentInstance): Promise<void> {
  const provider = providerCall(server);
  const call: ProviderCall = (action, parameters) => provider(action, { InstanceId: id, ...parameters });
  await checkTopic(call);
  await checkUserAndRules(call);
  await checkGroup(call);
}

async function checkTopic(call: ProviderCall): Promise<void> {
  const name = { TopicName: 'by-terraform' };
  await call('DescribeInstanceAttributes', {});
  const { Result: created } = await call('CreateTopic', {
    ...name,
    PartitionNum: 1,
    ReplicaNum: 3,
    Note: 'made by terraform',
    EnableWhiteList: 1,
    IpWhiteList: ['127.0.0.1'],
    CleanUpPolicy: 'delete',
    MinInsyncReplicas: 1,
    UncleanLeaderElectionEnable: 0,
    SegmentMs: 86_400_000,
    RetentionMs: 86_400_000,
    MaxMessageBytes: 1_048_576,
  });
  assert.ok(created.TopicId);
  const listed = async () => {
    const search = { SearchWord: 'by-terraform', Offset: 0, Limit: 200 };
    const { Result: page } = await call('DescribeTopicDetail', search);
    return page.TopicList.find((topic: { TopicName: string }) => topic.TopicName === 'by-terraform');
  };
  // It must be there at once.
  assert.equal((await listed()).TopicId, created.TopicId);
  await call('CreateTopicIpWhiteList', { ...name, IpWhiteList: ['127.0.0.1'] });
  const { Result: read } = await call('DescribeTopicAttributes', name);
  assert.deepEqual(
    [read.Note, read.EnableWhiteList, read.IpWhiteList, read.Config.CleanUpPolicy, read.Config.Retention],
    ['made by terraform', 1, ['127.0.0.1'], 'delete', 86_400_000],
  );
  await call('CreatePartition', { ...name, PartitionNum: 2 });
  await call('ModifyTopicAttributes', {
    ...name,
    Note: 'changed',
    EnableWhiteList: 0,
    RetentionMs: 90_000_000,
  });
  assert.deepEqual([(await listed()).PartitionNum, (await listed()).EnableWhiteList], [2, false]);
  await call('DeleteTopic', name);
  assert.equal(await listed(), undefined);
}

async function checkUserAndRules(call: ProviderCall): Promise<void> {
  const user = { Name: 'terraform-user' };
  const { Result: made } = await call('CreateUser', { ...user, Password: 'First-1' });
  assert.equal(made.ReturnCode, '0');
  const users = async () => {
    const { Result: page } = await call('DescribeUser', { SearchWord: user.Name, Offset: 0, Limit: 100 });
    return page.Users.map((one: { Name: string }) => one.Name);
  };
  assert.deepEqual(await users(), [user.Name]);
  await call('ModifyPassword', { ...user, Password: 'First-1', PasswordNew: 'Second-2' });

  await call('CreateTopic', { TopicName: 'ruled', PartitionNum: 1, ReplicaNum: 3 });
  const rule = { ResourceType: 2, ResourceName: 'ruled', Operation: 4, PermissionType: 3 };
  const whom = { Host: '127.0.0.1', Principal: 'User:terraform-user' };
  await call('CreateAcl', { ...rule, ...whom });
  await call('DescribeTopicAttributes', { TopicName: 'ruled' });
  const rules = async () => {
    const search = { ResourceType: 2, ResourceName: 'ruled', SearchWord: whom.Host, Offset: 0, Limit: 50 };
    return (await call('DescribeACL', search)).Result.AclList;
  };
  assert.deepEqual(await rules(), [{ ...rule, ...whom }]);
  await call('DeleteAcl', { ...rule, ...whom });
  assert.deepEqual(await rules(), []);

  const named = { RuleName: 'by-terraform' };
  const { Result: number } = await call('CreateAclRule', {
    ...named,
    ResourceType: 'Topic',
    PatternType: 'PREFIXED',
    Pattern: 'prefix',
    IsApplied: 1,
    Comment: 'by terraform',
    RuleList: [{ Operation: 'All', PermissionType: 'Deny', Host: '*', Principal: 'User:*' }],
  });
  assert.equal(typeof number, 'number');
  const { Result: shown } = await call('DescribeAclRule', named);
  assert.deepEqual([shown.TotalCount, shown.AclRuleList[0].Pattern], [1, 'prefix']);
  await call('ModifyAclRule', { ...named, IsApplied: 0 });
  await call('DeleteAclRule', named);
  assert.equal((await call('DescribeAclRule', named)).Result.TotalCount, 0);
  await call('DeleteTopic', { TopicName: 'ruled' });
  await call('DeleteUser', user);
  assert.deepEqual(await users(), []);
}

async function checkGroup(call: ProviderCall): Promise<void> {
  await call('CreateTopic', { TopicName: 'grouped', PartitionNum: 1, ReplicaNum: 3 });
  const group = { GroupName: 'by-terraform' };
  await call('CreateConsumer', { ...group, TopicNameList: ['grouped'] });
  const read = async () => (await call('DescribeConsumerGroup', { ...group, Offset: 0, Limit: 50 })).Result;
  const { GroupList: groups, TopicList: topics } = await read();
  assert.deepEqual([groups[0].ConsumerGroupName, topics[0].TopicName], ['by-terraform', 'grouped']);
  const move = { Group: 'by-terraform', Strategy: 2, Offset: 0, Topics: ['grouped'] };
  await call('ModifyGroupOffsets', move);
  await call('DeleteGroup', { Group: 'by-terraform' });
  await shows('that the group is gone', async () => (await read()).GroupList.length === 0);
  await call('DeleteTopic', { TopicName: 'grouped' });
}
