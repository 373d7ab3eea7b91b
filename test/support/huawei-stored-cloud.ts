import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { TestContext } from 'node:test';
import type { AccessKey } from '../../src/domain/identity/access-key.ts';
import type { InstanceEvent } from '../../src/domain/instance/lifecycle.ts';
import type { Claim, WorkQueue } from '../../src/reconcile/work-queue.ts';
import { createSeal } from '../../src/store/sealing.ts';
import { openStore } from '../../src/store/store.ts';
import { addOwner, alice, bob, composeCloud, home, now, type Reply, signed } from './huawei-cloud.ts';
import { exampleBody } from './huawei-create-body.ts';

/** Huawei's dialect over the real store, with two owners, a clock that tests move, and a reconciler's hand. */
export interface StoredCloud {
  readonly workQueue: WorkQueue;
  readonly body: Readonly<Record<string, unknown>>;
  /** The names of members that the cloud sees running. */
  readonly runningMembers: Set<string>;
  readonly send: (method: string, target: string, json?: unknown, owner?: AccessKey) => Promise<Reply>;
  /** Creates an instance of `alice` and answers its id. */
  readonly create: (changes?: object) => Promise<string>;
  readonly tick: (ms: number) => void;
  readonly nowMs: () => number;
  /** Claims the instance as a worker does. */
  readonly claim: (id: string) => Promise<Claim>;
  /** Claims the instance, reports what happened and lets go of it. */
  readonly happen: (id: string, event: InstanceEvent, reason?: string) => Promise<void>;
}

export async function createStoredCloud(t: TestContext, instanceQuota = 100): Promise<StoredCloud> {
  const directory = await mkdtemp(join(tmpdir(), 'polybroker-store-'));
  const { store, workQueue, close } = await openStore(
    join(directory, 'polybroker.db'),
    createSeal(Buffer.alloc(32, 7)),
  );
  t.after(async () => {
    await close();
    await rm(directory, { recursive: true });
  });
  for (const owner of [alice, bob]) await addOwner(store, owner);
  let timeMs = now;
  const nowMs = () => timeMs;
  const runningMembers = new Set<string>();
  const { cloud } = composeCloud(store, nowMs, 1_000_000, {
    instanceQuota,
    runningMembers: () => Promise.resolve(runningMembers),
  });
  const project = alice.caller.projectId;
  const [vpc] = await store.networks.listVpcs(project);
  const [subnet] = await store.networks.listSubnets(project);
  const [group] = await store.networks.listSecurityGroups(project);
  const body = { ...exampleBody, vpc_id: vpc?.id, subnet_id: subnet?.id, security_group_id: group?.id };

  async function send(method: string, target: string, json?: unknown, owner = alice): Promise<Reply> {
    const text = json === undefined ? '' : JSON.stringify(json);
    const answer = await cloud.handle(signed({ method, target, body: text }, owner, timeMs));
    const parsed = answer.body === undefined ? undefined : (JSON.parse(String(answer.body)) as unknown);
    return { status: answer.status, headers: answer.headers, json: parsed };
  }

  async function claim(id: string): Promise<Claim> {
    await workQueue.wake(id, timeMs);
    const claims = await workQueue.claim('worker', timeMs, 1000, 1000);
    for (const other of claims) {
      if (other.instance.id !== id) await workQueue.release(other, null, 'interrupted');
    }
    const found = claims.find(({ instance }) => instance.id === id);
    assert.ok(found, 'the instance can be claimed');
    return found;
  }

  return {
    workQueue,
    body,
    runningMembers,
    send,
    async create(changes = {}) {
      const reply = await send('POST', `${home}/instances`, { ...body, ...changes });
      assert.equal(reply.status, 200, JSON.stringify(reply.json));
      return (reply.json as { instance_id: string }).instance_id;
    },
    tick: (ms) => void (timeMs += ms),
    nowMs,
    claim,
    async happen(id, event, reason) {
      const claimed = await claim(id);
      await workQueue.report(claimed, event, reason ?? null, timeMs);
      await workQueue.release(claimed, null, 'succeeded');
    },
  };
}
