import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { testInstance } from '../engines/kafka/testing/test-cluster.ts';
import { createSeal } from './sealing.ts';
import { openStore } from './store.ts';

test('annotations are kept by instance, kind and name', async (t) => {
  const directory = await mkdtemp(join(tmpdir(), 'polybroker-store-'));
  const { store, close } = await openStore(join(directory, 'p.db'), createSeal(randomBytes(32)));
  t.after(async () => {
    await close();
    await rm(directory, { recursive: true, force: true });
  });
  const instance = testInstance();
  await store.identity.saveAccount({ id: 'a', name: 'a' });
  await store.identity.saveProject({ id: instance.projectId, accountId: 'a', name: 'p' });
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
