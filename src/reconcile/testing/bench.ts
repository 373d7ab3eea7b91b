import type { TestContext } from 'node:test';
import type { Instance } from '../../domain/instance/instance.ts';
import type { InstanceStatus } from '../../domain/instance/lifecycle.ts';
import type { Engine } from '../../engines/engine.ts';
import { withSpec } from '../../domain/instance/with-spec.ts';
import { testInstance } from '../../engines/kafka/testing/test-cluster.ts';
import { createSeal } from '../../store/sealing.ts';
import { openStore } from '../../store/store.ts';
import { createReconciler, type Reconciler } from '../reconciler.ts';
import { createStartSlots } from '../start-slots.ts';
import type { WorkQueue } from '../work-queue.ts';
import { createFakeRuntime, type FakeRuntime } from './fake-runtime.ts';
import { silentLog } from '../../system/testing/silent-log.ts';

/** A reconciler over a real store in memory, an engine and a runtime that do as they are told, and a clock that is turned by hand. */
export interface Bench {
  readonly reconciler: Reconciler;
  readonly runtime: FakeRuntime;
  readonly queue: WorkQueue;
  readonly clock: { ms: number };
  /** What the engine makes is to be renewed after `lifeMs`; null: never. */
  readonly certificates: { lifeMs: number | null; renewals: number; needRestarts: boolean };
  /** Names of the points that the work has passed. */
  readonly passed: string[];
  /** What was logged as an error. */
  readonly failures: string[];
  /** What was told to owners: instance, kind, sentence. */
  readonly events: (readonly [instanceId: string, kind: string, text: string])[];
  /** Puts an instance into the store with its task; the reconciler is not told. */
  order(id: string): Promise<void>;
  /** Asks for something else, as an owner does, and waits until all is still. */
  request(id: string, status: InstanceStatus): Promise<void>;
  /** Asks for another version. */
  upgrade(id: string): Promise<void>;
  started(): Promise<void>;
  /** Another control plane over the same store and runtime. */
  startAgain(): Promise<void>;
  find(id: string): Promise<Instance | null>;
  taskEnds(id: string): Promise<readonly (readonly [status: string, reason: string | null])[]>;
  /** Runs in each step of this name. */
  onStep(step: string, run: () => void): void;
  /** Holds the next step of this name until it is released. */
  hold(step: string): { isReached(): boolean; release(): void };
  workersIn(id: string): number;
  mostWorkersIn(id: string): number;
  /** Waits until nothing happens any more without time passing. */
  settled(): Promise<void>;
  advance(ms: number): Promise<void>;
  /** Every write of a worker ends so, until null. */
  refuseWrites(error: Error | null): void;
}

const project = 'project';
const members = ['node-1', 'node-2'] as const;

export async function createBench(t: TestContext): Promise<Bench> {
  t.mock.timers.reset();
  t.mock.timers.enable({ apis: ['setTimeout', 'setInterval'] });
  const clock = { ms: 1_000_000 };
  const nowMs = () => clock.ms;
  const { store, workQueue, close } = await openStore(':memory:', createSeal(new Uint8Array(32)));
  t.after(close);
  await store.identity.saveAccount({ id: 'account', name: 'account' });
  await store.identity.saveProject({ id: project, accountId: 'account', name: project });
  const passed: string[] = [];
  const failures: string[] = [];
  const events: (readonly [string, string, string])[] = [];
  const runners = new Map<string, () => void>();
  const held = new Map<string, { reached: boolean; readonly free: Promise<void> }>();
  const inWork = new Map<string, { now: number; most: number }>();
  const releases: (() => void)[] = [];
  let refusal: Error | null = null;

  /** What every step does, whoever calls it. A held one is released early where its signal aborts. */
  async function take(step: string, id: string, signal?: AbortSignal): Promise<void> {
    const count = inWork.get(id) ?? { now: 0, most: 0 };
    count.now += 1;
    count.most = Math.max(count.most, count.now);
    inWork.set(id, count);
    try {
      runners.get(step)?.();
      const gate = held.get(step);
      if (gate === undefined) return;
      held.delete(step);
      gate.reached = true;
      const aborted = Promise.withResolvers<never>();
      signal?.addEventListener('abort', () => aborted.reject(signal.reason as Error));
      await Promise.race([gate.free, aborted.promise]);
    } finally {
      count.now -= 1;
    }
  }

  const runtime = createFakeRuntime(nowMs);
  runtime.onCall = (call, id) => take(call === 'remove' ? 'removeMembers' : call, id);

  const certificates: Bench['certificates'] = { lifeMs: null, renewals: 0, needRestarts: false };
  const certificate = (): [string, string][] =>
    certificates.lifeMs === null ? [] : [['renew-at', String(nowMs() + certificates.lifeMs)]];

  const engine: Engine = {
    layout: () => ({ members, ports: [], ipv6Listeners: [], endpoints: () => [] }),
    // For a version, not for an instance.
    install: (_version, signal) => take('installEngine', '', signal),
    async createSecrets({ id }) {
      await take('createSecrets', id);
      return new Map([['password', 'secret'], ...certificate()]);
    },
    async renewSecrets(instance, _addresses, secrets, mayRestart) {
      if (certificates.needRestarts && !mayRestart) return new Map();
      const dueMs = engine.renewalMs(instance, secrets);
      if (dueMs === null || dueMs > nowMs()) return new Map();
      certificates.renewals += 1;
      return new Map(certificate());
    },
    renewalMs: (_instance, secrets) => (secrets.has('renew-at') ? Number(secrets.get('renew-at')) : null),
    limitFiles: () => new Map(),
    dataFolders: () => new Map(),
    topicUse: () => ({ topics: 0, partitions: 0, replicas: 0 }),
    storageUse: () => ({ usedBytes: 0, leavingBytes: 0, messageBytes: 0 }),
    deleteOldest: async () => 'nothing-left',
    endDeletion: async () => {},
    nextStage: ({ from, stagesDone }) => (stagesDone < 2 ? { from, stagesDone: stagesDone + 1 } : null),
    plan: async ({ instance: { id, spec } }) => [
      ...((spec.versionChange ?? null) === null
        ? []
        : [
            {
              kind: 'action',
              name: `stage${spec.versionChange?.stagesDone}`,
              run: () => take('stage', id),
            } as const,
          ]),
      {
        kind: 'members',
        name: 'startNodes',
        restart: null,
        members: members.map((name) => ({
          name,
          files: [],
          executable: '/nowhere',
          arguments: [],
          stopGraceMs: 0,
          stopOrder: 1,
          restartDelayMs: 0,
        })),
        async awaitReady(name, signal) {
          if (name === members[0]) await take('startNodes', id, signal);
          signal.throwIfAborted();
          if (!runtime.running(id).includes(name)) throw new Error(`${name} does not run.`);
        },
      },
      { kind: 'action', name: 'proveReady', run: (signal) => take('proveReady', id, signal) },
    ],
  };

  /** The queue with the two places that no engine sees: the report of readiness, and a disk that is full. */
  const queue: WorkQueue = {
    ...workQueue,
    async report(claim, event, reason, atMs) {
      if (refusal !== null) throw refusal;
      await workQueue.report(claim, event, reason, atMs);
      if (event === 'proven-ready') await take('reportReady', claim.instance.id);
    },
    ...refusing('claim'),
    ...refusing('extend'),
    ...refusing('release'),
    ...refusing('beginStep'),
    ...refusing('endStep'),
    ...refusing('saveSecrets'),
    ...refusing('wake'),
  };

  function refusing<Name extends keyof WorkQueue>(name: Name): Pick<WorkQueue, Name> {
    const call = workQueue[name] as (...args: unknown[]) => Promise<unknown>;
    const refuse = (...args: unknown[]) => (refusal === null ? call(...args) : Promise.reject(refusal));
    return { [name]: refuse } as unknown as Pick<WorkQueue, Name>;
  }

  const newReconciler = (owner: string) =>
    createReconciler({
      owner,
      queue,
      runtime,
      engines: { kafka: engine },
      startSlots: createStartSlots(2),
      nowMs,
      log: {
        ...silentLog,
        error: (fields, message) => {
          const { error } = fields as { error?: Error };
          failures.push(`${message} ${error?.message ?? ''}`);
        },
      },
      limitsOf: async () => ({
        producedBytesPerSecond: 1,
        fetchedBytesPerSecond: 1,
        partitions: 1,
        countsReplicas: false,
        topics: null,
        refusesWrites: false,
        messageBytesUntilFull: new Map(),
        admitted: [],
        admittedAlone: {},
        admittedToPublic: null,
      }),
      events: { record: async (id, { kind, text }) => void events.push([id, kind, text]) },
      onReady: () => {},
      onRemoved: () => {},
      atPoint: (point) => void passed.push(point),
    });
  let reconciler = newReconciler('first');
  t.after(async () => {
    for (const release of releases) release();
    await reconciler.stop();
  });

  async function started(): Promise<void> {
    await reconciler.start();
    await settled();
  }

  return {
    get reconciler() {
      return reconciler;
    },
    runtime,
    queue,
    clock,
    certificates,
    passed,
    failures,
    events,
    settled,
    started,

    async order(id) {
      const instance = { ...testInstance(), id, projectId: project, name: id, createdAtMs: clock.ms };
      await store.instances.insert(instance, true);
      await store.tasks.insert(task(id, 'create', clock.ms));
    },

    async request(id, status) {
      await store.instances.request(id, status, clock.ms);
      reconciler.wake(id);
      await settled();
    },

    async upgrade(id) {
      const instance = await store.instances.find(project, id);
      if (instance === null) throw new Error(`There is no ${id}.`);
      const changing = withSpec(instance, { versionChange: { from: instance.version, stagesDone: 0 } });
      await store.instances.update({ ...changing, version: '2.4.1' }, clock.ms);
      await store.instances.request(id, 'restarting', clock.ms);
      reconciler.wake(id);
      await settled();
    },

    async startAgain() {
      reconciler = newReconciler('second');
      await started();
    },

    find: (id) => store.instances.find(project, id),

    async taskEnds(id) {
      const { tasks } = await store.tasks.list(project, id, {}, { offset: 0, limit: 10 });
      return tasks.map(({ status, reason }) => [status, reason] as const);
    },

    onStep: (step, run) => void runners.set(step, run),

    hold(step) {
      const { promise: free, resolve: release } = Promise.withResolvers<void>();
      const gate = { reached: false, free };
      held.set(step, gate);
      releases.push(release);
      return { isReached: () => gate.reached, release };
    },

    workersIn: (id) => inWork.get(id)?.now ?? 0,
    mostWorkersIn: (id) => inWork.get(id)?.most ?? 0,

    async advance(ms) {
      const partMs = 250;
      for (let passedMs = 0; passedMs < ms; passedMs += partMs) {
        clock.ms += partMs;
        t.mock.timers.tick(partMs);
        await settled();
      }
    },

    refuseWrites(error) {
      refusal = error;
    },
  };
}

function task(instanceId: string, kind: 'create', atMs: number) {
  return {
    id: `${kind}-${instanceId}`,
    instanceId,
    projectId: project,
    kind,
    status: 'created',
    reason: null,
    createdByUserId: 'user',
    createdByUserName: 'user',
    createdAtMs: atMs,
    updatedAtMs: atMs,
  } as const;
}

/** All that the bench sets off runs in microtasks, so that a few turns of the event loop are enough. */
async function settled(): Promise<void> {
  for (let turn = 0; turn < 10; turn += 1) await new Promise(setImmediate);
}
