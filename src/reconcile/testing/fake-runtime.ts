import type { MemberExit, Runtime, StartOutcome } from '../../runtimes/runtime.ts';

/** A runtime whose members are names in a set: they run as soon as they are started. */
export interface FakeRuntime extends Runtime {
  running(instanceId: string): readonly string[];
  wasRemoved(instanceId: string): boolean;
  /** Ends a member as a crash does. */
  crash(instanceId: string, memberName: string): void;
  /** Answers a start in the place of success. */
  onStart: (instanceId: string, memberName: string) => StartOutcome;
  /** Awaited in the call of that name. */
  onCall: (call: 'reserveAddresses' | 'remove', instanceId: string) => Promise<void>;
}

export function createFakeRuntime(nowMs: () => number): FakeRuntime {
  const members = new Map<string, Map<string, 'running' | 'exited'>>();
  const removed = new Set<string>();
  let listener: ((exit: MemberExit) => void) | null = null;
  const of = (instanceId: string) => members.get(instanceId) ?? new Map<string, 'running' | 'exited'>();

  return {
    onStart: () => ({ kind: 'started' }),
    onCall: () => Promise.resolve(),

    async reserveAddresses(instanceId, names) {
      await this.onCall('reserveAddresses', instanceId);
      return new Map(names.map((name, index) => [name, `127.90.0.${index + 1}`]));
    },

    async reserveIpv6Ports(_instanceId, names) {
      return new Map(names.map((name, index) => [name, 20_000 + index]));
    },

    async start(instanceId, { name }) {
      if (removed.has(instanceId)) throw new Error(`${name} is started after its instance was removed.`);
      if (of(instanceId).get(name) === 'running') return { kind: 'already-running' };
      const outcome = this.onStart(instanceId, name);
      if (outcome.kind === 'started') members.set(instanceId, of(instanceId).set(name, 'running'));
      return outcome;
    },

    async observe(instanceId) {
      const facts = { pid: null, startedAtMs: nowMs(), crashes: 0, startSettings: {} };
      return new Map([...of(instanceId)].map(([name, state]) => [name, { state, ...facts }]));
    },

    writeFiles: async () => {},
    listFiles: async () => [],

    async stop(instanceId, name) {
      of(instanceId).set(name, 'exited');
    },

    async remove(instanceId) {
      await this.onCall('remove', instanceId);
      removed.add(instanceId);
      members.delete(instanceId);
    },

    logTail: async () => '',
    adopt: async () => ({ adopted: 0, ended: 0 }),
    onExit(heard) {
      listener = heard;
    },
    close: async () => {},

    running: (instanceId) =>
      [...of(instanceId)]
        .filter(([, state]) => state === 'running')
        .map(([name]) => name)
        .toSorted(),
    wasRemoved: (instanceId) => removed.has(instanceId),
    crash(instanceId, memberName) {
      of(instanceId).set(memberName, 'exited');
      listener?.({ instanceId, memberName, atMs: nowMs(), cause: 'SIGKILL' });
    },
  };
}
