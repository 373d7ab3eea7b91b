import { connect as connectPlain, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { responseCodes } from './codes.ts';
import { encodeRequest, FrameReader, type RemotingFrame, type RemotingRequest } from './frame.ts';
import { type RemotingLogin, signed } from './signature.ts';

/** Where a broker or name server listens, and how to get in there. */
export interface RemotingTarget {
  readonly address: string;
  readonly port: number;
  /** Null where it asks for none. */
  readonly login: RemotingLogin | null;
  /** The authority that has signed its certificate; null for a connection without TLS. */
  readonly authorityPem: string | null;
}

export interface RemotingTimes {
  readonly openMs: number;
  readonly requestMs: number;
}

/** A connection to one broker or name server; requests may be under way at the same time. */
export interface RemotingLink {
  readonly isOpen: boolean;
  /**
   * Resolves with the answer, of whatever code.
   * @throws RemotingUnreachableError where none comes in time: 4.8.0 never answers a request of a code that it does not know
   */
  ask(request: RemotingRequest, signal?: AbortSignal): Promise<RemotingFrame>;
  /** The same, for those who want success alone. @throws RemotingRefusal */
  call(request: RemotingRequest, signal?: AbortSignal): Promise<RemotingFrame>;
  close(): void;
}

/** Nothing answers, or the connection ended: another one may know. */
export class RemotingUnreachableError extends Error {
  override readonly name = 'RemotingUnreachableError';
}

/** It was answered: no. */
export class RemotingRefusal extends Error {
  override readonly name = 'RemotingRefusal';
  readonly code: number;
  /** As the broker put it. */
  readonly remark: string;

  constructor(code: number, remark: string, message: string) {
    super(message);
    this.code = code;
    this.remark = remark;
  }
}

interface Waiting {
  resolve(frame: RemotingFrame): void;
  reject(error: Error): void;
}

/** @throws RemotingUnreachableError; the reason of `signal` once it aborts */
export async function openRemotingLink(
  target: RemotingTarget,
  times: RemotingTimes,
  signal?: AbortSignal,
): Promise<RemotingLink> {
  signal?.throwIfAborted();
  const socket = await opened(target, times.openMs, signal);
  return linkOver(socket, target, times);
}

function opened(target: RemotingTarget, openMs: number, signal?: AbortSignal): Promise<Socket> {
  const { promise, resolve, reject } = Promise.withResolvers<Socket>();
  const { address, port, authorityPem } = target;
  const socket =
    authorityPem === null
      ? connectPlain({ host: address, port })
      : connectTls({ host: address, port, ca: authorityPem });
  const fail = (error: Error): void => {
    socket.destroy();
    reject(error);
  };
  const timer = setTimeout(() => {
    fail(new RemotingUnreachableError(`${nameOf(target)} did not accept the connection in ${openMs} ms.`));
  }, openMs);
  const abort = (): void => fail(signal?.reason as Error);
  signal?.addEventListener('abort', abort, { once: true });
  socket.once('error', (error) => {
    fail(new RemotingUnreachableError(`${nameOf(target)}: ${whyNot(error, target)}`, { cause: error }));
  });
  socket.once('close', () => {
    fail(new RemotingUnreachableError(`${nameOf(target)} closed the connection.`));
  });
  socket.once(authorityPem === null ? 'connect' : 'secureConnect', () => {
    socket.removeAllListeners('error');
    socket.removeAllListeners('close');
    socket.setNoDelay(true);
    resolve(socket);
  });
  return promise.finally(() => {
    clearTimeout(timer);
    signal?.removeEventListener('abort', abort);
  });
}

function whyNot(error: Error, { authorityPem }: RemotingTarget): string {
  const { code = '' } = error as NodeJS.ErrnoException;
  // A broker without TLS takes the greeting for the length of a frame, and hangs up.
  const noTls = authorityPem !== null && ['ECONNRESET', 'EPIPE', 'EPROTO'].includes(code);
  return noTls ? `${error.message}; perhaps it does not speak TLS.` : error.message;
}

function linkOver(socket: Socket, target: RemotingTarget, { requestMs }: RemotingTimes): RemotingLink {
  const waiting = new Map<number, Waiting>();
  const reader = new FrameReader();
  let lastOpaque = 0;
  let ended: Error | null = null;

  function end(error: Error): void {
    if (ended !== null) return;
    ended = error;
    socket.destroy();
    for (const one of waiting.values()) one.reject(error);
    waiting.clear();
  }

  socket.on('data', (piece: Buffer) => {
    try {
      for (const frame of reader.push(piece)) {
        // Brokers ask their clients things too; there is nothing that they could want from an administrator.
        if (frame.isAnswer) waiting.get(frame.opaque)?.resolve(frame);
      }
    } catch (error) {
      end(new RemotingUnreachableError(`${nameOf(target)}: ${(error as Error).message}`, { cause: error }));
    }
  });
  socket.on('error', (error) => {
    end(new RemotingUnreachableError(`${nameOf(target)}: ${error.message}`, { cause: error }));
  });
  socket.on('close', () => {
    const perhaps = target.authorityPem === null ? ' Perhaps it speaks TLS only.' : '';
    end(new RemotingUnreachableError(`${nameOf(target)} closed the connection.${perhaps}`));
  });
  // A connection that nobody uses keeps no program alive; a request under way does.
  socket.unref();

  async function ask({ code, fields = {}, body = Buffer.alloc(0) }: RemotingRequest, signal?: AbortSignal) {
    signal?.throwIfAborted();
    if (ended !== null) throw ended;
    const opaque = ++lastOpaque;
    const plain = new Map(Object.entries(fields).map(([name, value]) => [name, String(value)]));
    const all = target.login === null ? plain : signed(plain, body, target.login);
    const { promise, resolve, reject } = Promise.withResolvers<RemotingFrame>();
    const timer = setTimeout(() => {
      reject(
        new RemotingUnreachableError(
          `${nameOf(target)} did not answer a request of code ${code} in ${requestMs} ms.`,
        ),
      );
    }, requestMs);
    const abort = (): void => reject(signal?.reason as Error);
    signal?.addEventListener('abort', abort, { once: true });
    waiting.set(opaque, { resolve, reject });
    socket.write(encodeRequest(opaque, code, all, body));
    try {
      return await promise;
    } finally {
      waiting.delete(opaque);
      clearTimeout(timer);
      signal?.removeEventListener('abort', abort);
    }
  }

  return {
    get isOpen() {
      return ended === null;
    },
    ask,
    async call(request, signal) {
      const frame = await ask(request, signal);
      if (frame.code !== responseCodes.success) throw refusalOf(frame, target, request.code);
      return frame;
    },
    close() {
      end(new RemotingUnreachableError(`The connection to ${nameOf(target)} was closed.`));
    },
  };
}

/** What an answer of another code than success says, as an error. */
export function refusalOf(
  { code, remark }: RemotingFrame,
  target: RemotingTarget,
  requestCode: number,
): RemotingRefusal {
  // Exceptions come with their stack trace and an address of RocketMQ's pages.
  const [firstLine = ''] = remark.split('\n');
  return new RemotingRefusal(
    code,
    remark,
    `${nameOf(target)} refuses a request of code ${requestCode} with ${code}: ${firstLine}`,
  );
}

function nameOf({ address, port }: RemotingTarget): string {
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}
