import assert from 'node:assert/strict';
import { test, type TestContext } from 'node:test';
import { addProject } from '../../../test/support/add-project.ts';
import { exampleInstance } from '../../../test/support/example-instance.ts';
import { openTestStore } from '../../../test/support/open-test-store.ts';
import { DomainError } from '../errors.ts';
import { createEnterpriseProjects } from '../identity/enterprise-project.ts';
import type { Caller } from '../identity/caller.ts';
import { bindPublicAddresses, resolvePublicAccess } from './bind-public-addresses.ts';
import { settlePublicAddresses } from './public-address-pool.ts';
import { createPublicAddressService } from './public-address-service.ts';

const callerOf = (projectId: string): Caller => ({
  accountId: 'account',
  accountName: 'account',
  projectId,
  projectName: projectId,
  userId: 'user',
  userName: 'user',
});
const first = callerOf('first');
const second = callerOf('second');

async function setUp(t: TestContext) {
  const { store } = await openTestStore(t);
  for (const project of ['first', 'second']) await addProject(store, project);
  for (const id of ['i', 'j']) await store.instances.insert({ ...exampleInstance('first'), id }, false);
  let made = 0;
  const newId = () => `id-${(made += 1)}`;
  const enterpriseProjects = createEnterpriseProjects([]);
  const service = createPublicAddressService({
    store,
    enterpriseProjects,
    nowMs: () => 7,
    newId,
    limitsChanged: () => {},
  });
  const settle = (pool: readonly string[]) => settlePublicAddresses(store, pool, 'first', newId, 7);
  const order = { enterpriseProjectId: '0', bandwidthName: '', bandwidthMbitps: 5, address: null };
  const addressesOf = async (caller: Caller) => (await service.list(caller)).map(({ address }) => address);
  return { store, service, settle, order, addressesOf };
}

const ofKind = (kind: string) => (error: unknown) => error instanceof DomainError && error.kind === kind;

test('the first project gets the pool at the first start only', async (t) => {
  const { service, settle, order, addressesOf } = await setUp(t);
  await settle(['10.0.0.1', '10.0.0.2']);
  assert.deepEqual(await addressesOf(first), ['10.0.0.1', '10.0.0.2']);
  for (const { id } of await service.list(first)) await service.release(first, id);
  await settle(['10.0.0.1', '10.0.0.2']);
  assert.deepEqual(await addressesOf(first), [], 'what was released stays released after a restart');
  await service.allocate(second, order);
  assert.deepEqual(await addressesOf(second), ['10.0.0.1']);
});

test('the pool follows the settings, but nobody loses an address that he holds', async (t) => {
  const { service, settle, order, addressesOf } = await setUp(t);
  await settle(['10.0.0.1']);
  await settle(['10.0.0.2', '10.0.0.3']);
  assert.deepEqual(await addressesOf(first), ['10.0.0.1']);
  assert.equal((await service.allocate(second, { ...order, address: '10.0.0.3' })).address, '10.0.0.3');
  await assert.rejects(service.allocate(second, { ...order, address: '10.0.0.1' }), ofKind('address-in-use'));
  await assert.rejects(service.allocate(second, { ...order, address: '10.9.9.9' }), ofKind('address-in-use'));
  await service.allocate(second, order);
  await assert.rejects(service.allocate(second, order), ofKind('address-pool-empty'));
  const other = { ...order, enterpriseProjectId: 'x' };
  await assert.rejects(service.allocate(second, other), ofKind('enterprise-project-not-found'));
});

test('an instance gets as many different addresses of its own project as it has brokers, or none', async (t) => {
  const { store, service, settle } = await setUp(t);
  await settle(['10.0.0.1', '10.0.0.2', '10.0.0.3']);
  const [one = '', two = ''] = (await service.list(first)).map(({ id }) => id);
  async function bind(instanceId: string, publicAddressIds: readonly string[] | null, projectId = 'first') {
    const order = publicAddressIds === null ? null : { bandwidthMbitps: 2, publicAddressIds };
    return store.transaction(async ({ publicAddresses }) => {
      const instance = { id: instanceId, projectId };
      const access = await resolvePublicAccess(publicAddresses, instance, 2, order);
      await bindPublicAddresses(publicAddresses, instanceId, access);
      return access;
    });
  }
  await bind('without', null);
  await assert.rejects(bind('i', [one]), ofKind('invalid-parameter'));
  await assert.rejects(bind('i', [one, one]), ofKind('invalid-parameter'));
  await assert.rejects(bind('i', ['unknown', one]), ofKind('address-not-found'));
  await assert.rejects(bind('i', [one, two], 'second'), ofKind('address-not-found'));
  assert.ok((await service.list(first)).every(({ boundTo }) => boundTo === null));

  assert.deepEqual(await bind('i', [two, one]), {
    bandwidthMbitps: 2,
    addresses: [
      { id: two, address: '10.0.0.2' },
      { id: one, address: '10.0.0.1' },
    ],
  });
  assert.deepEqual((await service.get(first, two)).boundTo, { instanceId: 'i', member: 'broker-1' });
  assert.deepEqual((await service.get(first, one)).boundTo, { instanceId: 'i', member: 'broker-2' });
  await assert.rejects(bind('j', [one, two]), ofKind('address-in-use'));
  await assert.rejects(service.release(first, one), ofKind('address-in-use'));
  await bind('i', [one, two]);
  assert.deepEqual((await service.get(first, one)).boundTo?.member, 'broker-1', 'its own can change places');
  await store.publicAddresses.unbindOthers('i', [two]);
  assert.notEqual((await service.get(first, two)).boundTo, null);
  await service.release(first, one);
});
