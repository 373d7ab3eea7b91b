import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import type { Cloud, WireRequest } from '../../src/clouds/cloud.ts';
import type { AccessKey } from '../../src/domain/identity/access-key.ts';
import type { Store } from '../../src/domain/store.ts';
import type { WorkQueue } from '../../src/reconcile/work-queue.ts';
import { composeCloud, home, type HuaweiCloudOptions, type Reply, signed } from './huawei-cloud.ts';
import { exampleBody } from './huawei-create-body.ts';
import { openTestStore } from './open-test-store.ts';
import { type ReconcilerHand, reconcilerHand } from './reconciler-hand.ts';
import { addOwners, alice, bob, now } from './owners.ts';

/** Huawei's dialect over the real store, with two owners, a clock that tests move, and a reconciler's hand. */
export interface HuaweiTestCloud extends ReconcilerHand {
  readonly cloud: Cloud;
  readonly store: Store;
  readonly workQueue: WorkQueue;
  /** What was reported to the log. */
  readonly defects: readonly object[];
  /** A create body that is valid for `alice`. */
  readonly body: Readonly<Record<string, unknown>>;
  /** The names of members that the cloud sees running. */
  readonly runningMembers: Set<string>;
  readonly handle: (request: WireRequest) => Promise<Reply>;
  /** Signs and sends a request, as `alice` unless told otherwise. */
  readonly send: (method: string, target: string, json?: unknown, owner?: AccessKey) => Promise<Reply>;
  /** Creates an instance of `alice` and answers its id. */
  readonly create: (changes?: object) => Promise<string>;
  readonly tick: (ms: number) => void;
  readonly nowMs: () => number;
}

export interface HuaweiTestCloudOptions extends Omit<HuaweiCloudOptions, 'nowMs' | 'runningMembers'> {
  /** What the cloud sees of the store, where a test wants some of it to fail. */
  readonly seen?: (store: Store) => Store;
}

export async function createTestCloud(
  t: TestContext,
  { seen = (store) => store, ...options }: HuaweiTestCloudOptions = {},
): Promise<HuaweiTestCloud> {
  const { store, workQueue } = await openTestStore(t);
  await addOwners(store, [alice, bob]);
  let timeMs = now;
  const nowMs = () => timeMs;
  const runningMembers = new Set<string>();
  const { cloud, defects } = composeCloud(seen(store), {
    ...options,
    nowMs,
    runningMembers: () => Promise.resolve(runningMembers),
  });
  const project = alice.caller.projectId;
  const [vpc] = await store.networks.listVpcs(project);
  const [subnet] = await store.networks.listSubnets(project);
  const [group] = await store.networks.listSecurityGroups(project);
  const body = { ...exampleBody, vpc_id: vpc?.id, subnet_id: subnet?.id, security_group_id: group?.id };

  async function handle(request: WireRequest): Promise<Reply> {
    const { status, headers, body: text } = await cloud.handle(request);
    return { status, headers, json: text === undefined ? undefined : JSON.parse(String(text)) };
  }

  function send(method: string, target: string, json?: unknown, owner = alice): Promise<Reply> {
    const text = json === undefined ? '' : JSON.stringify(json);
    return handle(signed({ method, target, body: text }, owner, timeMs));
  }

  return {
    cloud,
    store,
    workQueue,
    defects,
    body,
    runningMembers,
    handle,
    send,
    async create(changes = {}) {
      const reply = await send('POST', `${home}/instances`, { ...body, ...changes });
      assert.equal(reply.status, 200, JSON.stringify(reply.json));
      return reply.json.instance_id;
    },
    tick: (ms) => void (timeMs += ms),
    nowMs,
    ...reconcilerHand(workQueue, nowMs),
  };
}
