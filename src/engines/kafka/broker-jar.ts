import { fileURLToPath } from 'node:url';
import { type CompiledJarParts, ensureCompiledJar, sharedPass } from '../java/compiled-jar.ts';

/**
 * Sources in `jvm/` are compiled in these passes, each against the oldest version that has what they refer to; a pass sees
 * the classes of those before it. All classes go into one jar for all versions: Java loads a class when it is used, and
 * no version uses one whose API it lacks.
 */
const passes = [
  sharedPass('kafka-0.10.2.2'),
  { folder: 'against-kafka-0.10.2.2', lockName: 'kafka-0.10.2.2', artifacts: ['kafka-clients', 'zookeeper'] },
  {
    folder: 'against-kafka-2.3.1',
    lockName: 'kafka-2.3.1',
    artifacts: ['kafka-clients', 'kafka_2.12', 'scala-library'],
  },
  {
    folder: 'against-kafka-3.2.3',
    lockName: 'kafka-3.2.3',
    artifacts: ['kafka-clients', 'kafka_2.13', 'kafka-metadata', 'scala-library'],
  },
];

/** The absolute path of the jar with the classes that run inside brokers: see `ensureCompiledJar`. */
export function ensureBrokerJar(parts: CompiledJarParts): Promise<string> {
  return ensureCompiledJar(
    {
      directory: fileURLToPath(new URL('jvm/', import.meta.url)),
      passes,
      jarName: 'polybroker-broker.jar',
    },
    parts,
  );
}
