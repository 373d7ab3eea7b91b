import { Connection, GenericError, ResponseError, apiVersionsV0 } from '@platformatic/kafka';
import type { BrokerApi } from './broker-apis.ts';
import { logIn } from './sasl-login.ts';
import type { SaslLogin } from './sasl-login.ts';
import { openSourceRelay } from './source-relay.ts';
import type { SourceRelay } from './source-relay.ts';

export interface BrokerAddress {
  readonly id: number;
  readonly address: string;
  readonly port: number;
}

/** How one gets in to a listener. */
export interface LinkAccess {
  readonly login: SaslLogin | null;
  /** The PEM of the authority that signed the listener's certificate; null for a listener without TLS. */
  readonly authorityPem: string | null;
  /** The address of this machine to connect from, where the listener admits not everyone; any where it is left out. */
  readonly localAddress?: string;
}

export interface LinkTimes {
  /** Milliseconds for connecting and logging in. */
  readonly openMs: number;
  /** Milliseconds for one request. */
  readonly requestMs: number;
}

/** A logged-in connection to one broker. It ends with its connection; whoever needs the broker again opens another. */
export interface BrokerLink {
  readonly broker: BrokerAddress;
  readonly isOpen: boolean;
  /** The version of the request in which we speak with this broker; null where it offers none that we know. */
  versionOf(api: {
    readonly key: number;
    readonly versions: readonly { readonly version: number }[];
  }): number | null;
  /** Sends a request and answers the response, also where that tells errors. @throws BrokerUnreachableError */
  call<Arguments extends unknown[], Response>(
    api: BrokerApi<Arguments, Response>,
    ...args: Arguments
  ): Promise<Response>;
  /** Never rejects. */
  close(): Promise<void>;
}

/** A broker cannot be asked: it is down, silent, or ended the connection. What was asked of it may have been done. */
export class BrokerUnreachableError extends Error {
  override readonly name = 'BrokerUnreachableError';
  /** What went wrong, without the broker's name. */
  readonly reason: string;

  constructor(message: string, options?: ErrorOptions & { readonly reason: string }) {
    super(message, options);
    this.reason = options?.reason ?? message;
  }
}

const saslAuthenticateKey = 36;

interface OfferedVersions {
  readonly minVersion: number;
  readonly maxVersion: number;
}

/** @throws BrokerUnreachableError, also once `signal` aborts before it is open */
export async function openBrokerLink(
  broker: BrokerAddress,
  { login, authorityPem, localAddress }: LinkAccess,
  times: LinkTimes,
  signal?: AbortSignal,
): Promise<BrokerLink> {
  const connection = new Connection('polybroker', {
    connectTimeout: times.openMs,
    requestTimeout: times.requestMs,
    maxInflights: 20,
    // The library hands these options on to the socket, but has none for sockets without TLS.
    ...(authorityPem === null
      ? {}
      : { tls: { ca: authorityPem, ...(localAddress === undefined ? {} : { localAddress }) } }),
  });
  // What ends a connection is told by the requests that it ends; without a listener it would end the process.
  connection.on('error', () => undefined);
  const gaveUp = Promise.withResolvers<never>();
  // Nobody may be waiting on it when it rejects.
  gaveUp.promise.catch(() => undefined);
  const timer = setTimeout(
    () => gaveUp.reject(new Error(`it did not answer within ${times.openMs} ms`)),
    times.openMs,
  );
  const abort = (): void => gaveUp.reject(signal?.reason);
  signal?.addEventListener('abort', abort, { once: true });
  let relay: SourceRelay | null = null;
  let offered: ReadonlyMap<number, OfferedVersions>;
  try {
    // The library's promises may never settle where a broker dies between the handshakes, so that none is waited for alone.
    if (localAddress !== undefined && authorityPem === null)
      relay = await openSourceRelay(broker, localAddress);
    const entrance = relay === null ? broker : { ...broker, ...relay };
    offered = await Promise.race([enter(connection, entrance, login), gaveUp.promise]);
  } catch (error) {
    closeConnection(connection);
    relay?.close();
    throw unreachable(broker, error);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', abort);
  }

  function newestOf<Version extends { readonly version: number }>(api: {
    readonly key: number;
    readonly versions: readonly Version[];
  }): Version | undefined {
    const range = offered.get(api.key);
    if (range === undefined) return undefined;
    return api.versions.findLast(({ version }) => version >= range.minVersion && version <= range.maxVersion);
  }

  return {
    broker,
    get isOpen() {
      return connection.isConnected();
    },
    versionOf: (api) => newestOf(api)?.version ?? null,
    async call(api, ...args) {
      const version = newestOf(api);
      if (version === undefined) {
        throw new Error(`Broker ${broker.id} does not offer request ${api.key} in a version that we speak.`);
      }
      try {
        return await version.send(connection, ...args);
      } catch (error) {
        // The library throws where any part of a response tells an error; callers look at the parts.
        if (error instanceof ResponseError)
          return error['response'] as Awaited<ReturnType<typeof version.send>>;
        if (error instanceof GenericError) {
          closeConnection(connection);
          throw unreachable(broker, error);
        }
        throw error;
      }
    },
    async close() {
      closeConnection(connection);
      relay?.close();
    },
  };
}

/** Connects and logs in; answers which versions of which requests the broker offers. */
async function enter(
  connection: Connection,
  { address, port }: BrokerAddress,
  login: SaslLogin | null,
): Promise<ReadonlyMap<number, OfferedVersions>> {
  await connection.connect(address, port);
  const { apiKeys } = await apiVersionsV0.api.async(connection, '', '');
  const offered = new Map(apiKeys.map((one) => [one.apiKey, one]));
  if (login !== null) await logIn(connection, login, offered.has(saslAuthenticateKey) ? 'by-request' : 'raw');
  return offered;
}

function closeConnection(connection: Connection): void {
  void connection.close().catch(() => undefined);
  // The library leaves the socket half open after a failed login, and waits for one that does not end.
  connection.socket?.destroy();
}

function unreachable({ id, address, port }: BrokerAddress, error: unknown): BrokerUnreachableError {
  let innermost = error;
  while (innermost instanceof Error) {
    const next: unknown = innermost instanceof AggregateError ? innermost.errors[0] : innermost.cause;
    if (!(next instanceof Error)) break;
    innermost = next;
  }
  const reason = innermost instanceof Error ? innermost.message : String(innermost);
  return new BrokerUnreachableError(`Broker ${id} (${address}:${port}) does not answer: ${reason}`, {
    cause: error,
    reason,
  });
}
