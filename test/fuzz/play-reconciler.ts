import type { Caller } from '../../src/domain/identity/caller.ts';
import type { Store } from '../../src/domain/store.ts';
import type { WorkQueue } from '../../src/reconcile/work-queue.ts';

const instancesKept = 30;
const networksKept = 20;

/**
 * Does to the store what the reconciler would, without brokers: what is new or restarted comes up, what is being deleted
 * goes. And keeps few of everything, so that quotas do not refuse all that follows.
 */
export async function playReconciler(queue: WorkQueue, store: Store, caller: Caller): Promise<void> {
  const { projectId } = caller;
  const page = { offset: instancesKept, limit: 10_000 };
  const { instances } = await store.instances.list(projectId, {}, page);
  for (const { id } of instances) await store.instances.request(id, 'deleting', Date.now());
  for (;;) {
    const claims = await queue.claim('fuzz', Date.now(), 60_000, 100);
    if (claims.length === 0) break;
    for (const claim of claims) {
      if (claim.instance.status === 'deleting') await queue.forget(claim);
      else {
        await queue.report(claim, 'proven-ready', null, Date.now());
        await queue.release(claim, null, 'succeeded');
      }
    }
  }
  const [, ...vpcs] = await store.networks.listVpcs(projectId);
  const used = new Set((await store.networks.listSubnets(projectId)).map((subnet) => subnet.vpcId));
  for (const vpc of vpcs.filter(({ id }) => !used.has(id)).slice(networksKept)) {
    await store.networks.deleteVpc(vpc.id);
  }
}
