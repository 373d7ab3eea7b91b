import { join } from 'node:path';
import type { Config } from './config/config.ts';
import type { Administrations } from './domain/administration/cluster-administration.ts';
import type { Instance, KafkaInstance } from './domain/instance/instance.ts';
import type { SecretRepository } from './domain/secret/secret-repository.ts';
import { createJarCache, type JarCache } from './engines/artifacts/jar-cache.ts';
import type { Cluster } from './engines/engine.ts';
import { createClassArchives } from './engines/java/class-archives.ts';
import { createJavaProvider, type JavaProvider } from './engines/java/provide-java.ts';
import { createKafkaAdministrations } from './engines/kafka/admin/kafka-administrations.ts';
import { ensureBrokerJar } from './engines/kafka/broker-jar.ts';
import type { KafkaCluster } from './engines/kafka/kafka-cluster.ts';
import { createKafkaEngine, type KafkaEngine } from './engines/kafka/kafka-engine.ts';
import { kafkaVersion } from './engines/kafka/versions.ts';
import type { AddressBook } from './runtimes/process/address-book.ts';
import { memberDirectory } from './runtimes/process/instance-directories.ts';
import type { Log } from './system/log.ts';

/** What engines share of the cache directory. */
export interface EngineParts {
  readonly java: JavaProvider;
  readonly jarCache: JarCache;
}

/** The Kafka engine with all that it installs for itself in the cache directory, and what of that other engines use too. */
export function composeKafkaEngine(
  config: Config,
  environment: Readonly<Record<string, string | undefined>>,
  log: Log,
): {
  readonly kafka: KafkaEngine;
  readonly parts: EngineParts;
  readonly checkJava: (versions: readonly string[]) => Promise<void>;
} {
  const java = createJavaProvider({
    cacheDirectory: config.cacheDir,
    environment,
    ...(config.javaHome === undefined ? {} : { onlyHome: config.javaHome }),
  });
  const jarCache = createJarCache({
    directory: config.cacheDir,
    warn: (message) => log.warn({}, message),
    ...(config.mavenRepository === undefined ? {} : { repository: config.mavenRepository }),
  });
  const kafka = createKafkaEngine({
    jarCache,
    provideJava: (majors, signal) => java.provide(majors, signal),
    brokerJar: (javaExecutable, signal) =>
      ensureBrokerJar({ jarCache, directory: join(config.cacheDir, 'jvm'), javaExecutable, signal }),
    classArchives: createClassArchives(config.cacheDir),
    bytesPerGb: config.bytesPerGb,
    nowMs: Date.now,
  });
  return {
    kafka,
    parts: { java, jarCache },
    async checkJava(versions) {
      const wanted = versions.map((version) => kafkaVersion(version).javaMajors);
      // Most versions want the same; where the host has none, each look takes a second.
      const different = new Map(wanted.map((majors) => [majors.join(), majors])).values();
      for (const majors of different) await java.check(majors);
    },
  };
}

/** What is known of an instance that was brought up before: where its members are, and the secrets with which one logs in to them. */
export function createClusterOf(
  addressBook: Pick<AddressBook, 'assignmentsOf'>,
  secrets: Pick<SecretRepository, 'read'>,
): <Own extends Instance>(instance: Own) => Promise<Cluster<Own>> {
  return async (instance) => ({
    instance,
    addresses: await addressBook.assignmentsOf(instance.id),
    secrets: await secrets.read(instance.id),
    users: [],
    removedUsers: [],
  });
}

/** What is inside the Kafka clusters that the process runtime keeps in `dataDir`. */
export function composeKafkaAdministrations(
  dataDir: string,
  clusterOf: (instance: KafkaInstance) => Promise<KafkaCluster>,
): Administrations {
  return createKafkaAdministrations({
    clusterOf,
    memberDirectory: (instanceId, memberName) => memberDirectory(dataDir, instanceId, memberName),
    nowMs: () => performance.now(),
  });
}
