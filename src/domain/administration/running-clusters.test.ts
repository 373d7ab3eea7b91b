import assert from 'node:assert/strict';
import { test } from 'node:test';
import { addProject } from '../../../test/support/add-project.ts';
import { openTestStore } from '../../../test/support/open-test-store.ts';
import { testInstance } from '../../engines/kafka/testing/test-cluster.ts';
import type { Caller } from '../identity/caller.ts';
import type { InstanceStatus } from '../instance/lifecycle.ts';
import type { ClusterAdministration } from './cluster-administration.ts';
import { createRunningClusters } from './running-clusters.ts';

test('only owners reach what is inside an instance, and only while it runs', async (t) => {
  const { store } = await openTestStore(t);
  const administration = {} as ClusterAdministration;
  const clusters = createRunningClusters({
    instances: store.instances,
    administrations: { of: () => Promise.resolve(administration) },
  });
  const instance = { ...testInstance(), status: 'running' } as const;
  const caller = { projectId: instance.projectId } as Caller;
  await assert.rejects(clusters.of(caller, instance.id), { kind: 'instance-not-found' });
  await addProject(store, instance.projectId);
  await store.instances.insert(instance, true);
  assert.deepEqual(await clusters.of(caller, instance.id), { instance, administration });
  await assert.rejects(clusters.of({ ...caller, projectId: 'another' }, instance.id), {
    kind: 'instance-not-found',
  });
  const others: readonly InstanceStatus[] = ['creating', 'restarting', 'failed', 'deleting'];
  for (const status of others) {
    await store.instances.request(instance.id, status, 1);
    await assert.rejects(clusters.of(caller, instance.id), { kind: 'instance-busy' });
  }
});
