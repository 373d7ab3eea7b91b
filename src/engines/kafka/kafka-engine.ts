import type { JarCache } from '../artifacts/jar-cache.ts';
import { loadEngineLock } from '../artifacts/engine-lock.ts';
import type { Engine } from '../engine.ts';
import type { JavaInstallation } from '../java/find-java.ts';
import { clusterLayout } from './cluster-layout.ts';
import { clusterPlan } from './cluster-plan.ts';
import { createClusterSecrets, renewalMs, renewClusterSecrets } from './cluster-secrets.ts';
import type { KafkaInstallation } from './kafka-installation.ts';
import { kafkaVersion } from './versions.ts';

export interface KafkaEngineParts {
  readonly jarCache: JarCache;
  /**
   * A Java of one of these major versions, the preferred first.
   * @throws EngineUnavailableError where there is none and none can be had
   */
  readonly provideJava: (majors: readonly number[], signal: AbortSignal) => Promise<JavaInstallation>;
  /** The jar with our own classes for brokers, compiled by this Java where it is not there yet. @throws EngineUnavailableError */
  readonly brokerJar: (javaExecutable: string, signal: AbortSignal) => Promise<string>;
  readonly nowMs: () => number;
}

/** Apache Kafka; each instance has its own ZooKeeper ensemble, or its own controllers in versions without it. */
export function createKafkaEngine({ jarCache, provideJava, brokerJar, nowMs }: KafkaEngineParts): Engine {
  /** By lock name; what `install` has found. */
  const installations = new Map<string, KafkaInstallation>();

  return {
    layout: clusterLayout,

    async install(asked, signal, onProgress) {
      const options = onProgress === undefined ? { signal } : { signal, onProgress };
      const { lockName, javaMajors, metadata } = kafkaVersion(asked);
      const java = await provideJava(javaMajors, signal);
      const brokerClasspath = await jarCache.ensure(loadEngineLock(lockName), options);
      const zooKeeperClasspath =
        metadata.kind === 'zookeeper'
          ? await jarCache.ensure(loadEngineLock(metadata.lockName), options)
          : [];
      installations.set(lockName, {
        javaExecutable: java.executable,
        brokerClasspath: [...brokerClasspath, await brokerJar(java.executable, signal)],
        zooKeeperClasspath,
      });
    },

    createSecrets: (instance, addresses) => createClusterSecrets(instance, addresses, nowMs()),
    renewSecrets: (instance, addresses, secrets) =>
      renewClusterSecrets(instance, addresses, secrets, nowMs()),
    renewalMs,

    async plan(cluster) {
      const version = kafkaVersion(cluster.instance.version);
      const installation = installations.get(version.lockName);
      if (installation === undefined) {
        throw new Error(
          `Kafka ${cluster.instance.version} was not installed in this process: call install() before plan().`,
        );
      }
      return clusterPlan(cluster, version, installation);
    },
  };
}
