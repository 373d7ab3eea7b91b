import assert from 'node:assert/strict';
import { beforeEach, test, type TestContext } from 'node:test';
import {
  createMemoryAdministration,
  type MemoryAdministration,
} from '../../../../test/support/memory-administration.ts';
import { createTencentTestCloud, type TencentTestCloud } from '../../../../test/support/tencent-cloud.ts';

let cloud: TencentTestCloud;
let inside: MemoryAdministration;
let InstanceId: string;

beforeEach(async (t) => {
  inside = createMemoryAdministration();
  // A hook of the file has each test's context, as its documentation says; its type says more.
  cloud = await createTencentTestCloud(t as TestContext, {
    administrations: { of: () => Promise.resolve(inside) },
  });
  InstanceId = await cloud.create();
  await cloud.run(InstanceId);
});

const call = (action: string, parameters: object) => cloud.call(action, { InstanceId, ...parameters });

const refused = async (action: string, parameters: object) =>
  (await cloud.refused(action, { InstanceId, ...parameters })).Code;

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
