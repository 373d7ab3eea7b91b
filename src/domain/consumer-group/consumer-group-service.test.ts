import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { addProject } from '../../../test/support/add-project.ts';
import { createMemoryAdministration, emptyGroup } from '../../../test/support/memory-administration.ts';
import { openTestStore } from '../../../test/support/open-test-store.ts';
import { testInstance } from '../../engines/kafka/testing/test-cluster.ts';
import type { Caller } from '../identity/caller.ts';
import { createConsumerGroupService } from './consumer-group-service.ts';

const instance = testInstance();
const { id } = instance;
const caller = { projectId: instance.projectId } as Caller;

async function setUp(t: TestContext) {
  const { store } = await openTestStore(t);
  await addProject(store, instance.projectId);
  await store.instances.insert(instance, true);
  const administration = createMemoryAdministration();
  const groups = createConsumerGroupService({
    clusters: { of: () => Promise.resolve({ instance, administration }) },
    annotations: store.annotations,
    nowMs: () => 5,
  });
  return { administration, groups };
}

test('groups that were made beforehand stand among those that brokers know', async (t) => {
  const { administration, groups } = await setUp(t);
  administration.groupRows.set('b', emptyGroup('b'));
  await groups.create(caller, id, 'c', 'made');
  await groups.create(caller, id, 'a', '');
  const rows = (await groups.list(caller, id)).map((one) => [one.id, one.coordinatorId, one.createdAtMs]);
  assert.deepEqual(rows, [
    ['a', null, 5],
    ['b', 1, null],
    ['c', null, 5],
  ]);
  for (const name of ['b', 'c']) {
    await assert.rejects(groups.create(caller, id, name, ''), { kind: 'group-exists' });
  }
  administration.groupRows.set('c', { ...emptyGroup('c'), state: 'stable' });
  const { state, description, coordinatorId } = await groups.get(caller, id, 'c');
  assert.deepEqual([state, description, coordinatorId], ['stable', 'made', 1]);
});

test('a group is described and deleted, whoever made it', async (t) => {
  const { administration, groups } = await setUp(t);
  administration.groupRows.set('known', emptyGroup('known'));
  await groups.create(caller, id, 'made', '');
  for (const name of ['known', 'made']) {
    await groups.describe(caller, id, name, `it is ${name}`);
    assert.equal((await groups.get(caller, id, name)).description, `it is ${name}`);
    await groups.delete(caller, id, name);
    await assert.rejects(groups.get(caller, id, name), { kind: 'group-not-found' });
    await assert.rejects(groups.describe(caller, id, name, ''), { kind: 'group-not-found' });
    await assert.rejects(groups.delete(caller, id, name), { kind: 'group-not-found' });
  }
});

test('a group that is read by somebody stays, with what is said of it', async (t) => {
  const { administration, groups } = await setUp(t);
  const member = { id: 'm', clientId: 'c', address: '127.0.0.1', assignment: new Map() };
  administration.groupRows.set('busy', { ...emptyGroup('busy'), members: [member] });
  await groups.describe(caller, id, 'busy', 'kept');
  await assert.rejects(groups.delete(caller, id, 'busy'), { kind: 'group-not-empty' });
  assert.equal((await groups.get(caller, id, 'busy')).description, 'kept');
});
