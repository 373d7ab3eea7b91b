import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer as createHttpServer } from 'node:http';
import type { IncomingHttpHeaders, IncomingMessage, Server, ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { Log } from '../system/log.ts';
import type { Cloud, WireRequest, WireResponse } from '../clouds/cloud.ts';
import { answerAuthorityDownload, asksForAuthorityOf, type AuthorityOf } from './authority-download.ts';
import { answerClientError } from './client-errors.ts';
import { loggableTarget } from './loggable-target.ts';
import { hasBody, readRequestBody } from './request-body.ts';

export interface ServerLimits {
  readonly bodyBytes: number;
  readonly headerBytes: number;
  /** A client that has not sent its headers, or its whole request, by then is cut off. */
  readonly headersTimeoutMs: number;
  readonly requestTimeoutMs: number;
  readonly keepAliveTimeoutMs: number;
  /** A connection over which nothing moves for so long while it is in use is ended: a client that does not read its answer. */
  readonly stalledTimeoutMs: number;
}

export const defaultLimits: ServerLimits = {
  bodyBytes: 1024 * 1024,
  headerBytes: 32 * 1024,
  headersTimeoutMs: 10_000,
  requestTimeoutMs: 30_000,
  keepAliveTimeoutMs: 72_000,
  stalledTimeoutMs: 60_000,
};

export interface ServerParts {
  /** Asked in turn which of them a request is meant for; the first answers what none recognises. */
  readonly clouds: readonly [Cloud, ...Cloud[]];
  /** What `GET /_polybroker/health` answers. */
  readonly health: () => { readonly status: 'ok'; readonly version: string };
  readonly authorityOf: AuthorityOf;
  readonly log: Log;
  readonly limits?: Partial<ServerLimits>;
}

const healthPath = '/_polybroker/health';

export interface ApiServer {
  /** For its address and, in tests, its connections. */
  readonly server: Server;
  /** @throws Error where the address cannot be had */
  listen(address: { readonly host: string; readonly port: number }): Promise<void>;
  /** Takes no more connections, ends idle ones, and waits for the requests that are being answered. */
  close(): Promise<void>;
}

/**
 * The one HTTP server of all clouds. It only carries bytes: signatures are made over the request as sent, so nothing is
 * decoded, parsed or normalised before the cloud that is meant has seen it. No framework stands between, as all that one
 * offers (routes, parsers, hooks) had to be kept away from the bytes, and cost a fifth of a request.
 */
export function createServer(parts: ServerParts): ApiServer {
  const limits = { ...defaultLimits, ...parts.limits };
  let closing = false;
  const server = createHttpServer({
    maxHeaderSize: limits.headerBytes,
    // Node would refuse a request without Host by itself, and not in JSON. No cloud insists on it.
    requireHostHeader: false,
    headersTimeout: limits.headersTimeoutMs,
    requestTimeout: limits.requestTimeoutMs,
    keepAliveTimeout: limits.keepAliveTimeoutMs,
    // How often Node looks for connections past their time; its default of 30 s would triple the limits.
    connectionsCheckingInterval: Math.min(1000, limits.headersTimeoutMs),
  });
  server.setTimeout(limits.stalledTimeoutMs);

  async function answer(request: WireRequest, raw: IncomingMessage): Promise<WireResponse> {
    if (asksForHealth(request)) return jsonResponse(200, parts.health());
    const instanceId = asksForAuthorityOf(request);
    if (instanceId !== null) return answerAuthorityDownload(instanceId, parts.authorityOf);
    // The body first: in forms it is what tells one cloud's clients from another's.
    const body = hasBody(raw) ? await readRequestBody(raw, limits.bodyBytes) : null;
    const whole = body === null || body === 'too-large' ? request : { ...request, body };
    const cloud = parts.clouds.find((candidate) => candidate.recognises(whole)) ?? parts.clouds[0];
    return body === 'too-large' ? cloud.refuseTooLarge(request, limits.bodyBytes) : cloud.handle(whole);
  }

  async function handle(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const startedAt = performance.now();
    const request = toWireRequest(incoming);
    let response: WireResponse;
    try {
      response = await answer(request, incoming);
    } catch (error) {
      if (incoming.complete) {
        parts.log.error({ error, requestId: request.requestId }, 'the front end failed');
        response = jsonResponse(500, { code: 'InternalError', message: 'Internal error.' });
      } else {
        // The client went away; nobody reads this answer, but the log says what became of the request.
        response = jsonResponse(400, { code: 'BadRequest', message: 'The request ended before its body.' });
      }
    }
    // A body that was not read to its end would be taken for the next request.
    send(outgoing, response, request.requestId, closing || !incoming.complete);
    const fields = {
      method: request.method,
      // Worked out only where the line is written.
      get target() {
        return loggableTarget(request.target);
      },
      status: response.status,
      ms: Math.round((performance.now() - startedAt) * 10) / 10,
      requestId: request.requestId,
    };
    // Clients that wait for something ask again and again, and a line costs an eighth of such a request.
    if (request.method === 'GET' && response.status < 300) parts.log.debug(fields, 'request');
    else parts.log.info(fields, 'request');
  }

  function onRequest(incoming: IncomingMessage, outgoing: ServerResponse): void {
    handle(incoming, outgoing).catch((error: unknown) => {
      parts.log.error({ error }, 'an answer could not be sent');
      outgoing.destroy();
    });
  }

  server.on('request', onRequest);
  // A request that expects what Node does not know is still a request, and none of the clouds looks at it.
  server.on('checkExpectation', onRequest);
  server.on('clientError', (error, socket) => answerClientError(error, socket as Socket, parts.log));
  return {
    server,
    async listen(address) {
      server.listen(address);
      await once(server, 'listening');
    },
    async close() {
      closing = true;
      const closed = once(server, 'close');
      server.close();
      await closed;
    },
  };
}

/** Up to this size it costs less to copy an answer behind its head than to have the kernel gather both. */
const wholeWriteBytes = 16 * 1024;

function send(outgoing: ServerResponse, response: WireResponse, requestId: string, isLast: boolean): void {
  const headers: Record<string, string | number> = { ...response.headers, 'x-request-id': requestId };
  if (response.body !== undefined) headers['content-length'] = Buffer.byteLength(response.body);
  if (isLast) headers['connection'] = 'close';
  outgoing.writeHead(response.status, headers);
  // Node writes a text together with the head, bytes in a call of its own; a character per byte is sent as that byte.
  if (typeof response.body === 'object' && response.body.length <= wholeWriteBytes) {
    outgoing.end(response.body.toString('latin1'), 'latin1');
  } else outgoing.end(response.body);
}

function asksForHealth({ method, target }: WireRequest): boolean {
  return (
    (method === 'GET' || method === 'HEAD') && (target === healthPath || target.startsWith(`${healthPath}?`))
  );
}

const noBody = new Uint8Array(0);

function toWireRequest({ method, url, headers }: IncomingMessage): WireRequest {
  return {
    method: method ?? '',
    target: url ?? '',
    headers: wireHeaders(headers),
    body: noBody,
    requestId: randomUUID(),
  };
}

/** Node joins repeated headers itself, except for `set-cookie`, which no client sends and which is therefore dropped. */
function wireHeaders(headers: IncomingHttpHeaders): WireRequest['headers'] {
  if (headers['set-cookie'] === undefined) return headers as WireRequest['headers'];
  const { 'set-cookie': _, ...rest } = headers;
  return rest as WireRequest['headers'];
}

function jsonResponse(status: number, body: object): WireResponse {
  return { status, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) };
}
