import assert from 'node:assert/strict';
import { test } from 'node:test';
import { beforeEachInside, type TencentInside } from '../../../../test/support/tencent-inside.ts';

let inside: TencentInside['inside'];
let call: TencentInside['call'];
let refused: TencentInside['refused'];

beforeEachInside((made) => {
  ({ inside, call, refused } = made);
});

test('users are made before there is a route with logins, shown, changed and deleted', async () => {
  await call('CreateUser', { Name: 'writer', Password: 'First-1' });
  await call('CreateUser', { Name: 'reader', Password: 'Other-1' });
  const again = { Name: 'writer', Password: 'x' };
  assert.equal(await refused('CreateUser', again), 'InvalidParameterValue.RepetitionValue');
  assert.equal(await refused('CreateUser', { Name: 'none' }), 'InvalidParameterValue.NotAllowedEmpty');
  assert.equal(await refused('CreateUser', { Name: 'a b', Password: 'x' }), 'InvalidParameterValue');
  assert.equal(await refused('CreateUser', { Name: 'internal', Password: 'x' }), 'InvalidParameterValue');
  const { Users: users, TotalCount: total } = await call('DescribeUser', { SearchWord: 'writ', Limit: 100 });
  assert.deepEqual([total, users[0].Name], [1, 'writer']);
  assert.match(users[0].CreateTime, /^\d{4}-\d\d-\d\d \d\d:\d\d:\d\d$/);
  assert.equal((await call('DescribeUser', {})).TotalCount, 2);
  const change = { Name: 'writer', Password: 'Wrong-1', PasswordNew: 'Second-2' };
  assert.equal(await refused('ModifyPassword', change), 'UnauthorizedOperation');
  await call('ModifyPassword', { ...change, Password: 'First-1' });
  await call('ModifyPassword', { ...change, Password: 'Second-2', PasswordNew: 'Third-3' });
  await call('DeleteUser', { Name: 'writer' });
  assert.equal(await refused('DeleteUser', { Name: 'writer' }), 'ResourceNotFound');
  assert.equal(await refused('ModifyPassword', change), 'ResourceNotFound');
});

test('access rules are made, shown and deleted', async () => {
  await call('CreateUser', { Name: 'writer', Password: 'First-1' });
  const rule = {
    ResourceType: 2,
    ResourceName: 'topic',
    Operation: 4,
    PermissionType: 3,
    Host: '*',
    Principal: 'User:writer',
  };
  await call('CreateAcl', rule);
  await call('CreateAcl', { ...rule, Operation: 3, Principal: 'User:*', Host: '10.0.0.1;10.0.0.2' });
  assert.equal((await inside.acls.list()).length, 3);
  const shown = await call('DescribeACL', { ResourceType: 2, ResourceName: 'topic', Limit: 50 });
  assert.deepEqual([shown.TotalCount, shown.AclList[0]], [3, rule]);
  assert.equal((await call('DescribeACL', { ResourceType: 2, SearchWord: '10.0.0.2' })).TotalCount, 1);
  assert.equal((await call('DescribeACL', { ResourceType: 3 })).TotalCount, 0);
  const several = { ...rule, ResourceName: undefined, ResourceType: 3, Operation: 3 };
  await call('CreateAcl', { ...several, ResourceNameList: '["one","two"]' });
  assert.equal((await call('DescribeACL', { ResourceType: 3 })).TotalCount, 2);
  await call('CreateAcl', { ...rule, ResourceType: 4, ResourceName: '', Operation: 12 });
  const [cluster] = (await call('DescribeACL', { ResourceType: 4 })).AclList;
  assert.deepEqual([cluster.ResourceName, cluster.Operation], ['kafka-cluster', 12]);
  await call('DeleteAcl', rule);
  assert.equal(await refused('DeleteAcl', rule), 'ResourceNotFound');
  const wrong: readonly (readonly [object, string])[] = [
    [{ ResourceType: 1 }, 'InvalidParameterValue'],
    [{ Operation: 1 }, 'InvalidParameterValue'],
    [{ PermissionType: 1 }, 'InvalidParameterValue'],
    [{ Host: '10.0.0.0/8' }, 'InvalidParameterValue'],
    [{ Principal: 'writer' }, 'InvalidParameterValue'],
    [{ Principal: 'User:stranger' }, 'InvalidParameterValue'],
    [{ ResourceName: '' }, 'InvalidParameterValue.NotAllowedEmpty'],
    [{ ResourceName: '', ResourceNameList: 'one' }, 'InvalidParameterValue'],
  ];
  for (const [change, code] of wrong) {
    assert.equal(await refused('CreateAcl', { ...rule, ...change }), code, JSON.stringify(change));
  }
});

test('named rules hold for a prefix, or for the topics that are given them', async () => {
  await call('CreateUser', { Name: 'writer', Password: 'First-1' });
  const rule = { Operation: 'Write', PermissionType: 'Allow', Host: '*', Principal: 'User:writer' };
  const order = { ResourceType: 'Topic', PatternType: 'PREFIXED', RuleName: 'logs', Pattern: 'log-*' };
  assert.ok((await call('CreateAclRule', { ...order, RuleList: [rule], Comment: 'c' })) > 0);
  assert.equal(
    await refused('CreateAclRule', { ...order, RuleList: [rule] }),
    'InvalidParameterValue.RepetitionValue',
  );
  const [prefixed] = await inside.acls.list();
  assert.deepEqual(
    [prefixed?.pattern, prefixed?.resourceName, prefixed?.operation],
    ['prefix', 'log-', 'write'],
  );
  const template = { ...order, RuleName: 'template', PatternType: 'PRESET', Pattern: '', IsApplied: 1 };
  await call('CreateAclRule', {
    ...template,
    RuleList: [{ ...rule, Operation: 'Read', Host: '10.0.0.1;10.0.0.2' }],
  });
  const topic = { PartitionNum: 1, ReplicaNum: 3 };
  await call('CreateTopic', { ...topic, TopicName: 'log-1' });
  await call('ModifyAclRule', { RuleName: 'template', IsApplied: 0 });
  await call('CreateTopic', { ...topic, TopicName: 'other' });
  await call('CreateTopic', { ...topic, TopicName: 'asked', EnableAclRule: 1, AclRuleName: 'template' });
  assert.equal(
    await refused('ModifyTopicAttributes', { TopicName: 'other', AclRuleName: 'logs' }),
    'ResourceNotFound',
  );
  const shown = await call('DescribeAclRule', { RuleName: 'template' });
  assert.equal(shown.TotalCount, 1);
  const [view] = shown.AclRuleList;
  assert.deepEqual(
    [view.PatternType, view.TopicCount, view.TopicName, view.IsApplied],
    ['PRESET', 2, 'asked', 0],
  );
  assert.deepEqual(JSON.parse(view.AclList)[0], {
    host: '10.0.0.1',
    operation: 'Read',
    permissionType: 'Allow',
    principal: 'User:writer',
  });
  assert.match(view.CreateTimeStamp, /^\w{3} \w{3} \d\d \d\d:\d\d:\d\d CST \d{4}$/);
  const attributes = await call('DescribeTopicAttributes', { TopicName: 'log-1' });
  assert.deepEqual(
    attributes.AclRuleList.map((one: { RuleName: string }) => one.RuleName),
    ['logs', 'template'],
  );
  assert.equal((await call('DescribeTopic', { AclRuleName: 'logs' })).TotalCount, 1);
  assert.equal((await call('DescribeTopicDetail', { AclRuleName: 'template' })).TotalCount, 2);
  await call('ModifyTopicAttributes', { TopicName: 'asked', EnableAclRule: 0 });
  await call('DeleteTopic', { TopicName: 'log-1' });
  assert.deepEqual(await inside.acls.list({ operation: 'read' }), []);
  await call('DeleteAclRule', { RuleName: 'logs' });
  assert.deepEqual(await inside.acls.list(), []);
  assert.equal(await refused('DeleteAclRule', { RuleName: 'logs' }), 'ResourceNotFound');
  const wrong: readonly object[] = [
    { ResourceType: 'Group' },
    { PatternType: 'LITERAL' },
    { Pattern: '' },
    { RuleName: 'a b' },
    { RuleList: [] },
    { RuleList: [{ ...rule, Operation: 'write' }] },
    { RuleList: [{ ...rule, Principal: 'User:stranger' }] },
    { IsApplied: 2 },
  ];
  for (const change of wrong) {
    const asked = { ...order, RuleName: 'wrong', RuleList: [rule], ...change };
    assert.equal(await refused('CreateAclRule', asked), 'InvalidParameterValue', JSON.stringify(change));
  }
});

test('rules are made for several resources at once', async () => {
  const rule = { Operation: 'Read', PermissionType: 'Deny', Host: '10.0.0.1', Principal: 'User:*' };
  const batch = { ResourceType: 3, ResourceNames: ['one', 'two'], RuleList: [rule] };
  assert.equal(await call('BatchCreateAcl', batch), 0);
  assert.equal((await call('DescribeACL', { ResourceType: 3 })).TotalCount, 2);
  assert.equal(await refused('BatchCreateAcl', { ...batch, ResourceNames: [] }), 'InvalidParameterValue');
});

const hosts = async () => (await inside.acls.list()).map(({ host, operation }) => [host, operation]);

test('a topic is used from the addresses of its list alone', async () => {
  const topic = { TopicName: 'listed', PartitionNum: 1, ReplicaNum: 3 };
  await call('CreateTopic', { ...topic, EnableWhiteList: 1, IpWhiteList: ['10.0.0.1'] });
  await call('CreateTopicIpWhiteList', { TopicName: 'listed', IpWhiteList: ['10.0.0.2'] });
  assert.deepEqual(await hosts(), [
    ['10.0.0.1', 'all'],
    ['10.0.0.2', 'all'],
  ]);
  const { EnableWhiteList: enabled, IpWhiteList: list } = await call('DescribeTopicAttributes', {
    TopicName: 'listed',
  });
  assert.deepEqual([enabled, list], [1, ['10.0.0.1', '10.0.0.2']]);
  const change = { TopicName: 'listed', EnableWhiteList: 1, IpWhiteList: ['10.0.0.3'] };
  await call('ModifyTopicAttributes', change);
  assert.deepEqual(await hosts(), [['10.0.0.3', 'all']]);
  const [shown] = (await call('DescribeTopicDetail', {})).TopicList;
  assert.deepEqual([shown.EnableWhiteList, shown.IpWhiteListCount], [true, 1]);
  await call('ModifyTopicAttributes', { TopicName: 'listed', EnableWhiteList: 0 });
  assert.deepEqual(await hosts(), []);
  const network = { TopicName: 'listed', IpWhiteList: ['10.0.0.0/8'] };
  assert.equal(await refused('CreateTopicIpWhiteList', network), 'InvalidParameterValue');
});
