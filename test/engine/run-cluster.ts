import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import type { KafkaInstance } from '../../src/domain/instance/instance.ts';
import { kafkaLimits } from '../../src/domain/limits/instance-limits.ts';
import { storageNotMeasured } from '../../src/domain/limits/storage.ts';
import { createJarCache } from '../../src/engines/artifacts/jar-cache.ts';
import type { Engine } from '../../src/engines/engine.ts';
import { createClassArchives } from '../../src/engines/java/class-archives.ts';
import type { JavaInstallation } from '../../src/engines/java/find-java.ts';
import { createJavaProvider } from '../../src/engines/java/provide-java.ts';
import { ensureBrokerJar } from '../../src/engines/kafka/broker-jar.ts';
import { dataFolder } from '../../src/engines/kafka/cluster-layout.ts';
import { createKafkaEngine } from '../../src/engines/kafka/kafka-engine.ts';
import { usersOf } from '../../src/engines/kafka/testing/test-cluster.ts';
import { kafkaVersion } from '../../src/engines/kafka/versions.ts';
import { everyoneRule } from '../support/everyone-rule.ts';
import { runEngine, type RunningEngine } from './run-engine.ts';

/** A Kafka cluster of real processes. */
export interface RunningCluster extends Omit<RunningEngine<KafkaInstance>, 'stopAll'> {
  /** What the brokers run on. */
  readonly java: JavaInstallation;
  /** Stops all members in their order, as a server does that ends; they stay away until `bringUp`. */
  stopAll(): Promise<StoppedCluster>;
}

export interface StoppedCluster {
  readonly stoppedMs: number;
  /** Brokers that have marked their logs as complete, as they do where they end by themselves. */
  readonly cleanlyStopped: number;
}

/**
 * Starts the instance's cluster, on the Java that its version prefers or on one of `javaMajor`; its members are ended and its
 * directories gone when that fails. The engine's clock stands at `clock.nowMs` while that is set.
 */
export async function runCluster(
  instance: KafkaInstance,
  userPassword: string | null,
  signal: AbortSignal,
  javaMajor?: number,
  clock: { readonly nowMs?: number } = {},
  bytesPerGb: number = 1024 ** 3,
): Promise<RunningCluster> {
  const java = javaProvider(javaMajor);
  const engine = kafkaEngine(java, () => clock.nowMs ?? Date.now(), bytesPerGb);
  const wanted = {
    users: usersOf(instance, userPassword ?? ''),
    limits: kafkaLimits(instance.spec, [everyoneRule], storageNotMeasured),
  };
  const running = await runEngine(engine, instance, wanted, signal);
  const own = {
    java: await java(kafkaVersion(instance.version).javaMajors, signal),
    async stopAll() {
      const stoppedMs = await running.stopAll();
      const marks = running.memberNames.map((name) =>
        join(running.directoryOf(name), dataFolder, '.kafka_cleanshutdown'),
      );
      return { stoppedMs, cleanlyStopped: marks.filter(existsSync).length };
    },
  };
  // Not a copy: its cluster changes.
  return Object.assign(Object.create(running) as typeof running, own);
}

/** A Java of one of these major versions. */
export type ProvideJava = (majors: readonly number[], signal: AbortSignal) => Promise<JavaInstallation>;

/** Where a server keeps jars and what it has compiled. */
export function cacheDirectory(): string {
  const caches = process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache');
  return process.env['POLYBROKER_CACHE_DIR'] ?? join(caches, 'polybroker');
}

export function javaProvider(major?: number): ProvideJava {
  const java = createJavaProvider({ cacheDirectory: cacheDirectory(), environment: process.env });
  return (majors, signal) => java.provide(major === undefined ? majors : [major], signal);
}

function kafkaEngine(
  provideJava: ProvideJava,
  nowMs: () => number,
  bytesPerGb: number,
): Engine<KafkaInstance> {
  const jarCache = createJarCache({ directory: cacheDirectory() });
  const directory = join(cacheDirectory(), 'jvm');
  return createKafkaEngine({
    bytesPerGb,
    classArchives: createClassArchives(cacheDirectory()),
    jarCache,
    provideJava,
    brokerJar: (javaExecutable, signal) => ensureBrokerJar({ jarCache, directory, javaExecutable, signal }),
    nowMs,
  });
}
