import { join } from 'node:path';
import type { RocketmqInstance } from '../../src/domain/instance/instance.ts';
import { createJarCache } from '../../src/engines/artifacts/jar-cache.ts';
import { createClassArchives } from '../../src/engines/java/class-archives.ts';
import { createRocketmqEngine, type RocketmqEngine } from '../../src/engines/rocketmq/rocketmq-engine.ts';
import { ensureRocketmqJar } from '../../src/engines/rocketmq/rocketmq-jar.ts';
import { cacheDirectory, javaProvider } from './run-cluster.ts';
import { runEngine, type RunningEngine } from './run-engine.ts';

/** A RocketMQ cluster of real processes. */
export type RunningRocketmq = RunningEngine<RocketmqInstance>;

export function runRocketmq(instance: RocketmqInstance, signal: AbortSignal): Promise<RunningRocketmq> {
  return runEngine(rocketmqEngine(), instance, { users: [] }, signal);
}

/** With what a server of this machine has fetched and compiled. */
export function rocketmqEngine(): RocketmqEngine {
  const jarCache = createJarCache({ directory: cacheDirectory() });
  const directory = join(cacheDirectory(), 'jvm');
  return createRocketmqEngine({
    jarCache,
    provideJava: javaProvider(),
    rocketmqJar: (javaExecutable, signal) =>
      ensureRocketmqJar({ jarCache, directory, javaExecutable, signal }),
    classArchives: createClassArchives(cacheDirectory()),
    nowMs: Date.now,
  });
}
