import type { KafkaInstance } from '../../domain/instance/instance.ts';
import { memberAddresses } from '../../domain/instance/member-addresses.ts';
import type { JarCache } from '../artifacts/jar-cache.ts';
import { loadEngineLock } from '../artifacts/engine-lock.ts';
import type { Engine } from '../engine.ts';
import type { KafkaCluster } from './kafka-cluster.ts';
import type { JavaInstallation } from '../java/find-java.ts';
import type { TrainingFor } from '../archive-trainer.ts';
import type { ClassArchives } from '../java/class-archives.ts';
import { trainArchives, type Training } from '../archive-training.ts';
import { brokerSize } from './broker-size.ts';
import { takesKeystoreLive } from './certificate-step.ts';
import { brokersOf, clusterLayout, dataFolder } from './cluster-layout.ts';
import { clusterPlan } from './cluster-plan.ts';
import { createClusterSecrets, renewalMs, renewClusterSecrets } from './cluster-secrets.ts';
import { brokerProgram, zooKeeperProgram } from './kafka-installation.ts';
import type { KafkaInstallation } from './kafka-installation.ts';
import { storageUse } from './storage/log-segment.ts';
import { topicUse } from './storage/topic-use.ts';
import { deleteRecords } from './storage/delete-records.ts';
import { lowerRetention, restoreRetention } from './storage/lower-retention.ts';
import { limitsFiles } from './limits-file.ts';
import { trainingInstance, trainingUser } from './training-cluster.ts';
import { nextStage } from './version-change.ts';
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
  readonly classArchives: ClassArchives;
  /** What a GB of storage is; a GiB unless an operator makes it smaller. */
  readonly bytesPerGb: number;
  readonly nowMs: () => number;
}

/** Kafka can be trained to start faster: see archive-training.ts. */
export interface KafkaEngine extends Engine<KafkaInstance> {
  readonly trainingFor: TrainingFor<KafkaInstance>;
}

/** Apache Kafka; each instance has its own ZooKeeper ensemble, or its own controllers in versions without it. */
export function createKafkaEngine(parts: KafkaEngineParts): KafkaEngine {
  const { jarCache, provideJava, brokerJar, classArchives, bytesPerGb, nowMs } = parts;
  /** By lock name; what `install` has found. */
  const installations = new Map<string, KafkaInstallation>();

  async function plan(cluster: KafkaCluster) {
    const version = kafkaVersion(cluster.instance.version);
    const installation = installations.get(version.lockName);
    if (installation === undefined) {
      throw new Error(
        `Kafka ${cluster.instance.version} was not installed in this process: call install() before plan().`,
      );
    }
    return clusterPlan(cluster, version, installation);
  }

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
        java,
        brokerClasspath: [...brokerClasspath, await brokerJar(java.executable, signal)],
        zooKeeperClasspath,
        classArchives,
        bytesPerGb,
      });
    },

    createSecrets: (instance, addresses) => createClusterSecrets(instance, addresses, nowMs()),
    renewSecrets(instance, addresses, secrets, mayRestart) {
      const takesAtOnce = mayRestart || takesKeystoreLive(kafkaVersion(instance.version));
      return renewClusterSecrets(instance, addresses, secrets, nowMs(), takesAtOnce ? 'due' : 'urgent');
    },
    renewalMs,

    limitFiles: (instance, limits) => limitsFiles(instance.spec, memberAddresses(instance), limits),

    dataFolders: ({ spec }) => new Map(brokersOf(spec).map(({ name }) => [name, dataFolder])),
    storageUse,
    topicUse,
    deleteOldest(cluster, files, bytes, signal) {
      const way =
        kafkaVersion(cluster.instance.version).deletion === 'by-request' ? deleteRecords : lowerRetention;
      return way(cluster, files, bytes, signal);
    },
    async endDeletion(cluster, signal) {
      if (kafkaVersion(cluster.instance.version).deletion === 'by-retention') {
        await restoreRetention(cluster, signal);
      }
    },

    nextStage,
    plan,

    trainingFor({ version, spec }) {
      const installation = installations.get(kafkaVersion(version).lockName);
      if (installation === undefined) return null;
      const instance = trainingInstance(version, spec.bandwidthMibps);
      const { members } = clusterLayout(instance);
      const { tuning } = brokerSize(spec.bandwidthMibps).jvm;
      const programOf = (name: string) =>
        name.startsWith('broker') ? brokerProgram(installation, tuning) : zooKeeperProgram(installation);
      if (!members.some((name) => classArchives.isMissing(programOf(name)))) return null;
      const training: Training<KafkaInstance> = {
        cluster: { instance, users: [{ ...trainingUser, mechanisms: ['PLAIN'] }], removedUsers: [] },
        members,
        createSecrets: (addresses) => createClusterSecrets(instance, addresses, nowMs()),
        plan,
        archiveOf: (name) => classArchives.pathOf(programOf(name)),
        recordingArguments: (name, file) => classArchives.recordingArguments(programOf(name), file),
      };
      return (signal) => trainArchives(training, classArchives.directory, signal);
    },
  };
}
