import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { addProject } from '../../../test/support/add-project.ts';
import { openTestStore } from '../../../test/support/open-test-store.ts';
import { testInstance } from '../../engines/kafka/testing/test-cluster.ts';
import type { Caller } from '../identity/caller.ts';
import type { Instance } from '../instance/instance.ts';
import { createInstanceUserService } from './instance-user-service.ts';

const access = {
  plaintext: false,
  login: { tls: true, mechanisms: ['PLAIN', 'SCRAM-SHA-512'], userName: 'owner' },
} as const;
const instance = { ...testInstance(access), status: 'running' } as const;
const caller = { projectId: instance.projectId, userId: 'u', userName: 'n' } as Caller;
const user = { name: 'one', password: 'Password-1' };

async function setUp(t: TestContext, kept: Instance = instance) {
  const { store, workQueue } = await openTestStore(t);
  await addProject(store, kept.projectId);
  await store.instances.insert(kept, true);
  const woken: string[] = [];
  const users = createInstanceUserService({ store, nowMs: () => 5, wake: (id) => woken.push(id) });
  return { users, woken, workQueue };
}

test('users are made, get another password, and go; the reconciler hears of each change', async (t) => {
  const { users, woken, workQueue } = await setUp(t);
  await users.create(caller, instance.id, user);
  const [claim] = await workQueue.claim('worker', 5, 1000, 1);
  assert.ok(claim);
  const passwords = async () => (await workQueue.readUsers(claim)).users.map(({ password }) => password);
  const made = { name: 'one', mechanisms: access.login.mechanisms, createdAtMs: 5 };
  const [listed] = await users.list(caller, instance.id);
  assert.deepEqual({ ...listed, password: undefined }, { ...made, password: undefined });
  assert.deepEqual(await passwords(), ['Password-1']);
  await users.changePassword(caller, instance.id, 'one', 'Password-2');
  assert.deepEqual(await passwords(), ['Password-2']);
  await users.delete(caller, instance.id, 'one');
  assert.deepEqual(await users.list(caller, instance.id), []);
  assert.deepEqual(woken, [instance.id, instance.id, instance.id]);
});

test('refusals say which they are, and change nothing', async (t) => {
  const { users, woken } = await setUp(t);
  await users.create(caller, instance.id, user);
  const refusals: [() => Promise<unknown>, object][] = [
    [() => users.create(caller, instance.id, user), { kind: 'instance-user-exists', field: 'name' }],
    [() => users.create(caller, instance.id, { ...user, name: 'internal' }), { kind: 'invalid-parameter' }],
    [() => users.create(caller, instance.id, { ...user, name: '' }), { kind: 'invalid-parameter' }],
    [() => users.changePassword(caller, instance.id, 'two', 'x'), { kind: 'instance-user-not-found' }],
    [() => users.delete(caller, instance.id, 'two'), { kind: 'instance-user-not-found' }],
    [() => users.list({ ...caller, projectId: 'another' }, instance.id), { kind: 'instance-not-found' }],
    [
      () => users.delete({ ...caller, projectId: 'another' }, instance.id, 'one'),
      { kind: 'instance-not-found' },
    ],
  ];
  for (const [refusal, expected] of refusals) await assert.rejects(refusal, expected);
  assert.deepEqual(woken, [instance.id]);
});

test('an instance that is busy, or asks for no logins, takes no users', async (t) => {
  const rows = [
    [{ ...instance, status: 'creating' }, 'instance-busy'],
    [{ ...testInstance(), status: 'running' }, 'invalid-parameter'],
  ] as const;
  for (const [kept, kind] of rows) {
    const { users, woken } = await setUp(t, kept);
    await assert.rejects(users.create(caller, instance.id, user), { kind });
    assert.deepEqual(woken, []);
  }
});
