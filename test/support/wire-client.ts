import { connect } from 'node:net';
import type { Socket } from 'node:net';

export interface WireReply {
  readonly status: number;
  /** Status line and headers as they came, Latin-1. */
  readonly head: string;
  readonly body: Buffer;
}

/**
 * One keep-alive connection that sends requests as bytes and reads the answers: for requests that no HTTP library
 * would send, and for measuring, where a library's own work would be counted. It knows as much of HTTP as our server
 * uses (answers have a content-length) and connects anew where the server has closed.
 */
export class WireClient {
  readonly #port: number;
  #socket: Socket | null = null;
  #received: Buffer = Buffer.alloc(0);
  #waiting: PromiseWithResolvers<WireReply> | null = null;

  constructor(port: number) {
    this.#port = port;
  }

  /** Sends one request and answers its reply. @throws Error where the connection ends before the reply is whole */
  send(request: Buffer): Promise<WireReply> {
    if (this.#waiting !== null) throw new Error('One request at a time.');
    this.#waiting = Promise.withResolvers();
    const { promise } = this.#waiting;
    this.#open().write(request);
    return promise;
  }

  close(): void {
    this.#socket?.destroy();
  }

  #open(): Socket {
    if (this.#socket !== null && this.#socket.writable) return this.#socket;
    const socket = connect({ port: this.#port, host: '127.0.0.1', noDelay: true });
    this.#socket = socket;
    this.#received = Buffer.alloc(0);
    socket.on('data', (chunk: Buffer) => {
      this.#received = this.#received.length === 0 ? chunk : Buffer.concat([this.#received, chunk]);
      this.#take();
    });
    socket.on('error', () => {});
    socket.on('close', () => {
      if (this.#socket !== socket) return;
      this.#socket = null;
      this.#settle()?.reject(new Error('The server closed the connection before the reply was whole.'));
    });
    return socket;
  }

  #take(): void {
    const end = this.#received.indexOf('\r\n\r\n');
    if (end === -1) return;
    const head = this.#received.toString('latin1', 0, end);
    const start = end + 4;
    const length = Number(/\r\ncontent-length: (\d+)/i.exec(head)?.[1] ?? 0);
    if (this.#received.length < start + length) return;
    const body = this.#received.subarray(start, start + length);
    this.#received = this.#received.subarray(start + length);
    if (/\r\nconnection: close/i.test(head)) {
      this.#socket?.destroy();
      this.#socket = null;
    }
    this.#settle()?.resolve({ status: Number(head.slice(9, 12)), head, body });
  }

  #settle(): PromiseWithResolvers<WireReply> | null {
    const waiting = this.#waiting;
    this.#waiting = null;
    return waiting;
  }
}

/** Sends bytes on a connection of their own, says that nothing follows, and answers all that comes back. */
export function sendBytes(port: number, bytes: Buffer): Promise<string> {
  return new Promise((resolve) => {
    const socket = connect(port, '127.0.0.1');
    const chunks: Buffer[] = [];
    socket.on('data', (chunk: Buffer) => chunks.push(chunk));
    // What is no HTTP may be cut off while it is still being written.
    socket.on('error', () => {});
    socket.on('close', () => resolve(Buffer.concat(chunks).toString('latin1')));
    socket.end(bytes);
  });
}

/** A request as bytes. Header names and values are Latin-1; the length is added where there is a body. */
export function encodeRequest(request: {
  readonly method: string;
  readonly target: string;
  readonly headers: Readonly<Record<string, string | undefined>>;
  readonly body: Uint8Array;
}): Buffer {
  const lines = [`${request.method} ${request.target} HTTP/1.1`];
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) lines.push(`${name}: ${value}`);
  }
  if (request.body.length > 0) lines.push(`content-length: ${request.body.length}`);
  return Buffer.concat([Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1'), request.body]);
}
