import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import type { Instance } from '../domain/instance/instance.ts';
import { createSeal } from './sealing.ts';
import { openStore } from './store.ts';

const network = { vpcId: 'v', subnetId: 's', securityGroupId: 'g' };

const instance: Instance = {
  id: 'i',
  projectId: 'p',
  name: 'name',
  description: '',
  engine: 'kafka',
  version: '2.3.0',
  offering: { cloud: 'huawei', productId: '', specification: '', storageCode: '' },
  spec: {
    brokerCount: 3,
    bandwidthMibps: 100,
    partitionLimit: 300,
    storageGib: 300,
    atCapacity: 'delete-oldest',
    zones: ['a'],
    network,
    access: { plaintext: true, login: null },
    autoCreateTopics: false,
    maintenanceWindow: { begin: '02:00', end: '06:00' },
    publicAccess: null,
    kafkaManagerUser: null,
    enterpriseProjectId: '0',
    tags: [],
  },
  status: 'creating',
  statusReason: null,
  createdAtMs: 1,
  createdByUserId: 'u',
  createdByUserName: 'u',
  endpoints: [],
};

test('a network knows the instances that are placed in it, also after they were moved', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'polybroker-placement-'));
  const opened = await openStore(join(directory, 'store.sqlite'), createSeal(randomBytes(32)));
  const { store, workQueue } = opened;
  try {
    await store.identity.saveAccount({ id: 'a', name: 'a' });
    await store.identity.saveProject({ id: 'p', accountId: 'a', name: 'p' });
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
  } finally {
    await opened.close();
    await rm(directory, { recursive: true });
  }
});
