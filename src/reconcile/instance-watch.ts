import type { EngineName, Instance } from '../domain/instance/instance.ts';
import type { EventKind } from '../domain/event/event.ts';
import type { Events } from '../domain/event/events.ts';
import { memberAddresses } from '../domain/instance/member-addresses.ts';
import type { InstanceLimits } from '../domain/limits/instance-limits.ts';
import {
  bytesToDelete,
  capacityBytes,
  isFull,
  measureAgainInMs,
  storageNotMeasured,
  type StorageState,
} from '../domain/limits/storage.ts';
import { overshoots, type TopicUse } from '../domain/limits/topic-use.ts';
import type { ClusterSecrets, Engine } from '../engines/engine.ts';
import type { FoundFile, Runtime } from '../runtimes/runtime.ts';
import type { Log } from '../system/log.ts';
import type { WorkQueue } from './work-queue.ts';

/** Measures what running instances have on their disks, acts where they are full, and hands members their limits as they are by now. */
export interface InstanceWatch {
  /** Takes up all running instances. */
  start(): Promise<void>;
  /** Something about an instance changed, such as the rules of its security group: looks at once. */
  look(instance: Pick<Instance, 'id' | 'projectId'>): void;
  /** As it was measured last; 0 where it was not measured yet. */
  usedBytes(instanceId: string): number;
  /** As it was measured last. */
  storageOf(instanceId: string): StorageState;
  stop(): Promise<void>;
}

export interface InstanceWatchParts {
  readonly queue: Pick<WorkQueue, 'instancesOf'>;
  readonly runtime: Pick<Runtime, 'observe' | 'listFiles' | 'writeFiles'>;
  readonly engines: Readonly<
    Record<
      EngineName,
      Pick<Engine, 'limitFiles' | 'dataFolders' | 'storageUse' | 'topicUse' | 'deleteOldest'>
    >
  >;
  readonly findInstance: (projectId: string, id: string) => Promise<Instance | null>;
  readonly secretsOf: (instanceId: string) => Promise<ClusterSecrets>;
  readonly limitsOf: (instance: Instance) => Promise<InstanceLimits>;
  readonly bytesPerGb: number;
  readonly events: Events;
  readonly log: Log;
}

interface Watched {
  readonly id: string;
  readonly projectId: string;
  usedBytes: number;
  /** The kinds of limits that are overshot, each told once. */
  overshot: readonly EventKind[];
  state: StorageState;
  /** What is under way, and whether it has to be done once more after that. */
  looking: Promise<void> | null;
  again: boolean;
  timer: NodeJS.Timeout | undefined;
  /** Said once, not at each look. */
  complaint: string;
}

const becameFull = {
  kind: 'storage-full',
  text: 'The storage is full: producers are refused until there is room.',
} as const;
const becameFree = {
  kind: 'storage-free',
  text: 'The storage has room: producers are admitted again.',
} as const;
const madeRoom = {
  kind: 'storage-deleted',
  text: 'The storage was full: the oldest messages were deleted to make room.',
} as const;

const deletionLimitMs = 5000;
const retryMs = 5000;

export function createInstanceWatch(parts: InstanceWatchParts): InstanceWatch {
  const { queue, runtime, engines, findInstance, secretsOf, limitsOf, bytesPerGb, events, log } = parts;
  const watched = new Map<string, Watched>();
  let stopping = false;

  function look(one: Watched): void {
    if (stopping) return;
    if (one.looking !== null) {
      one.again = true;
      return;
    }
    clearTimeout(one.timer);
    one.looking = lookAndWait(one);
  }

  async function lookAndWait(one: Watched): Promise<void> {
    const againInMs = await lookOnce(one);
    one.looking = null;
    if (againInMs === null) watched.delete(one.id);
    else if (one.again) {
      one.again = false;
      look(one);
    } else if (!stopping) {
      one.timer = setTimeout(() => look(one), againInMs);
      one.timer.unref();
    }
  }

  /** Answers when to look again, or null where there is nothing to look at. */
  async function lookOnce(one: Watched): Promise<number | null> {
    try {
      const instance = await findInstance(one.projectId, one.id);
      if (instance === null || instance.status === 'deleting') return null;
      const againInMs = await measure(one, instance);
      await writeLimits(instance);
      one.complaint = '';
      return againInMs;
    } catch (error) {
      const complaint = String(error);
      if (complaint !== one.complaint) {
        log.warn(
          { error, instanceId: one.id },
          'An instance could not be measured or told its limits; trying again.',
        );
      }
      one.complaint = complaint;
      return retryMs;
    }
  }

  async function measure(one: Watched, instance: Instance): Promise<number> {
    const engine = engines[instance.engine];
    const { spec } = instance;
    const capacity = capacityBytes(spec, bytesPerGb);
    const files = new Map<string, readonly FoundFile[]>();
    for (const [member, folder] of engine.dataFolders(instance)) {
      files.set(member, await runtime.listFiles(instance.id, member, folder));
    }
    await tellOvershoots(one, instance, engine.topicUse(files.values()));
    const use = engine.storageUse(files.values());
    one.usedBytes = use.usedBytes;
    const isTooMuch = isFull(use, capacity, one.state.isFull);
    const refuses =
      isTooMuch && (spec.atCapacity === 'refuse-writes' || (await cannotShrink(one, instance, files)));
    if (refuses !== one.state.isFull) await events.record(one.id, refuses ? becameFull : becameFree);
    one.state = { isFull: refuses, roomBytes: capacity - use.usedBytes };
    return measureAgainInMs(use, spec, capacity);
  }

  async function tellOvershoots(one: Watched, { spec }: Instance, use: TopicUse): Promise<void> {
    const found = overshoots(use, spec);
    for (const happening of found) {
      if (!one.overshot.includes(happening.kind)) await events.record(one.id, happening);
    }
    one.overshot = found.map(({ kind }) => kind);
  }

  /** Has the oldest data deleted where there is too much. True where there is nothing to delete. */
  async function cannotShrink(
    one: Watched,
    instance: Instance,
    files: ReadonlyMap<string, readonly FoundFile[]>,
  ): Promise<boolean> {
    const engine = engines[instance.engine];
    const tooMuch = bytesToDelete(
      engine.storageUse(files.values()),
      capacityBytes(instance.spec, bytesPerGb),
    );
    if (tooMuch === 0) return one.state.isFull;
    const addresses = memberAddresses(instance);
    const secrets = await secretsOf(instance.id);
    const cluster = { instance, addresses, secrets, users: [], removedUsers: [] };
    const outcome = await engine.deleteOldest(cluster, files, tooMuch, AbortSignal.timeout(deletionLimitMs));
    if (outcome === 'under-way') await events.record(one.id, madeRoom);
    return outcome === 'nothing-left';
  }

  async function writeLimits(instance: Instance): Promise<void> {
    if (instance.endpoints.length === 0) return;
    const limits = await limitsOf(instance);
    const started = await runtime.observe(instance.id);
    for (const [member, files] of engines[instance.engine].limitFiles(instance, limits)) {
      if (started.has(member)) await runtime.writeFiles(instance.id, member, files);
    }
  }

  function take({ id, projectId }: Pick<Instance, 'id' | 'projectId'>): void {
    const known = watched.get(id);
    const one: Watched = known ?? {
      id,
      projectId,
      usedBytes: 0,
      overshot: [],
      state: storageNotMeasured,
      looking: null,
      again: false,
      timer: undefined,
      complaint: '',
    };
    watched.set(id, one);
    look(one);
  }

  return {
    async start() {
      for await (const instance of queue.instancesOf('running')) take(instance);
    },
    look: take,
    usedBytes: (instanceId) => watched.get(instanceId)?.usedBytes ?? 0,
    storageOf: (instanceId) => watched.get(instanceId)?.state ?? storageNotMeasured,
    async stop() {
      stopping = true;
      for (const { timer } of watched.values()) clearTimeout(timer);
      for (const { looking } of watched.values()) await looking;
    },
  };
}
