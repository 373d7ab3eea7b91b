import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addProject } from '../../test/support/add-project.ts';
import { openTestStore } from '../../test/support/open-test-store.ts';
import { testInstance } from '../engines/kafka/testing/test-cluster.ts';

test('annotations are kept by instance, kind and name', async (t) => {
  const { store } = await openTestStore(t);
  const instance = testInstance();
  await addProject(store, instance.projectId);
  const ids = [instance.id, instance.id.replace(/^./, '7')] as const;
  for (const id of ids) await store.instances.insert({ ...instance, id, name: `of-${id}` }, true);
  const { annotations } = store;
  const topic = { kind: 'topic', name: 'one', description: 'first', createdAtMs: 1 } as const;
  const group = { ...topic, kind: 'group' } as const;
  await annotations.save(ids[0], topic);
  await annotations.save(ids[0], group);
  await annotations.save(ids[0], { ...topic, description: 'second' });
  await annotations.save(ids[1], topic);
  assert.deepEqual(await annotations.find(ids[0], 'topic', 'one'), { ...topic, description: 'second' });
  assert.deepEqual(await annotations.list(ids[0], 'group'), new Map([['one', group]]));
  await annotations.remove(ids[0], 'topic', 'one');
  await annotations.remove(ids[0], 'topic', 'one');
  assert.equal(await annotations.find(ids[0], 'topic', 'one'), null);
  assert.equal((await annotations.list(ids[0], 'group')).size, 1);
  assert.deepEqual(await annotations.find(ids[1], 'topic', 'one'), topic);
});
