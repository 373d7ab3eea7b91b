import { connect } from 'node:net';
import type { Socket } from 'node:net';
import { JuteReader, JuteWriter } from './jute.ts';
import { ZooKeeperError } from './zookeeper-error.ts';

export interface ZooKeeperServer {
  readonly address: string;
  readonly port: number;
}

export interface ConnectionTimes {
  /** Milliseconds that the server keeps the session once it hears nothing from us. */
  readonly sessionTimeoutMs: number;
  /** Milliseconds that connecting or one request may take. */
  readonly requestTimeoutMs: number;
}

interface Pending {
  readonly what: string;
  readonly resolve: (body: JuteReader) => void;
  readonly reject: (error: Error) => void;
  readonly timer: NodeJS.Timeout;
}

const pingXid = -2;
const notificationXid = -1;
const pingType = 11;
const closeType = -11;
/** The server's own limit is 1 MB (`jute.maxbuffer`); what announces more is no ZooKeeper server. */
const frameLimitBytes = 4 * 1024 * 1024;

/**
 * A session on one connection: framing, request numbers, pings, timeouts. It ends with its connection; whoever needs
 * the server again opens another. Requests that are under way then fail with `connection-loss`.
 */
export class ZooKeeperConnection {
  readonly #socket: Socket;
  readonly #times: ConnectionTimes;
  readonly #pending = new Map<number, Pending>();
  readonly #closed: Promise<void>;
  #received: Buffer = Buffer.alloc(0);
  #greeting: Pending | null = null;
  #nextXid = 1;
  #heardAtMs = performance.now();
  #pinger: NodeJS.Timeout | null = null;
  #failure: Error | null = null;

  private constructor(socket: Socket, times: ConnectionTimes) {
    this.#socket = socket;
    this.#times = times;
    socket.setNoDelay(true);
    socket.on('data', (chunk: Buffer) => {
      this.#take(chunk);
    });
    socket.on('error', (error) => {
      this.#fail(
        new ZooKeeperError('connection-loss', `The connection failed: ${error.message}.`, { cause: error }),
      );
    });
    this.#closed = new Promise((resolve) => {
      socket.on('close', () => {
        this.#fail(new ZooKeeperError('connection-loss', 'The server closed the connection.'));
        resolve();
      });
    });
  }

  /** Opens a new session. @throws ZooKeeperError, or the reason of `signal` */
  static async open(
    server: ZooKeeperServer,
    times: ConnectionTimes,
    signal?: AbortSignal,
  ): Promise<ZooKeeperConnection> {
    signal?.throwIfAborted();
    const socket = connect({ host: server.address, port: server.port });
    const connection = new ZooKeeperConnection(socket, times);
    const abort = (): void => {
      connection.#fail(signal?.reason instanceof Error ? signal.reason : new Error('Aborted.'));
    };
    signal?.addEventListener('abort', abort, { once: true });
    // The listener goes with the connection, or a long-lived signal would gather one for each.
    void connection.#closed.then(() => signal?.removeEventListener('abort', abort));
    try {
      const greeting = await connection.#greet();
      connection.#readGreeting(greeting);
      return connection;
    } catch (error) {
      await connection.close();
      throw error;
    }
  }

  /** Sends one request and resolves with the body of its answer. `what` stands in error messages: `read /config`. */
  request(type: number, body: JuteWriter, what: string): Promise<JuteReader> {
    const xid = this.#nextXid;
    this.#nextXid += 1;
    return new Promise((resolve, reject) => {
      if (this.#failure !== null) {
        reject(this.#failure);
        return;
      }
      const timer = setTimeout(() => {
        this.#fail(timeoutError(what, this.#times.requestTimeoutMs));
      }, this.#times.requestTimeoutMs);
      this.#pending.set(xid, { what, resolve, reject, timer });
      this.#send(new JuteWriter().int(xid).int(type), body);
    });
  }

  /** Ends the session at the server, then the connection. Never rejects. */
  async close(): Promise<void> {
    if (this.#failure === null) {
      try {
        await this.request(closeType, new JuteWriter(), 'close the session');
      } catch {
        // The session ends at the server by its timeout; there is nothing to be done about it here.
      }
      this.#fail(new ZooKeeperError('connection-loss', 'The session was closed.'));
    }
    await this.#closed;
  }

  #greet(): Promise<JuteReader> {
    const what = 'open a session';
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#fail(timeoutError(what, this.#times.requestTimeoutMs));
      }, this.#times.requestTimeoutMs);
      this.#greeting = { what, resolve, reject, timer };
      this.#send(
        new JuteWriter()
          .int(0) // protocol version
          .long(0n) // last transaction seen
          .int(this.#times.sessionTimeoutMs)
          .long(0n) // no session yet
          .buffer(Buffer.alloc(16)) // nor its password
          .bool(false), // no read-only server
      );
    });
  }

  #readGreeting(greeting: JuteReader): void {
    greeting.int();
    const timeoutMs = greeting.int();
    // A server that refuses a session says so with a timeout of zero.
    if (timeoutMs <= 0) throw new ZooKeeperError('session-expired', 'The server refused a session.');
    this.#pinger = setInterval(() => {
      if (performance.now() - this.#heardAtMs > timeoutMs) {
        this.#fail(new ZooKeeperError('connection-loss', `The server was silent for ${timeoutMs} ms.`));
        return;
      }
      this.#send(new JuteWriter().int(pingXid).int(pingType));
    }, timeoutMs / 3).unref();
  }

  #send(...parts: readonly JuteWriter[]): void {
    const payload = Buffer.concat(parts.map((part) => part.toBuffer()));
    this.#socket.write(new JuteWriter().buffer(payload).toBuffer());
  }

  #take(chunk: Buffer): void {
    this.#heardAtMs = performance.now();
    this.#received = Buffer.concat([this.#received, chunk]);
    try {
      while (this.#failure === null && this.#received.length >= 4) {
        const length = this.#received.readInt32BE(0);
        if (length < 0 || length > frameLimitBytes) throw new RangeError(`A frame of ${length} bytes.`);
        if (this.#received.length < 4 + length) return;
        const frame = this.#received.subarray(4, 4 + length);
        this.#received = this.#received.subarray(4 + length);
        this.#takeFrame(new JuteReader(frame));
      }
    } catch (error) {
      this.#fail(
        new ZooKeeperError('marshalling-error', 'The server sent what is not ZooKeeper.', { cause: error }),
      );
    }
  }

  #takeFrame(frame: JuteReader): void {
    if (this.#greeting !== null) {
      clearTimeout(this.#greeting.timer);
      this.#greeting.resolve(frame);
      this.#greeting = null;
      return;
    }
    const xid = frame.int();
    frame.long();
    const code = frame.int();
    // We set no watches; a ping's answer has done its work by having arrived.
    if (xid === pingXid || xid === notificationXid) return;
    const pending = this.#pending.get(xid);
    if (pending === undefined) throw new RangeError(`An answer to request ${xid}, which is not under way.`);
    this.#pending.delete(xid);
    clearTimeout(pending.timer);
    if (code === 0) pending.resolve(frame);
    else pending.reject(ZooKeeperError.fromCode(code, pending.what));
  }

  #fail(error: Error): void {
    if (this.#failure !== null) return;
    this.#failure = error;
    if (this.#pinger !== null) clearInterval(this.#pinger);
    this.#socket.destroy();
    this.#rejectAll(error);
  }

  #rejectAll(error: Error): void {
    for (const pending of [this.#greeting, ...this.#pending.values()]) {
      if (pending === null) continue;
      clearTimeout(pending.timer);
      pending.reject(error);
    }
    this.#greeting = null;
    this.#pending.clear();
  }
}

function timeoutError(what: string, timeoutMs: number): ZooKeeperError {
  return new ZooKeeperError('operation-timeout', `ZooKeeper took more than ${timeoutMs} ms to ${what}.`);
}
