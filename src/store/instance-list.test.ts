import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { exampleInstance, exampleTencentOffering } from '../../test/support/example-instance.ts';
import { openTestStore } from '../../test/support/open-test-store.ts';
import { addOwner, alice, bob } from '../../test/support/owners.ts';
import type { InstanceFilter } from '../domain/instance/instance-repository.ts';
import type { Instance } from '../domain/instance/instance.ts';
import { withSpec } from '../domain/instance/with-spec.ts';
import type { InstanceStatus } from '../domain/instance/lifecycle.ts';

const statuses: readonly InstanceStatus[] = ['creating', 'running', 'restarting', 'failed', 'deleting'];
const anyStatus = fc.constantFrom(...statuses);
const anyName = fc.constantFrom('kafka-a', 'kafka-b', 'other');
const anyEnterpriseProject = fc.constantFrom('0', 'ep-1');
const anyOffering = fc.constantFrom(exampleInstance('p').offering, exampleTencentOffering);

const anyFilter: fc.Arbitrary<InstanceFilter> = fc
  .record({
    cloud: fc.option(fc.constantFrom('huawei' as const, 'tencent' as const)),
    engine: fc.option(fc.constant('kafka' as const)),
    id: fc.option(fc.nat(5), { freq: 1 }),
    name: fc.option(
      fc.record({
        text: fc.constantFrom('kafka', 'kafka-a', '%'),
        match: fc.constantFrom('exact' as const, 'part' as const),
      }),
    ),
    statuses: fc.option(fc.uniqueArray(anyStatus, { minLength: 1 })),
    enterpriseProjectId: fc.option(anyEnterpriseProject),
    failedCreations: fc.option(fc.constantFrom('hidden' as const, 'only' as const)),
  })
  .map((filter) => {
    const given = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== null));
    return { ...given, ...(filter.id === null ? {} : { id: String(filter.id) }) };
  });

/** What happens to the instances, by index: a new status, the proof that they are ready, another enterprise project, their end. */
const anyChange = fc.record({
  index: fc.nat(20),
  change: fc.oneof(anyStatus, fc.constantFrom('ready' as const, 'gone' as const, 'moved' as const)),
});

test('lists and counts tell what is there, whatever happened before', async (t) => {
  const { store, workQueue } = await openTestStore(t);
  for (const owner of [alice, bob]) await addOwner(store, owner);
  const { projectId } = alice.caller;

  await fc.assert(
    fc.asyncProperty(
      fc.array(
        fc.record({ name: anyName, enterpriseProjectId: anyEnterpriseProject, offering: anyOffering }),
        { maxLength: 12 },
      ),
      fc.array(anyChange, { maxLength: 20 }),
      fc.array(anyFilter, { minLength: 1, maxLength: 5 }),
      fc.record({ offset: fc.nat(8), limit: fc.integer({ min: 1, max: 5 }) }),
      async (made, changes, filters, page) => {
        const rows: { instance: Instance; wasReady: boolean }[] = [];
        for (const { name, enterpriseProjectId, offering } of made) {
          const instance = exampleInstance(projectId, { name, offering, spec: { enterpriseProjectId } });
          await store.instances.insert(instance, false);
          rows.push({ instance, wasReady: false });
        }
        await store.instances.insert(exampleInstance(bob.caller.projectId, { name: 'kafka-a' }), false);
        for (const { index, change } of changes) {
          const row = rows[index % Math.max(rows.length, 1)];
          if (row === undefined) continue;
          if (change === 'moved') {
            row.instance = withSpec(row.instance, { enterpriseProjectId: 'ep-1' });
            await store.instances.update(row.instance, null);
          } else if (change !== 'ready' && change !== 'gone') {
            await store.instances.request(row.instance.id, change, 1);
            row.instance = { ...row.instance, status: change };
          } else {
            await workQueue.wake(row.instance.id, 0);
            const claims = await workQueue.claim('test', 1, 1, 1000);
            const claim = claims.find((each) => each.instance.id === row.instance.id);
            assert.ok(claim);
            if (change === 'gone') {
              await workQueue.forget(claim);
              rows.splice(rows.indexOf(row), 1);
            } else {
              await workQueue.report(claim, 'proven-ready', null, 1);
              if (row.instance.status !== 'deleting') {
                row.wasReady = true;
                row.instance = { ...row.instance, status: 'running' };
              }
            }
            await workQueue.endAllLeases();
          }
        }
        for (const filter of filters) {
          const asked =
            filter.id === undefined ? filter : { ...filter, id: rows[Number(filter.id)]?.instance.id ?? 'x' };
          const expected = rows.toReversed().filter((row) => fits(row.instance, row.wasReady, asked));
          const { instances, total } = await store.instances.list(projectId, asked, page);
          assert.equal(total, expected.length);
          assert.deepEqual(
            instances.map(({ id }) => id),
            expected.slice(page.offset, page.offset + page.limit).map(({ instance }) => instance.id),
          );
        }
        const live = rows.filter(({ instance }) => instance.status !== 'deleting');
        assert.equal(await store.instances.count(projectId), live.length);
        // The next run starts with none.
        for (const { instance } of rows) await workQueue.wake(instance.id, 0);
        for (const claim of await workQueue.claim('test', 1, 1, 1000)) await workQueue.forget(claim);
        assert.equal((await store.instances.list(projectId, {}, page)).total, 0);
      },
    ),
    { numRuns: 60 },
  );
});

function fits(instance: Instance, wasReady: boolean, filter: InstanceFilter): boolean {
  const failedCreation = instance.status === 'failed' && !wasReady;
  return (
    (filter.cloud === undefined || instance.offering.cloud === filter.cloud) &&
    (filter.id === undefined || instance.id === filter.id) &&
    (filter.name === undefined ||
      (filter.name.match === 'exact'
        ? instance.name === filter.name.text
        : instance.name.includes(filter.name.text))) &&
    (filter.statuses === undefined || filter.statuses.includes(instance.status)) &&
    (filter.enterpriseProjectId === undefined ||
      instance.spec.enterpriseProjectId === filter.enterpriseProjectId) &&
    (filter.failedCreations === undefined || failedCreation === (filter.failedCreations === 'only'))
  );
}
