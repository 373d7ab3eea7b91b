import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addProject } from '../../test/support/add-project.ts';
import { openTestStore } from '../../test/support/open-test-store.ts';
import { eventsKept } from '../domain/event/event.ts';
import { testInstance } from '../engines/kafka/testing/test-cluster.ts';

test('events are counted by their sentence, the newest of an instance are kept, and other projects see none', async (t) => {
  const { store } = await openTestStore(t);
  const instance = testInstance();
  const { id, projectId } = instance;
  await addProject(store, projectId);
  await store.instances.insert(instance, true);
  await store.instances.insert({ ...instance, id: 'other', name: 'other' }, true);
  const { events } = store;
  const full = { kind: 'storage-full', text: 'full' } as const;
  const free = { kind: 'storage-free', text: 'free' } as const;

  await events.record(id, full, 1);
  await events.record(id, free, 2);
  await events.record(id, full, 3);
  await events.record('gone', full, 3);
  await events.record('other', full, 3);
  assert.deepEqual(await events.list(projectId, id), [
    { ...full, firstAtMs: 1, lastAtMs: 3, times: 2 },
    { ...free, firstAtMs: 2, lastAtMs: 2, times: 1 },
  ]);
  assert.deepEqual(await events.list('another', id), []);
  assert.deepEqual(await events.list(projectId, 'gone'), []);

  for (let count = 0; count < eventsKept; count += 1) {
    await events.record(id, { kind: 'member-ended', text: `member ${count}` }, 10 + count);
  }
  const kept = await events.list(projectId, id);
  assert.deepEqual(
    [kept.length, kept[0]?.text, kept.at(-1)?.text],
    [eventsKept, `member ${eventsKept - 1}`, 'member 0'],
  );
  assert.equal((await events.list(projectId, 'other')).length, 1);
});
