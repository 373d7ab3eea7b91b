import { join } from 'node:path';
import type { EngineParts } from './compose-kafka.ts';
import type { Config } from './config/config.ts';
import type { Instance } from './domain/instance/instance.ts';
import type { RocketmqAdministrations } from './domain/rocketmq-administration/rocketmq-administration.ts';
import type { Cluster } from './engines/engine.ts';
import { createClassArchives } from './engines/java/class-archives.ts';
import { createRocketmqAdministrations } from './engines/rocketmq/admin/rocketmq-administrations.ts';
import { createRocketmqEngine, type RocketmqEngine } from './engines/rocketmq/rocketmq-engine.ts';
import { ensureRocketmqJar } from './engines/rocketmq/rocketmq-jar.ts';

/** The RocketMQ engine with all that it installs for itself in the cache directory. */
export function composeRocketmqEngine(config: Config, { java, jarCache }: EngineParts): RocketmqEngine {
  return createRocketmqEngine({
    jarCache,
    provideJava: (majors, signal) => java.provide(majors, signal),
    rocketmqJar: (javaExecutable, signal) =>
      ensureRocketmqJar({ jarCache, directory: join(config.cacheDir, 'jvm'), javaExecutable, signal }),
    classArchives: createClassArchives(config.cacheDir),
    nowMs: Date.now,
  });
}

/** What is inside the RocketMQ clusters that the process runtime keeps. */
export function composeRocketmqAdministrations(
  clusterOf: (instance: Instance) => Promise<Cluster>,
): RocketmqAdministrations {
  return createRocketmqAdministrations({ clusterOf, nowMs: Date.now });
}
