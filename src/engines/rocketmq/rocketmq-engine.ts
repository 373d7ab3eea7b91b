import type { RocketmqInstance } from '../../domain/instance/instance.ts';
import { loadEngineLock } from '../artifacts/engine-lock.ts';
import type { JarCache } from '../artifacts/jar-cache.ts';
import type { Engine } from '../engine.ts';
import type { ClassArchives } from '../java/class-archives.ts';
import type { JavaInstallation } from '../java/find-java.ts';
import { clusterLayout, dataFolder, replicasOf } from './cluster-layout.ts';
import { clusterPlan } from './cluster-plan.ts';
import { createClusterSecrets, renewalMs, renewClusterSecrets } from './cluster-secrets.ts';
import { limitsFiles } from './limits-file.ts';
import type { RocketmqInstallation } from './rocketmq-installation.ts';
import { deleteOldest, endDeletion } from './storage/deletion.ts';
import { storageUse } from './storage/storage-use.ts';
import { rocketmqVersion } from './versions.ts';

export interface RocketmqEngineParts {
  readonly jarCache: JarCache;
  /** @throws EngineUnavailableError where there is none of these and none can be had */
  readonly provideJava: (majors: readonly number[], signal: AbortSignal) => Promise<JavaInstallation>;
  /** The jar with our own main classes, compiled by this Java where it is not there yet. @throws EngineUnavailableError */
  readonly rocketmqJar: (javaExecutable: string, signal: AbortSignal) => Promise<string>;
  readonly classArchives: ClassArchives;
  readonly nowMs: () => number;
}

/** Apache RocketMQ: name servers and groups of brokers, each process in a JVM of its own. */
export function createRocketmqEngine(parts: RocketmqEngineParts): Engine<RocketmqInstance> {
  const { jarCache, provideJava, rocketmqJar, classArchives, nowMs } = parts;
  /** By lock name; what `install` has found. */
  const installations = new Map<string, RocketmqInstallation>();

  return {
    layout: clusterLayout,

    async install(asked, signal, onProgress) {
      const { lockName, javaMajors } = rocketmqVersion(asked);
      const java = await provideJava(javaMajors, signal);
      const jars = await jarCache.ensure(
        loadEngineLock(lockName),
        onProgress === undefined ? { signal } : { signal, onProgress },
      );
      const own = await rocketmqJar(java.executable, signal);
      installations.set(lockName, { java, classpath: [own, ...jars], classArchives });
    },

    createSecrets: (instance, addresses) => createClusterSecrets(instance, addresses, nowMs()),
    renewSecrets: (instance, addresses, secrets, mayRestart) =>
      renewClusterSecrets(instance, addresses, secrets, nowMs(), mayRestart),
    renewalMs,

    limitFiles: ({ spec }, limits) => limitsFiles(spec, limits),
    dataFolders: ({ spec }) => new Map(replicasOf(spec).map(({ name }) => [name, dataFolder])),
    // The control plane alone makes topics, and counts them itself.
    topicUse: () => ({ topics: 0, partitions: 0, replicas: 0 }),
    storageUse,
    deleteOldest,
    endDeletion,

    async plan(cluster) {
      const version = rocketmqVersion(cluster.instance.version);
      const installation = installations.get(version.lockName);
      if (installation === undefined) {
        throw new Error(
          `RocketMQ ${cluster.instance.version} was not installed in this process: call install() before plan().`,
        );
      }
      return Promise.resolve(clusterPlan(cluster, version, installation));
    },
  };
}
