import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addProject } from '../../test/support/add-project.ts';
import { exampleInstance } from '../../test/support/example-instance.ts';
import { openTestStore } from '../../test/support/open-test-store.ts';

const network = { vpcId: 'v', subnetId: 's', securityGroupId: 'g' };
const instance = { ...exampleInstance('p', { name: 'name', spec: { network } }), id: 'i' };

test('a network knows the instances that are placed in it, also after they were moved', async (t) => {
  const { store, workQueue } = await openTestStore(t);
  await addProject(store, 'p');
  await store.instances.insert(instance, true);
  const placedIn = (place: { subnetId: string } | { securityGroupId: string }, projectId = 'p') =>
    store.instances.placedIn(projectId, place, 3);
  assert.deepEqual(await placedIn({ subnetId: 's' }), [{ id: 'i', name: 'name' }]);
  assert.deepEqual(await placedIn({ securityGroupId: 'g' }), [{ id: 'i', name: 'name' }]);
  assert.deepEqual(await placedIn({ subnetId: 'g' }), []);
  assert.deepEqual(await placedIn({ subnetId: 's' }, 'other'), []);

  const moved = { ...instance.spec, network: { ...network, securityGroupId: 'h' } };
  await store.instances.update({ ...instance, spec: moved }, null);
  assert.deepEqual(await placedIn({ securityGroupId: 'g' }), []);
  assert.deepEqual(await placedIn({ securityGroupId: 'h' }), [{ id: 'i', name: 'name' }]);

  const [claim] = await workQueue.claim('test', 10, 1000, 1);
  assert.ok(claim);
  await workQueue.forget(claim);
  assert.deepEqual(await placedIn({ subnetId: 's' }), []);
});
