import type { JarCache } from '../artifacts/jar-cache.ts';
import { loadEngineLock } from '../artifacts/engine-lock.ts';
import type { Engine } from '../engine.ts';
import type { JavaInstallation } from '../java/find-java.ts';
import { clusterLayout } from './cluster-layout.ts';
import { clusterPlan } from './cluster-plan.ts';
import { createClusterSecrets } from './cluster-secrets.ts';
import type { KafkaInstallation } from './kafka-installation.ts';
import { kafkaVersion } from './versions.ts';

export interface KafkaEngineParts {
  readonly jarCache: JarCache;
  /** @throws EngineUnavailableError where there is no Java of that major version */
  readonly findJava: (major: number) => Promise<JavaInstallation>;
  readonly nowMs: () => number;
}

/** Apache Kafka with a ZooKeeper ensemble of its own per instance. */
export function createKafkaEngine({ jarCache, findJava, nowMs }: KafkaEngineParts): Engine {
  /** By lock name; what `install` has found. */
  const installations = new Map<string, KafkaInstallation>();

  return {
    layout: clusterLayout,

    async install(asked, signal, onProgress) {
      const options = onProgress === undefined ? { signal } : { signal, onProgress };
      const version = kafkaVersion(asked);
      const java = await findJava(version.javaMajor);
      const brokerClasspath = await jarCache.ensure(loadEngineLock(version.lockName), options);
      const zooKeeperClasspath = await jarCache.ensure(loadEngineLock(version.metadata.lockName), options);
      installations.set(version.lockName, {
        javaExecutable: java.executable,
        brokerClasspath,
        zooKeeperClasspath,
      });
    },

    createSecrets: (instance, addresses) => createClusterSecrets(instance, addresses, nowMs()),

    plan(cluster) {
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
