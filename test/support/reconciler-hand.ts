import assert from 'node:assert/strict';
import type { Endpoint } from '../../src/domain/instance/instance.ts';
import type { InstanceEvent } from '../../src/domain/instance/lifecycle.ts';
import type { Claim, WorkQueue } from '../../src/reconcile/work-queue.ts';

/** What a test does in the reconciler's place. */
export interface ReconcilerHand {
  /** Claims the instance as a worker does. */
  readonly claim: (id: string) => Promise<Claim>;
  /** Claims the instance, reports what happened and lets go of it. */
  readonly happen: (id: string, event: InstanceEvent, reason?: string) => Promise<void>;
  /** Makes the instance run, with these endpoints. */
  readonly bringUp: (id: string, endpoints: readonly Endpoint[]) => Promise<void>;
  /** Forgets an instance that is deleted. */
  readonly tearDown: (id: string) => Promise<void>;
}

export function reconcilerHand(workQueue: WorkQueue, nowMs: () => number): ReconcilerHand {
  async function claim(id: string): Promise<Claim> {
    await workQueue.wake(id, nowMs());
    const claims = await workQueue.claim('worker', nowMs(), 1000, 1000);
    for (const other of claims) {
      if (other.instance.id !== id) await workQueue.release(other, null, 'interrupted');
    }
    const found = claims.find(({ instance }) => instance.id === id);
    assert.ok(found, 'the instance can be claimed');
    return found;
  }
  return {
    claim,
    async happen(id, event, reason) {
      const claimed = await claim(id);
      await workQueue.report(claimed, event, reason ?? null, nowMs());
      await workQueue.release(claimed, null, 'succeeded');
    },
    async bringUp(id, endpoints) {
      const claimed = await claim(id);
      await workQueue.saveEndpoints(claimed, endpoints);
      await workQueue.report(claimed, 'proven-ready', null, nowMs());
      await workQueue.release(claimed, null, 'succeeded');
    },
    async tearDown(id) {
      await workQueue.forget(await claim(id));
    },
  };
}
