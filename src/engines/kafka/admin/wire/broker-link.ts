import { Connection, GenericError, ResponseError, apiVersionsV0 } from '@platformatic/kafka';
import type { BrokerApi } from './broker-apis.ts';
import { logIn } from './sasl-login.ts';
import type { SaslLogin } from './sasl-login.ts';

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

/** @throws BrokerUnreachableError, also once `signal` aborts before it is open */
export async function openBrokerLink(
  broker: BrokerAddress,
  { login, authorityPem }: LinkAccess,
  times: LinkTimes,
  signal?: AbortSignal,
): Promise<BrokerLink> {
  const connection = new Connection('polybroker', {
    connectTimeout: times.openMs,
    requestTimeout: times.requestMs,
    maxInflights: 20,
    ...(authorityPem === null ? {} : { tls: { ca: authorityPem } }),
  });
  // What ends a connection is told by the requests that it ends; without a listener it would end the process.
  connection.on('error', () => undefined);
  const giveUp = (): void => void connection.socket?.destroy();
  const timer = setTimeout(giveUp, times.openMs);
  signal?.addEventListener('abort', giveUp, { once: true });
  let offered: ReadonlyMap<number, { readonly minVersion: number; readonly maxVersion: number }>;
  try {
    await connection.connect(broker.address, broker.port);
    const { apiKeys } = await apiVersionsV0.api.async(connection, '', '');
    offered = new Map(apiKeys.map((one) => [one.apiKey, one]));
    if (login !== null) {
      await logIn(connection, login, offered.has(saslAuthenticateKey) ? 'by-request' : 'raw');
    }
  } catch (error) {
    await closeConnection(connection);
    throw unreachable(broker, error);
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener('abort', giveUp);
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
          await closeConnection(connection);
          throw unreachable(broker, error);
        }
        throw error;
      }
    },
    close: () => closeConnection(connection),
  };
}

async function closeConnection(connection: Connection): Promise<void> {
  await connection.close().catch(() => undefined);
  // After a failed login the library leaves the socket half open.
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
