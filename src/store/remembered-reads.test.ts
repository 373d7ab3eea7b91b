import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { exampleInstance } from '../../test/support/example-instance.ts';
import { addOwner, alice, bob } from '../../test/support/owners.ts';
import { createSeal } from './sealing.ts';
import { type OpenStore, openStore } from './store.ts';
import { tableWrittenBy } from './table-changes.ts';

const directory = mkdtempSync(join(tmpdir(), 'polybroker-remembered-'));
const open = () => openStore(join(directory, 'store.sqlite'), createSeal(new Uint8Array(32)));
/** A command is a process of its own, and takes longer than this to end once it has written. */
const processEndsMs = 5;
/** The server's connection, and that of a command beside it. */
let server: OpenStore;
let command: OpenStore;

before(async () => {
  server = await open();
  command = await open();
  await addOwner(server.store, alice);
});
after(async () => {
  await server.close();
  await command.close();
  rmSync(directory, { recursive: true });
});

test('a key that another process revokes is not found by the next look', async () => {
  await addOwner(server.store, bob);
  const { identity } = server.store;
  const first = await identity.findAccessKey(bob.accessKey);
  assert.deepEqual(first, bob);
  assert.equal(await identity.findAccessKey(bob.accessKey), first, 'it was not read twice');
  await command.store.identity.revokeAccessKey(bob.accessKey, 1);
  await delay(processEndsMs);
  assert.equal(await identity.findAccessKey(bob.accessKey), null);
});

test('a key that this process revokes, also in a transaction, is not found by the next look; one undone is', async () => {
  const { store } = server;
  const key = { projectId: alice.caller.projectId, userId: alice.caller.userId, createdAtMs: 1 };
  for (const accessKey of ['AK1', 'AK2', 'AK3']) {
    await store.identity.saveAccessKey({ accessKey, secretKey: `secret of ${accessKey}`, ...key });
    assert.notEqual(await store.identity.findAccessKey(accessKey), null);
  }
  await store.identity.revokeAccessKey('AK1', 1);
  assert.equal(await store.identity.findAccessKey('AK1'), null);
  await store.transaction(({ identity }) => identity.revokeAccessKey('AK2', 1));
  assert.equal(await store.identity.findAccessKey('AK2'), null);
  const undone = store.transaction(async ({ identity }) => {
    await identity.revokeAccessKey('AK3', 1);
    assert.equal(await identity.findAccessKey('AK3'), null, 'a transaction sees what it has written');
    throw new Error('undone');
  });
  await assert.rejects(undone, /undone/);
  assert.notEqual(await store.identity.findAccessKey('AK3'), null);
});

test('a key that was not there is found once it is', async () => {
  const accessKey = 'AKLATER';
  assert.equal(await server.store.identity.findAccessKey(accessKey), null);
  const { projectId, userId } = alice.caller;
  await command.store.identity.saveAccessKey({
    accessKey,
    secretKey: 'later',
    projectId,
    userId,
    createdAtMs: 1,
  });
  assert.equal((await server.store.identity.findAccessKey(accessKey))?.secretKey, 'later');
});

test('a user, an account and a project whose names change are found under the new ones', async () => {
  const { accountId, projectId, userId } = alice.caller;
  const { identity } = server.store;
  await identity.findAccount(accountId);
  await identity.findProject(projectId);
  const user = await identity.findUser(userId);
  assert.ok(user);
  await command.store.identity.saveAccount({ id: accountId, name: 'renamed-account' });
  await identity.saveProject({ id: projectId, accountId, name: 'renamed-project' });
  await identity.saveUser({ ...user, tokenGeneration: 7 });
  await delay(processEndsMs);
  assert.equal((await identity.findAccount(accountId))?.name, 'renamed-account');
  assert.equal((await identity.findProject(projectId))?.name, 'renamed-project');
  assert.equal((await identity.findUser(userId))?.tokenGeneration, 7);
});

test('the networks of an instance are those of the project that asks, and as they are now', async () => {
  const { networks } = server.store;
  const { projectId } = alice.caller;
  const [vpc] = await networks.listVpcs(projectId);
  const [subnet] = await networks.listSubnets(projectId);
  const [group] = await networks.listSecurityGroups(projectId);
  assert.ok(vpc && subnet && group);
  const place = { vpcId: vpc.id, subnetId: subnet.id, securityGroupId: group.id };
  const found = await networks.findPlace(projectId, place);
  assert.deepEqual(found, { vpc, subnet, securityGroup: group });
  assert.equal(await networks.findPlace(projectId, place), found, 'it was not read twice');
  assert.equal(
    (await networks.findPlace(projectId, { ...place, securityGroupId: null }))?.securityGroup,
    null,
  );
  assert.equal(await networks.findPlace(bob.caller.projectId, place), null);
  await networks.updateVpc({ ...vpc, name: 'renamed' });
  await networks.updateSubnet({ ...subnet, name: 'renamed-subnet' });
  const renamed = await networks.findPlace(projectId, place);
  assert.deepEqual([renamed?.vpc.name, renamed?.subnet.name], ['renamed', 'renamed-subnet']);
  await networks.deleteSecurityGroup(group.id);
  assert.equal(await networks.findPlace(projectId, place), null, 'one of them is gone');
});

test('the table that a statement writes to is known, and what is unknown counts for all', () => {
  assert.equal(tableWrittenBy('insert into "users" ("id") values (?)'), 'users');
  assert.equal(tableWrittenBy('update "users" set "name" = ?'), 'users');
  assert.equal(tableWrittenBy('delete from "users" where "id" = ?'), 'users');
  for (const sql of ['select * from "users"', 'begin immediate', 'commit', 'rollback']) {
    assert.equal(tableWrittenBy(sql), null);
  }
  for (const sql of [
    'with x as (select 1) delete from users',
    'create table x (y)',
    'pragma user_version = 1',
  ]) {
    assert.equal(tableWrittenBy(sql), 'any');
  }
});

test('an instance and a page are as they are now, also after the reconciler or another process wrote', async () => {
  const { store, workQueue } = server;
  const { projectId } = alice.caller;
  const instance = exampleInstance(projectId);
  const page = { offset: 0, limit: 10 };
  const statusesNow = async () => {
    const listed = await store.instances.list(projectId, { engine: 'kafka' }, page);
    return [
      (await store.instances.find(projectId, instance.id))?.status,
      ...listed.instances.map((each) => each.status),
    ];
  };
  assert.deepEqual(await statusesNow(), [undefined]);
  await store.instances.insert(instance, true);
  assert.deepEqual(await statusesNow(), ['creating', 'creating']);
  const [claim] = await workQueue.claim('test', 1, 1, 1);
  assert.ok(claim);
  await workQueue.report(claim, 'proven-ready', null, 1);
  assert.deepEqual(await statusesNow(), ['running', 'running']);
  assert.equal(await store.instances.find(bob.caller.projectId, instance.id), null);
  await command.store.instances.request(instance.id, 'deleting', 2);
  await delay(processEndsMs);
  assert.deepEqual(await statusesNow(), ['deleting', 'deleting']);
  await workQueue.forget(claim);
  assert.deepEqual(await statusesNow(), [undefined]);
});
