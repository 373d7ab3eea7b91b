import assert from 'node:assert/strict';
import { beforeEach, test } from 'node:test';
import { testInstance } from '../../engines/kafka/testing/test-cluster.ts';
import { createMemoryStore, type MemoryStore } from '../../../test/support/memory-store.ts';
import type { Caller } from '../identity/caller.ts';
import { createInstanceUserService, type InstanceUserService } from './instance-user-service.ts';

const access = {
  plaintext: false,
  login: { tls: true, mechanisms: ['PLAIN', 'SCRAM-SHA-512'], userName: 'owner' },
} as const;
const instance = { ...testInstance(access), status: 'running' } as const;
const caller = { projectId: instance.projectId, userId: 'u', userName: 'n' } as Caller;
const user = { name: 'one', password: 'Password-1' };

let store: MemoryStore;
let users: InstanceUserService;
let woken: string[];

beforeEach(() => {
  store = createMemoryStore();
  store.instanceRows.set(instance.id, instance);
  woken = [];
  users = createInstanceUserService({ store, nowMs: () => 5, wake: (id) => woken.push(id) });
});

test('users are made, get another password, and go; the reconciler hears of each change', async () => {
  await users.create(caller, instance.id, user);
  const made = { name: 'one', mechanisms: access.login.mechanisms, createdAtMs: 5 };
  const [listed] = await users.list(caller, instance.id);
  assert.deepEqual({ ...listed, password: undefined }, { ...made, password: undefined });
  assert.equal(store.instanceUsers.passwordOf(instance.id, 'one'), 'Password-1');
  await users.changePassword(caller, instance.id, 'one', 'Password-2');
  assert.equal(store.instanceUsers.passwordOf(instance.id, 'one'), 'Password-2');
  await users.delete(caller, instance.id, 'one');
  assert.deepEqual(await users.list(caller, instance.id), []);
  assert.deepEqual(woken, [instance.id, instance.id, instance.id]);
});

test('refusals say which they are, and change nothing', async () => {
  await users.create(caller, instance.id, user);
  const refusals: [Promise<unknown>, object][] = [
    [users.create(caller, instance.id, user), { kind: 'instance-user-exists', field: 'name' }],
    [users.create(caller, instance.id, { ...user, name: 'internal' }), { kind: 'invalid-parameter' }],
    [users.create(caller, instance.id, { ...user, name: '' }), { kind: 'invalid-parameter' }],
    [users.changePassword(caller, instance.id, 'two', 'x'), { kind: 'instance-user-not-found' }],
    [users.delete(caller, instance.id, 'two'), { kind: 'instance-user-not-found' }],
    [users.list({ ...caller, projectId: 'another' }, instance.id), { kind: 'instance-not-found' }],
    [users.delete({ ...caller, projectId: 'another' }, instance.id, 'one'), { kind: 'instance-not-found' }],
  ];
  for (const [refusal, expected] of refusals) await assert.rejects(refusal, expected);
  assert.deepEqual(woken, [instance.id]);
});

test('an instance that is busy, or asks for no logins, takes no users', async () => {
  store.instanceRows.set(instance.id, { ...instance, status: 'creating' });
  await assert.rejects(users.create(caller, instance.id, user), { kind: 'instance-busy' });
  store.instanceRows.set(instance.id, { ...testInstance(), status: 'running' });
  await assert.rejects(users.create(caller, instance.id, user), { kind: 'invalid-parameter' });
  assert.deepEqual(woken, []);
});
