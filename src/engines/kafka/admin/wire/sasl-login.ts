import type { Socket } from 'node:net';
import { callbackify } from 'node:util';
import {
  saslAuthenticateV0,
  saslHandshakeV0,
  saslHandshakeV1,
  saslPlain,
  saslScramSha,
} from '@platformatic/kafka';
import type { Connection } from '@platformatic/kafka';
import type { SaslMechanism } from '../../../../domain/instance/instance.ts';

export interface SaslLogin {
  readonly mechanism: SaslMechanism;
  readonly username: string;
  readonly password: string;
}

/**
 * Logs a fresh connection in. Before Kafka 1.0 (KIP-152) tokens travel `raw`, without a request around them.
 * @throws Error where the broker refuses
 */
export async function logIn(
  connection: Connection,
  { mechanism, username, password }: SaslLogin,
  how: 'by-request' | 'raw',
): Promise<void> {
  await (how === 'raw' ? saslHandshakeV0 : saslHandshakeV1).api.async(connection, mechanism);
  const raw = how === 'raw' ? new RawTokens(connection.socket) : null;
  const exchange = raw === null ? saslAuthenticateV0.api : exchangeBy(raw);
  try {
    await new Promise<void>((resolve, reject) => {
      const done = (error: Error | null): void => (error === null ? resolve() : reject(error));
      if (mechanism === 'PLAIN') saslPlain.authenticate(exchange, connection, username, password, done);
      else {
        saslScramSha.authenticate(
          exchange,
          connection,
          mechanism === 'SCRAM-SHA-256' ? 'SHA-256' : 'SHA-512',
          username,
          password,
          saslScramSha.defaultCrypto,
          done,
        );
      }
    });
  } finally {
    raw?.release();
  }
}

/** The form in which the library's mechanisms send their tokens. */
function exchangeBy(raw: RawTokens): typeof saslAuthenticateV0.api {
  const send = callbackify(async (_connection: Connection, token: Buffer) => ({
    authBytes: await raw.exchange(token),
  }));
  return send as unknown as typeof saslAuthenticateV0.api;
}

/**
 * Tokens with their length before them, in turn. A broker that refuses closes the connection. The library's own reader of
 * the socket must not see these bytes: it gets the socket back by `release`.
 */
class RawTokens {
  readonly #socket: Socket;
  readonly #readers: readonly ((chunk: Buffer) => void)[];
  #received: Buffer = Buffer.alloc(0);
  #isClosed = false;
  #waiting: { resolve: (token: Buffer) => void; reject: (error: Error) => void } | null = null;

  constructor(socket: Socket) {
    this.#socket = socket;
    this.#readers = socket.listeners('data') as ((chunk: Buffer) => void)[];
    socket.removeAllListeners('data');
    socket.on('data', this.#onData);
    socket.once('close', this.#onClose);
  }

  async exchange(token: Buffer): Promise<Buffer> {
    const size = Buffer.alloc(4);
    size.writeInt32BE(token.length);
    this.#socket.write(Buffer.concat([size, token]));
    const { promise, resolve, reject } = Promise.withResolvers<Buffer>();
    this.#waiting = { resolve, reject };
    this.#settle();
    return promise;
  }

  release(): void {
    this.#socket.off('data', this.#onData);
    this.#socket.off('close', this.#onClose);
    for (const reader of this.#readers) this.#socket.on('data', reader);
  }

  readonly #onData = (chunk: Buffer): void => {
    this.#received = Buffer.concat([this.#received, chunk]);
    this.#settle();
  };

  readonly #onClose = (): void => {
    this.#isClosed = true;
    this.#settle();
  };

  #settle(): void {
    if (this.#waiting === null) return;
    if (this.#received.length >= 4 && this.#received.length >= 4 + this.#received.readInt32BE(0)) {
      const end = 4 + this.#received.readInt32BE(0);
      this.#waiting.resolve(this.#received.subarray(4, end));
      this.#received = this.#received.subarray(end);
      this.#waiting = null;
    } else if (this.#isClosed) {
      this.#waiting.reject(new Error('The broker refused the login: authentication failed.'));
      this.#waiting = null;
    }
  }
}
