import { brokerApis } from './admin/wire/broker-apis.ts';
import { BrokerUnreachableError, openBrokerLink } from './admin/wire/broker-link.ts';
import type { BrokerLink, LinkAccess } from './admin/wire/broker-link.ts';

export type { SaslLogin } from './admin/wire/sasl-login.ts';

/** One listener of one broker, and how to get in there. */
export interface ProbeTarget extends LinkAccess {
  readonly address: string;
  readonly port: number;
}

/** What a broker knows of its cluster. */
export interface ClusterView {
  /** Where each live broker can be reached on the same listener, by broker id. */
  readonly brokers: ReadonlyMap<number, { readonly host: string; readonly port: number }>;
  /** Null while no broker is the controller. */
  readonly controllerId: number | null;
}

/** Below the time that callers give to an attempt. */
const times = { openMs: 4000, requestMs: 4000 } as const;

/**
 * Asks one broker, as a client does, for its view of the cluster. Leaves no connection behind.
 * @throws Error with the broker's address and the reason; the reason of `signal` once it aborts
 */
export function readClusterView(target: ProbeTarget, signal: AbortSignal): Promise<ClusterView> {
  return askBroker(target, signal, async (link) => {
    const { brokers, controllerId } = await link.call(brokerApis.metadata, []);
    return {
      brokers: new Map(brokers.map(({ nodeId, host, port }) => [nodeId, { host, port }])),
      controllerId: controllerId < 0 ? null : controllerId,
    };
  });
}

/**
 * Opens a connection to one broker for one question. Leaves none behind.
 * @throws as readClusterView
 */
export async function askBroker<T>(
  { address, port, ...access }: ProbeTarget,
  signal: AbortSignal,
  question: (link: BrokerLink) => Promise<T>,
): Promise<T> {
  signal.throwIfAborted();
  const aborted = Promise.withResolvers<never>();
  // Nobody may be waiting on it when it rejects.
  aborted.promise.catch(() => undefined);
  const abort = (): void => {
    aborted.reject(signal.reason);
  };
  signal.addEventListener('abort', abort, { once: true });
  let link: BrokerLink | null = null;
  try {
    // Its own number is not known yet, and stands in no request.
    link = await openBrokerLink({ id: -1, address, port }, access, times, signal);
    return await Promise.race([question(link), aborted.promise]);
  } catch (error) {
    signal.throwIfAborted();
    throw new Error(`${address}:${port}: ${reasonOf(error)}`, { cause: error });
  } finally {
    signal.removeEventListener('abort', abort);
    await link?.close();
  }
}

function reasonOf(error: unknown): string {
  if (error instanceof BrokerUnreachableError) return error.reason;
  return error instanceof Error ? error.message : String(error);
}
