import type { JvmSize } from '../java/jvm-arguments.ts';

/** What a broker of a product gets of the machine. */
export interface BrokerSize {
  readonly jvm: JvmSize;
  readonly networkThreads: number;
  readonly ioThreads: number;
  readonly backgroundThreads: number;
}

/**
 * Small products get one thread of each kind or two, because several clusters share the few cores of a laptop; products of more
 * than 300 MiB/s get the numbers of threads that stock Kafka has.
 */
export function brokerSize(bandwidthMibps: number): BrokerSize {
  if (bandwidthMibps <= 300) {
    return {
      jvm: { heapMib: 256, tuning: 'small' },
      networkThreads: 1,
      ioThreads: 2,
      backgroundThreads: 2,
    };
  }
  const heapMib = bandwidthMibps <= 600 ? 512 : 1024;
  return { jvm: { heapMib, tuning: 'throughput' }, networkThreads: 3, ioThreads: 8, backgroundThreads: 10 };
}
