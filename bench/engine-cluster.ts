import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Instance, KafkaInstance } from '../src/domain/instance/instance.ts';
import type { LimitsOf } from '../src/domain/limits/instance-limits.ts';
import { createJarCache } from '../src/engines/artifacts/jar-cache.ts';
import type { Engine } from '../src/engines/engine.ts';
import { createClassArchives } from '../src/engines/java/class-archives.ts';
import { createJavaProvider } from '../src/engines/java/provide-java.ts';
import { ensureBrokerJar } from '../src/engines/kafka/broker-jar.ts';
import { createKafkaEngine, type KafkaEngine } from '../src/engines/kafka/kafka-engine.ts';
import { createStartSlots, startSlotCount } from '../src/reconcile/start-slots.ts';
import { tryMachineLock } from '../src/runtimes/process/machine-lock.ts';
import { createProcessRuntime } from '../src/runtimes/process/process-runtime.ts';
import { memoryAddressBook } from '../src/runtimes/process/testing/memory-address-book.ts';
import type { MemberSpec } from '../src/runtimes/runtime.ts';
import { silentLog } from '../src/system/testing/silent-log.ts';

/** A cluster that the engine's plan has brought up and proven. */
export interface BenchCluster {
  /** `address:port` of the brokers' plaintext listeners. */
  readonly brokers: readonly string[];
  readonly pids: readonly number[];
  readonly brokerPids: readonly number[];
  /** By member. */
  readonly pidsByName: ReadonlyMap<string, number>;
  dispose(): Promise<void>;
}

export function createBenchEngine(): KafkaEngine {
  const caches = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
  const directory = process.env['POLYBROKER_CACHE_DIR'] ?? join(caches, 'polybroker');
  const jarCache = createJarCache({ directory });
  const java = createJavaProvider({ cacheDirectory: directory, environment: process.env });
  return createKafkaEngine({
    bytesPerGb: 1024 ** 3,
    jarCache,
    classArchives: createClassArchives(directory),
    provideJava: (majors, signal) => java.provide(majors, signal),
    brokerJar: (javaExecutable, signal) =>
      ensureBrokerJar({ jarCache, directory: join(directory, 'jvm'), javaExecutable, signal }),
    nowMs: Date.now,
  });
}

/** Makes the class-data archives of the instance's version, as a server does in the background after a first start. */
export async function train(
  engine: KafkaEngine,
  instance: KafkaInstance,
  signal: AbortSignal,
): Promise<void> {
  for (;;) {
    const unlock = await tryMachineLock('class archive training');
    if (unlock !== null) {
      try {
        await engine.trainingFor(instance)?.(signal);
        return;
      } finally {
        unlock();
      }
    }
    await wait(500, undefined, { signal });
  }
}

/** Brings the instance's cluster up as the reconciler does, with each member changed by `change` first; without limits unless some are given. */
export async function startCluster<Own extends Instance>(
  engine: Engine<Own>,
  instance: Own,
  change: (member: MemberSpec) => MemberSpec,
  signal: AbortSignal,
  limits?: LimitsOf<Own>,
): Promise<BenchCluster> {
  const dataDir = await mkdtemp(join(tmpdir(), 'polybroker-bench-'));
  const runtime = await createProcessRuntime({
    dataDir,
    addressBook: memoryAddressBook(),
    reservationsDir: join(tmpdir(), 'polybroker-addresses'),
    nowMs: Date.now,
    log: silentLog,
  });
  await runtime.adopt(new Set());

  async function dispose(): Promise<void> {
    await runtime.remove(instance.id);
    await runtime.close('stop');
    await rm(dataDir, { recursive: true, force: true });
  }

  try {
    const layout = engine.layout(instance);
    const addresses = await runtime.reserveAddresses(instance.id, layout.members, layout.ports);
    const secrets = await engine.createSecrets(instance, addresses);
    const slots = createStartSlots(startSlotCount(availableParallelism()));
    const cluster = { instance, addresses, secrets, users: [], removedUsers: [] };
    for (const step of await engine.plan(limits === undefined ? cluster : { ...cluster, limits })) {
      if (step.kind === 'action') await step.run(signal);
      if (step.kind !== 'members') continue;
      const starts = step.members.map((member) =>
        slots.run(signal, async () => {
          await runtime.start(instance.id, change(member));
          await step.awaitReady(member.name, signal);
        }),
      );
      await Promise.all(starts);
    }
    const observed = [...(await runtime.observe(instance.id))];
    const pidsOf = (prefix: string) =>
      observed.flatMap(([name, { pid }]) => (pid === null || !name.startsWith(prefix) ? [] : [pid]));
    const brokers = layout
      .endpoints(addresses)
      .filter(({ listener }) => listener === 'client-plaintext')
      .map(({ address, port }) => `${address}:${port}`);
    const running = observed.flatMap(([name, { pid }]) => (pid === null ? [] : [[name, pid] as const]));
    return {
      brokers,
      pids: pidsOf(''),
      brokerPids: pidsOf('broker'),
      pidsByName: new Map(running),
      dispose,
    };
  } catch (error) {
    await dispose();
    throw error;
  }
}
