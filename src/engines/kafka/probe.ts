import { Admin } from '@platformatic/kafka';
import type { SaslMechanism } from '../../domain/instance/instance.ts';

/** One listener of one broker, and how to log in there. */
export interface ProbeTarget {
  readonly address: string;
  readonly port: number;
  readonly login: ProbeLogin | null;
  /** The PEM of the authority that signed the listener's certificate; null for a listener without TLS. */
  readonly authorityPem: string | null;
}

export interface ProbeLogin {
  readonly mechanism: SaslMechanism;
  readonly username: string;
  readonly password: string;
}

/** What a broker knows of its cluster. */
export interface ClusterView {
  /** Where each live broker can be reached on the same listener, by broker id. */
  readonly brokers: ReadonlyMap<number, { readonly host: string; readonly port: number }>;
  /** Null while no broker is the controller. */
  readonly controllerId: number | null;
}

/** One partition of a topic, as a broker sees it. */
export interface PartitionView {
  readonly topic: string;
  readonly partition: number;
  /** Ids of the brokers that shall hold it. */
  readonly replicas: readonly number[];
  /** Ids of those that hold all that was acknowledged. */
  readonly inSync: readonly number[];
}

/** Milliseconds for connecting and for one request, below the time that callers give to an attempt. */
const timeoutMs = 4000;

/**
 * Asks one broker, as a client does, for its view of the cluster. Leaves no connection behind.
 * @throws Error with the broker's address and the reason; the reason of `signal` once it aborts
 */
export function readClusterView(target: ProbeTarget, signal: AbortSignal): Promise<ClusterView> {
  return ask(target, signal, async (admin) => {
    const metadata = await admin.metadata({ topics: [], autocreateTopics: false });
    return {
      brokers: metadata.brokers,
      controllerId: metadata.controllerId < 0 ? null : metadata.controllerId,
    };
  });
}

/**
 * Asks one broker for all partitions of the cluster, those of internal topics too, and for the brokers that live.
 * @throws as readClusterView
 */
export function readPartitions(
  target: ProbeTarget,
  signal: AbortSignal,
): Promise<{ partitions: readonly PartitionView[]; liveBrokers: ReadonlySet<number> }> {
  return ask(target, signal, async (admin) => {
    const topics = await admin.listTopics({ includeInternals: true });
    const metadata = await admin.metadata({ topics, autocreateTopics: false, forceUpdate: true });
    const partitions = [...metadata.topics].flatMap(([topic, view]) =>
      view.partitions.map(({ replicas, isr }, partition) => ({ topic, partition, replicas, inSync: isr })),
    );
    return { partitions, liveBrokers: new Set(metadata.brokers.keys()) };
  });
}

async function ask<T>(
  target: ProbeTarget,
  signal: AbortSignal,
  question: (admin: Admin) => Promise<T>,
): Promise<T> {
  signal.throwIfAborted();
  const admin = new Admin({
    clientId: 'polybroker',
    bootstrapBrokers: [{ host: target.address, port: target.port }],
    connectTimeout: timeoutMs,
    timeout: timeoutMs,
    retries: 0,
    ...(target.login === null ? {} : { sasl: target.login }),
    ...(target.authorityPem === null ? {} : { tls: { ca: target.authorityPem } }),
  });
  const aborted = Promise.withResolvers<never>();
  const abort = (): void => {
    aborted.reject(signal.reason);
  };
  signal.addEventListener('abort', abort, { once: true });
  try {
    return await Promise.race([question(admin), aborted.promise]);
  } catch (error) {
    signal.throwIfAborted();
    throw new Error(`${target.address}:${target.port}: ${reasonOf(error)}`, { cause: error });
  } finally {
    signal.removeEventListener('abort', abort);
    await admin.close();
  }
}

/** The client wraps the reason in errors that only say that something failed; the innermost one says what. */
function reasonOf(error: unknown): string {
  let innermost = error;
  for (;;) {
    const next: unknown =
      innermost instanceof AggregateError
        ? innermost.errors[0]
        : innermost instanceof Error
          ? innermost.cause
          : undefined;
    if (!(next instanceof Error)) break;
    innermost = next;
  }
  return innermost instanceof Error ? innermost.message : String(innermost);
}
