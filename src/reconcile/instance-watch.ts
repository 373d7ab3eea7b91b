import type { ClusterSpec, Instance } from '../domain/instance/instance.ts';
import type { EventKind, InstanceHappening } from '../domain/event/event.ts';
import type { Events } from '../domain/event/events.ts';
import type { InstanceLimits } from '../domain/limits/instance-limits.ts';
import {
  bytesToDelete,
  type Capacity,
  capacityOf,
  inputRateOf,
  isFull,
  measureAgainInMs,
  messageBytesUntilFull,
  storageNotMeasured,
  type StorageState,
  type StorageUse,
} from '../domain/limits/storage.ts';
import { overshoots, type TopicUse } from '../domain/limits/topic-use.ts';
import { type Cluster, engineOf, type Engines } from '../engines/engine.ts';
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
  readonly engines: Engines<
    'limitFiles' | 'dataFolders' | 'storageUse' | 'topicUse' | 'deleteOldest' | 'endDeletion'
  >;
  readonly findInstance: (projectId: string, id: string) => Promise<Instance | null>;
  /** With the addresses of all members and the secrets; users are of no interest. */
  readonly clusterOf: (instance: Instance) => Promise<Cluster>;
  readonly limitsOf: (instance: Instance) => Promise<InstanceLimits>;
  readonly bytesPerGb: number;
  readonly events: Events;
  readonly log: Log;
}

interface Measured {
  readonly use: StorageUse;
  readonly capacity: Capacity;
  /** Of each member's data folder. */
  readonly files: ReadonlyMap<string, readonly FoundFile[]>;
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
  /** Something may be set for the time of a deletion that has to be taken back: also by an earlier control plane. */
  mayHaveDeleted: boolean;
  /** What was said last, so that it is not said at each look. */
  complaint: string;
  complains: boolean;
}

function stateEvent(refuses: boolean, atCapacity: ClusterSpec['atCapacity']): InstanceHappening {
  if (!refuses) {
    return { kind: 'storage-free', text: 'The storage has room: producers are admitted again.' };
  }
  const what =
    atCapacity === 'refuse-writes'
      ? 'The storage is full'
      : 'The storage is full of what may not be deleted (compacted topics, segments that are being written)';
  return { kind: 'storage-full', text: `${what}: producers are refused until there is room.` };
}

const madeRoom = {
  kind: 'storage-deleted',
  text: 'The storage was full: the oldest messages were deleted to make room.',
} as const;

const deletionLimitMs = 5000;
const retryMs = 5000;

export function createInstanceWatch(parts: InstanceWatchParts): InstanceWatch {
  const { queue, runtime, engines, findInstance, clusterOf, limitsOf, bytesPerGb, events, log } = parts;
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
      one.complains = false;
      const { use, capacity, files } = await measure(one, instance);
      // Before anything that takes seconds: producers are slowed down by this.
      await writeLimits(instance);
      const { isFull: wasFull } = one.state;
      await act(one, instance, files, use, capacity);
      if (one.state.isFull !== wasFull) await writeLimits(instance);
      if (!one.complains) one.complaint = '';
      return measureAgainInMs(use, inputRateOf(instance), capacity);
    } catch (error) {
      complain(one, error, 'An instance could not be measured or told its limits; trying again.');
      return retryMs;
    }
  }

  async function measure(one: Watched, instance: Instance): Promise<Measured> {
    const engine = engineOf(engines, instance);
    const capacity = capacityOf(instance.spec, bytesPerGb);
    const found = [...engine.dataFolders(instance)].map(
      async ([member, folder]) => [member, await runtime.listFiles(instance.id, member, folder)] as const,
    );
    const files = new Map(await Promise.all(found));
    await tellOvershoots(one, instance, engine.topicUse(files.values()));
    const use = engine.storageUse(files.values());
    const stored = new Map(
      [...files].map(([member, ofMember]) => [member, engine.storageUse([ofMember]).messageBytes]),
    );
    const roomBytes = capacity.bytes - use.usedBytes;
    one.usedBytes = use.usedBytes;
    one.state = {
      isFull: one.state.isFull,
      roomBytes,
      messageBytesUntilFull: messageBytesUntilFull(stored, roomBytes, capacity, inputRateOf(instance)),
    };
    return { use, capacity, files };
  }

  async function tellOvershoots(one: Watched, instance: Instance, use: TopicUse): Promise<void> {
    // RocketMQ's topics and groups are made by the control plane alone, which keeps to their limits.
    if (instance.engine !== 'kafka') return;
    const found = overshoots(use, instance.spec);
    for (const happening of found) {
      if (!one.overshot.includes(happening.kind)) await events.record(one.id, happening);
    }
    one.overshot = found.map(({ kind }) => kind);
  }

  /** Has old messages deleted where there is too much, and decides whether producers are refused. */
  async function act(
    one: Watched,
    instance: Instance,
    files: Measured['files'],
    use: StorageUse,
    capacity: Capacity,
  ): Promise<void> {
    const { atCapacity } = instance.spec;
    const tooMuch = atCapacity === 'delete-oldest' ? bytesToDelete(use, capacity) : 0;
    let refuses = isFull(use, capacity, one.state.isFull);
    if (tooMuch > 0) refuses = !(await shrink(one, instance, files, tooMuch));
    else if (atCapacity === 'delete-oldest') refuses &&= one.state.isFull;
    if (refuses !== one.state.isFull) await events.record(one.id, stateEvent(refuses, atCapacity));
    one.state = { ...one.state, isFull: refuses };
    if (tooMuch === 0) await endDeletion(one, instance);
  }

  /**
   * Has the oldest data deleted. False where nothing may be. Where it fails it stays as it was: producers are slow where there is no
   * room, and brokers stop them by themselves before the disk is full.
   */
  async function shrink(
    one: Watched,
    instance: Instance,
    files: Measured['files'],
    bytes: number,
  ): Promise<boolean> {
    one.mayHaveDeleted = true;
    try {
      const limit = AbortSignal.timeout(deletionLimitMs);
      const cluster = await clusterOf(instance);
      const outcome = await engineOf(engines, instance).deleteOldest(cluster, files, bytes, limit);
      if (outcome === 'under-way') await events.record(one.id, madeRoom);
      return outcome === 'under-way';
    } catch (error) {
      complain(one, error, 'The oldest messages of an instance could not be deleted; trying again.');
      return !one.state.isFull;
    }
  }

  async function endDeletion(one: Watched, instance: Instance): Promise<void> {
    if (!one.mayHaveDeleted || instance.endpoints.length === 0) return;
    const limit = AbortSignal.timeout(deletionLimitMs);
    await engineOf(engines, instance).endDeletion(await clusterOf(instance), limit);
    one.mayHaveDeleted = false;
  }

  /** Said once, not at each look. */
  function complain(one: Watched, error: unknown, message: string): void {
    const complaint = `${message} ${String(error)}`;
    if (complaint !== one.complaint) log.warn({ error, instanceId: one.id }, message);
    one.complaint = complaint;
    one.complains = true;
  }

  async function writeLimits(instance: Instance): Promise<void> {
    if (instance.endpoints.length === 0) return;
    const limits = await limitsOf(instance);
    const started = await runtime.observe(instance.id);
    for (const [member, files] of engineOf(engines, instance).limitFiles(instance, limits)) {
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
      mayHaveDeleted: true,
      looking: null,
      again: false,
      timer: undefined,
      complaint: '',
      complains: false,
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
