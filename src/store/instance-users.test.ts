import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import { addProject } from '../../test/support/add-project.ts';
import { testInstance } from '../engines/kafka/testing/test-cluster.ts';
import { createSeal } from './sealing.ts';
import { openStore } from './store.ts';

test('users are kept sealed, and removed ones until the brokers have forgotten them', async (t) => {
  const directory = await mkdtemp(join(tmpdir(), 'polybroker-store-'));
  const file = join(directory, 'polybroker.db');
  const { store, workQueue, close } = await openStore(file, createSeal(randomBytes(32)));
  t.after(async () => {
    await close();
    await rm(directory, { recursive: true, force: true });
  });
  const { id, projectId, ...rest } = testInstance();
  await addProject(store, projectId);
  await store.instances.insert({ id, projectId, ...rest }, true);
  const { instanceUsers } = store;
  const one = { name: 'one', mechanisms: ['PLAIN'], createdAtMs: 1 } as const;
  await instanceUsers.save(id, { ...one, password: 'Secret-of-one' });
  await instanceUsers.save(id, { ...one, name: 'two', password: 'Secret-of-two' });
  assert.deepEqual(await instanceUsers.list(id), [one, { ...one, name: 'two' }]);
  assert.ok(!(await readFile(file, 'latin1')).includes('Secret-of'));

  await instanceUsers.remove(id, 'one', 5);
  assert.equal(await instanceUsers.find(id, 'one'), null);
  const [claim] = await workQueue.claim('worker', Date.now(), 60_000, 1);
  assert.ok(claim);
  const two = { name: 'two', password: 'Secret-of-two', mechanisms: ['PLAIN'] };
  assert.deepEqual(await workQueue.readUsers(claim), { users: [two], removed: ['one'] });

  // Made anew while the brokers were told to forget it.
  await instanceUsers.save(id, { ...one, password: 'Another-secret' });
  await workQueue.forgetRemovedUsers(claim, ['one']);
  assert.deepEqual(await instanceUsers.find(id, 'one'), one);
  await instanceUsers.remove(id, 'one', 6);
  await workQueue.forgetRemovedUsers(claim, ['one']);
  assert.deepEqual((await workQueue.readUsers(claim)).removed, []);
});
