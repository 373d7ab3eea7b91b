import { randomUUID } from 'node:crypto';
import type { Socket } from 'node:net';
import type { Log } from '../system/log.ts';

interface Refusal {
  readonly status: string;
  readonly message: string;
}

/** What Node refuses before there is a request, by its error code. */
const refusals: Readonly<Record<string, Refusal>> = {
  HPE_HEADER_OVERFLOW: {
    status: '431 Request Header Fields Too Large',
    message: 'The request line and headers are too large.',
  },
  ERR_HTTP_REQUEST_TIMEOUT: {
    status: '408 Request Timeout',
    message: 'The request did not arrive in time.',
  },
  HPE_INVALID_METHOD: { status: '400 Bad Request', message: 'The HTTP method is unknown.' },
  HPE_INVALID_URL: { status: '400 Bad Request', message: 'The request target is malformed.' },
};

const malformed: Refusal = { status: '400 Bad Request', message: 'The request is not valid HTTP/1.1.' };

/**
 * Answers what is not a request. There is no cloud to word it, as nothing could be read; `code` and `message` are what
 * all the clouds' clients look for in JSON.
 */
export function answerClientError(error: Error & { code?: string }, socket: Socket, log: Log): void {
  if (error.code === 'ECONNRESET' || !socket.writable) {
    socket.destroy();
    return;
  }
  const { status, message } = refusals[error.code ?? ''] ?? malformed;
  const requestId = randomUUID();
  const body = JSON.stringify({ code: 'BadRequest', message, requestId });
  const head = [
    `HTTP/1.1 ${status}`,
    'content-type: application/json',
    `content-length: ${Buffer.byteLength(body)}`,
    `x-request-id: ${requestId}`,
    'connection: close',
  ];
  log.info(
    { requestId, status: Number(status.slice(0, 3)), reason: error.code },
    'refused a malformed request',
  );
  socket.end(`${head.join('\r\n')}\r\n\r\n${body}`);
}
