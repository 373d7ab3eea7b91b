import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { openTestStore } from '../../../test/support/open-test-store.ts';
import { DomainError, type DomainErrorKind } from '../errors.ts';
import { type FirstOwner, settleFirstOwner } from './first-owner.ts';
import { createIdentityService } from './identity-service.ts';
import { verifyPassword } from './password.ts';

const owner: FirstOwner = {
  accountName: 'acme',
  projectId: 'first-project',
  projectName: 'cn-north-4',
  userName: 'admin',
  password: 'Password-1',
  accessKey: 'AKFIRST',
  secretKey: 'secret of AKFIRST',
};

async function setUp(t: TestContext) {
  const { store } = await openTestStore(t);
  await settleFirstOwner(store, owner, 1);
  return { store, service: createIdentityService(store, () => 2) };
}

const kind =
  (wanted: DomainErrorKind, message = /./) =>
  (error: unknown) =>
    error instanceof DomainError && error.kind === wanted && message.test(error.message);

test('a project in the same account, with a key for the account’s first user', async (t) => {
  const { store, service } = await setUp(t);
  const { project, account, newUser } = await service.createProject('team-b', 'acme');
  assert.equal(newUser, null);
  assert.match(project.id, /^[0-9a-f]{32}$/);
  const first = await store.identity.findAccessKey('AKFIRST');
  assert.equal(account.id, first?.caller.accountId);
  for (const nameOrId of ['team-b', project.id]) {
    const { key } = await service.createAccessKey(nameOrId, null);
    assert.deepEqual(await store.identity.findAccessKey(key.accessKey), key);
    assert.equal(key.caller.projectId, project.id);
    assert.equal(key.caller.userName, 'admin');
  }
});

test('a new account gets a user, and a named user is made with the key; both can log in', async (t) => {
  const { store, service } = await setUp(t);
  const made = await service.createProject('cn-north-4', 'umbrella');
  assert.equal(made.newUser?.name, 'admin');
  const { key, newUser } = await service.createAccessKey(made.project.id, 'ci');
  assert.equal(newUser?.name, 'ci');
  assert.equal((await service.createAccessKey(made.project.id, 'ci')).newUser, null);
  const users = await store.identity.listUsers(made.account.id);
  assert.deepEqual(
    users.map((user) => user.name),
    ['admin', 'ci'],
  );
  assert.ok(await verifyPassword(newUser?.password ?? '', users[1]?.passwordHash ?? ''));
  assert.equal(key.caller.userId, users[1]?.id);
  assert.deepEqual(
    (await service.listProjects()).map(({ project, account }) => [project.name, account.name]),
    [
      ['cn-north-4', 'acme'],
      ['cn-north-4', 'umbrella'],
    ],
  );
});

test('what cannot be is refused, with what there is', async (t) => {
  const { service } = await setUp(t);
  await service.createProject('cn-north-4', 'umbrella');
  await assert.rejects(service.createProject('cn-north-4', 'acme'), kind('name-taken', /cn-north-4/));
  await assert.rejects(service.createProject('a b', 'acme'), kind('invalid-parameter', /allowed/));
  await assert.rejects(service.createProject('a', '-x'), kind('invalid-parameter', /account/));
  await assert.rejects(service.createAccessKey('nowhere', null), kind('project-not-found', /cn-north-4/));
  await assert.rejects(
    service.createAccessKey('cn-north-4', null),
    kind('invalid-parameter', /Several .*first-project/),
  );
  await assert.rejects(service.createAccessKey('first-project', ''), kind('invalid-parameter', /user/));
  await assert.rejects(service.revokeAccessKey('AKNOBODY'), kind('access-key-not-found'));
});

test('a revoked key is gone for requests, stays listed, and is not taken up again', async (t) => {
  const { store, service } = await setUp(t);
  assert.equal(await service.revokeAccessKey('AKFIRST'), true);
  assert.equal(await service.revokeAccessKey('AKFIRST'), false);
  assert.equal(await store.identity.findAccessKey('AKFIRST'), null);
  assert.deepEqual(
    (await service.listAccessKeys()).map(({ accessKey, revokedAtMs }) => [accessKey, revokedAtMs]),
    [['AKFIRST', 2]],
  );
  await assert.rejects(settleFirstOwner(store, owner, 3), kind('access-key-revoked', /AKFIRST/));
  await settleFirstOwner(store, { ...owner, accessKey: 'AKSECOND' }, 3);
  assert.equal(await store.identity.findAccessKey('AKFIRST'), null);
  assert.notEqual(await store.identity.findAccessKey('AKSECOND'), null);
});

test('the first owner follows its settings; only a new password ends tokens', async (t) => {
  const { store } = await setUp(t);
  const userOf = async () => (await store.identity.findAccessKey('AKFIRST'))?.caller.userId ?? '';
  const before = await store.identity.findUser(await userOf());
  await settleFirstOwner(
    store,
    { ...owner, accountName: 'acme-2', projectName: 'eu', userName: 'root', secretKey: 'other' },
    9,
  );
  const key = await store.identity.findAccessKey('AKFIRST');
  assert.equal(key?.secretKey, 'other');
  const { accountName, projectName, userName } = key.caller;
  assert.deepEqual(
    { accountName, projectName, userName },
    { accountName: 'acme-2', projectName: 'eu', userName: 'root' },
  );
  const renamed = await store.identity.findUser(await userOf());
  assert.deepEqual(renamed, { ...before, name: 'root' });
  await settleFirstOwner(store, { ...owner, password: 'Password-2' }, 9);
  assert.equal((await store.identity.findUser(await userOf()))?.tokenGeneration, 2);
});

test('a project that was made by command can become the first owner’s', async (t) => {
  const { store, service } = await setUp(t);
  const { project, account } = await service.createProject('cn-north-4', 'umbrella');
  await settleFirstOwner(
    store,
    { ...owner, accountName: 'umbrella', projectId: project.id, accessKey: 'AKTHIRD' },
    9,
  );
  const caller = (await store.identity.findAccessKey('AKTHIRD'))?.caller;
  assert.equal(caller?.accountId, account.id);
  assert.equal((await store.identity.listUsers(account.id)).length, 1);
});
