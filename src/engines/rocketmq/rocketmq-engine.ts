import type { RocketmqInstance } from '../../domain/instance/instance.ts';
import { loadEngineLock } from '../artifacts/engine-lock.ts';
import type { JarCache } from '../artifacts/jar-cache.ts';
import { trainArchives, type Training } from '../archive-training.ts';
import type { TrainingFor } from '../archive-trainer.ts';
import type { Engine, PlanStep } from '../engine.ts';
import type { ClassArchives } from '../java/class-archives.ts';
import type { JavaInstallation } from '../java/find-java.ts';
import { brokerJvm, brokerMainClass } from './broker-member.ts';
import { clusterLayout, dataFolder, relayNames, replicasOf } from './cluster-layout.ts';
import { clusterPlan } from './cluster-plan.ts';
import { createClusterSecrets, renewalMs, renewClusterSecrets } from './cluster-secrets.ts';
import { limitsFiles } from './limits-file.ts';
import { publicRelayFiles } from './other-ways.ts';
import { nameServerMainClass, nameServerSize } from './nameserver-member.ts';
import type { RocketmqCluster } from './rocketmq-cluster.ts';
import { programOf, type RocketmqInstallation } from './rocketmq-installation.ts';
import { trainingInstance } from './training-instance.ts';
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

/** RocketMQ can be trained to start faster: see archive-training.ts. */
export interface RocketmqEngine extends Engine<RocketmqInstance> {
  readonly trainingFor: TrainingFor<RocketmqInstance>;
}

/** Apache RocketMQ: name servers and groups of brokers, each process in a JVM of its own. */
export function createRocketmqEngine(parts: RocketmqEngineParts): RocketmqEngine {
  const { jarCache, provideJava, rocketmqJar, classArchives, nowMs } = parts;
  /** By lock name; what `install` has found. */
  const installations = new Map<string, RocketmqInstallation>();

  function plan(cluster: RocketmqCluster): Promise<readonly PlanStep[]> {
    const version = rocketmqVersion(cluster.instance.version);
    const installation = installations.get(version.lockName);
    if (installation === undefined) {
      throw new Error(
        `RocketMQ ${cluster.instance.version} was not installed in this process: call install() before plan().`,
      );
    }
    return Promise.resolve(clusterPlan(cluster, version, installation));
  }

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

    limitFiles(instance, limits) {
      const relayFiles = publicRelayFiles(instance, limits);
      const brokerFiles = limitsFiles(instance.spec, limits);
      return relayFiles.length === 0
        ? brokerFiles
        : new Map([...brokerFiles, [relayNames.public, relayFiles]]);
    },
    dataFolders: ({ spec }) => new Map(replicasOf(spec).map(({ name }) => [name, dataFolder])),
    // The control plane alone makes topics, and counts them itself.
    topicUse: () => ({ topics: 0, partitions: 0, replicas: 0 }),
    storageUse,
    deleteOldest,
    endDeletion,

    plan,

    trainingFor(wanted) {
      const version = rocketmqVersion(wanted.version);
      const installation = installations.get(version.lockName);
      if (installation === undefined) return null;
      const instance = trainingInstance(wanted);
      const { members } = clusterLayout(instance);
      const memberProgram = (name: string) => {
        const isNameServer = name.startsWith('nameserver');
        const mainClass = isNameServer
          ? nameServerMainClass(version)
          : brokerMainClass(version, instance.spec);
        const { tuning } = isNameServer ? nameServerSize : brokerJvm(instance.spec.heapMib);
        return programOf(installation, mainClass, tuning);
      };
      if (!members.some((name) => classArchives.isMissing(memberProgram(name)))) return null;
      const training: Training<RocketmqInstance> = {
        cluster: { instance, users: [], removedUsers: [] },
        members,
        createSecrets: (addresses) => createClusterSecrets(instance, addresses, nowMs()),
        plan,
        archiveOf: (name) => classArchives.pathOf(memberProgram(name)),
        recordingArguments: (name, file) => classArchives.recordingArguments(memberProgram(name), file),
      };
      return (signal) => trainArchives(training, classArchives.directory, signal);
    },
  };
}
