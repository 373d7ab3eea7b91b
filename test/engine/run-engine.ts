import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import type { Instance } from '../../src/domain/instance/instance.ts';
import type { Cluster, ClusterSecrets, Engine } from '../../src/engines/engine.ts';
import { createProcessRuntime } from '../../src/runtimes/process/process-runtime.ts';
import { memoryAddressBook } from '../../src/runtimes/process/testing/memory-address-book.ts';
import type { MemberSpec, Runtime } from '../../src/runtimes/runtime.ts';
import { silentLog } from '../../src/system/testing/silent-log.ts';
import { restartOutdated } from './restart-outdated.ts';

/** A cluster of real processes, brought up by the engine's plan and kept alive as the reconciler does. */
export interface RunningEngine<Own extends Instance> {
  /** As it is wanted by now. */
  readonly cluster: Cluster<Own>;
  /** The names of the steps that were taken, in order. */
  readonly steps: readonly string[];
  /**
   * Runs the plan again, as it is done after a crash of the control plane, or where the owner wants something else from now on:
   * brokers that cannot change it while they run are restarted one by one.
   */
  bringUp(signal: AbortSignal, changes?: Partial<Cluster<Own>>): Promise<void>;
  /** What the engine would replace by now. */
  renewSecrets(): Promise<ClusterSecrets>;
  pidOf(memberName: string): Promise<number>;
  /** Ends a member as a crash does; resolves once it is gone. It comes back after its delay. */
  kill(memberName: string): Promise<void>;
  /** Stops a member, which stays away until `bringUp`. */
  stop(memberName: string): Promise<void>;
  /** Ends these members at once as a crash does; they stay away until `bringUp`. */
  killForLong(memberNames: readonly string[]): Promise<void>;
  /** Stops all members in their order, as a server does that ends; they stay away until `bringUp`. Answers milliseconds. */
  stopAll(): Promise<number>;
  directoryOf(memberName: string): string;
  readonly runtime: Runtime;
  readonly engine: Engine<Own>;
  /** All that started, by name. */
  readonly memberNames: readonly string[];
  /** Milliseconds that the members took to stop. */
  dispose(): Promise<number>;
}

/** Starts the instance's cluster; its members are ended and its directories gone when that fails. */
export async function runEngine<Own extends Instance>(
  engine: Engine<Own>,
  instance: Own,
  wanted: Pick<Cluster<Own>, 'users' | 'limits'>,
  signal: AbortSignal,
): Promise<RunningEngine<Own>> {
  const dataDir = await mkdtemp(join(tmpdir(), 'polybroker-engine-'));
  const runtime = await createProcessRuntime({
    dataDir,
    addressBook: memoryAddressBook(),
    reservationsDir: join(tmpdir(), 'polybroker-addresses'),
    nowMs: Date.now,
    log: silentLog,
  });
  await runtime.adopt(new Set());
  const closing = new AbortController();

  const directoryOf = (memberName: string) => join(dataDir, 'instances', instance.id, memberName);

  async function dispose(): Promise<number> {
    const beganMs = performance.now();
    closing.abort();
    await runtime.remove(instance.id);
    const stoppedMs = performance.now() - beganMs;
    await runtime.close('stop');
    await rm(dataDir, { recursive: true, force: true });
    return stoppedMs;
  }

  try {
    await engine.install(instance.version, signal);
    const layout = engine.layout(instance);
    const addresses = await runtime.reserveAddresses(instance.id, layout.members, layout.ports);
    const ipv6Ports = await runtime.reserveIpv6Ports(instance.id, layout.ipv6Listeners);
    const made = await engine.createSecrets(instance, addresses);
    let cluster: Cluster<Own> = {
      instance,
      addresses,
      ipv6Ports,
      secrets: made,
      ...wanted,
      removedUsers: [],
    };
    const steps: string[] = [];
    const members = new Map<string, MemberSpec>();
    runtime.onExit(({ memberName }) => {
      void startAgain(runtime, instance.id, () => members.get(memberName), closing.signal);
    });
    const bringUp = async (until: AbortSignal, changes: Partial<Cluster<Own>> = {}): Promise<void> => {
      cluster = { ...cluster, ...changes };
      for (const step of await engine.plan(cluster)) {
        steps.push(step.name);
        if (step.kind === 'action') {
          await step.run(until);
          continue;
        }
        if (step.kind === 'files') {
          const started = await runtime.observe(instance.id);
          for (const [member, files] of step.files) {
            if (started.has(member)) await runtime.writeFiles(instance.id, member, files);
          }
          continue;
        }
        for (const member of step.members) members.set(member.name, member);
        await restartOutdated(runtime, engine, cluster.instance, step, until);
        for (const member of step.members) await startAgain(runtime, instance.id, () => member, until);
        await Promise.all(step.members.map((member) => step.awaitReady(member.name, until)));
      }
      cluster = { ...cluster, removedUsers: [] };
    };
    await bringUp(signal);
    return {
      get cluster() {
        return cluster;
      },
      steps,
      bringUp,
      renewSecrets: () => engine.renewSecrets(instance, addresses, cluster.secrets, true),
      pidOf: (memberName) => pidOf(runtime, instance.id, memberName),
      kill: (memberName) => kill(runtime, instance.id, memberName),
      stop: (memberName) => runtime.stop(instance.id, memberName),
      async killForLong(memberNames) {
        for (const name of memberNames) members.delete(name);
        await Promise.all(memberNames.map((name) => kill(runtime, instance.id, name)));
      },
      stopAll: () => stopAll(runtime, instance.id, [...members.values()]),
      get memberNames() {
        return [...members.keys()];
      },
      directoryOf,
      runtime,
      engine,
      dispose,
    };
  } catch (error) {
    await dispose();
    throw error;
  }
}

async function startAgain(
  runtime: Runtime,
  instanceId: string,
  memberNow: () => MemberSpec | undefined,
  closing: AbortSignal,
): Promise<void> {
  while (!closing.aborted) {
    // As it is wanted by now: its limits may have changed since it ended.
    const member = memberNow();
    if (member === undefined) return;
    const outcome = await runtime.start(instanceId, member);
    if (outcome.kind !== 'held-back') return;
    await delay(Math.max(1, outcome.untilMs - Date.now()), undefined, { signal: closing }).catch(
      () => undefined,
    );
  }
}

async function stopAll(
  runtime: Runtime,
  instanceId: string,
  members: readonly MemberSpec[],
): Promise<number> {
  const beganMs = performance.now();
  const orders = [...new Set(members.map(({ stopOrder }) => stopOrder))].toSorted((one, two) => two - one);
  for (const order of orders) {
    const together = members.filter(({ stopOrder }) => stopOrder === order);
    await Promise.all(together.map(({ name }) => runtime.stop(instanceId, name)));
  }
  return performance.now() - beganMs;
}

async function kill(runtime: Runtime, instanceId: string, memberName: string): Promise<void> {
  const pid = await pidOf(runtime, instanceId, memberName);
  process.kill(pid, 'SIGKILL');
  for (;;) {
    const now = (await runtime.observe(instanceId)).get(memberName);
    if (now?.state === 'exited' || now?.pid !== pid) return;
    await delay(20);
  }
}

async function pidOf(runtime: Runtime, instanceId: string, memberName: string): Promise<number> {
  const pid = (await runtime.observe(instanceId)).get(memberName)?.pid;
  if (pid === undefined || pid === null) throw new Error(`${memberName} does not run.`);
  return pid;
}
