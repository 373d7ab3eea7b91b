import { randomUUID } from 'node:crypto';
import { METHODS } from 'node:http';
import type { IncomingHttpHeaders } from 'node:http';
import { fastify } from 'fastify';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { Log } from '../system/log.ts';
import type { Cloud, WireRequest, WireResponse } from '../clouds/cloud.ts';
import { answerAuthorityDownload, type AuthorityOf } from './authority-download.ts';
import { answerClientError } from './client-errors.ts';
import { loggableTarget } from './loggable-target.ts';
import { readRequestBody } from './request-body.ts';

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

/**
 * The one HTTP server of all clouds. It only carries bytes: signatures are made over the request as sent, so nothing is
 * decoded, parsed or normalised before the cloud that is meant has seen it. Start it with `listen`, end it with `close`,
 * which finishes the requests that are being answered and ends idle connections.
 */
export function createServer(parts: ServerParts): FastifyInstance {
  const limits = { ...defaultLimits, ...parts.limits };
  let closing = false;
  const app = fastify({
    logger: false,
    genReqId: () => randomUUID(),
    requestTimeout: limits.requestTimeoutMs,
    keepAliveTimeout: limits.keepAliveTimeoutMs,
    connectionTimeout: limits.stalledTimeoutMs,
    forceCloseConnections: 'idle',
    http: {
      maxHeaderSize: limits.headerBytes,
      // Node would refuse a request without Host by itself, and not in JSON. No cloud insists on it.
      requireHostHeader: false,
      headersTimeout: limits.headersTimeoutMs,
      requestTimeout: limits.requestTimeoutMs,
      // How often Node looks for connections past their time; its default of 30 s would triple the limits.
      connectionsCheckingInterval: Math.min(1000, limits.headersTimeoutMs),
    },
    clientErrorHandler: (error, socket) => answerClientError(error, socket, parts.log),
    // Every path is one route, so that Fastify's router, which refuses malformed paths, has nothing to look at.
    rewriteUrl: () => '/',
    exposeHeadRoutes: false,
  });
  // Without a body in Fastify's eyes no content type is parsed or refused; the handler reads the bytes itself.
  const methods = METHODS.filter((method) => method !== 'CONNECT');
  for (const method of methods) app.addHttpMethod(method, { hasBody: false, overrideExisting: true });
  app.addHook('preClose', (done) => {
    closing = true;
    done();
  });

  async function answer(request: WireRequest, raw: FastifyRequest['raw']): Promise<WireResponse> {
    if (asksForHealth(request)) return jsonResponse(200, parts.health());
    const authority = await answerAuthorityDownload(request, parts.authorityOf);
    if (authority !== null) return authority;
    const cloud = parts.clouds.find((candidate) => candidate.recognises(request)) ?? parts.clouds[0];
    const body = await readRequestBody(raw, limits.bodyBytes);
    if (body === 'too-large') return cloud.refuseTooLarge(request, limits.bodyBytes);
    return cloud.handle(body.length === 0 ? request : { ...request, body });
  }

  async function handle(incoming: FastifyRequest, reply: FastifyReply): Promise<FastifyReply> {
    const startedAt = performance.now();
    const request = toWireRequest(incoming);
    let response: WireResponse;
    try {
      response = await answer(request, incoming.raw);
    } catch (error) {
      if (incoming.raw.complete) {
        parts.log.error({ error, requestId: request.requestId }, 'the front end failed');
        response = jsonResponse(500, { code: 'InternalError', message: 'Internal error.' });
      } else {
        // The client went away; nobody reads this answer, but the log says what became of the request.
        response = jsonResponse(400, { code: 'BadRequest', message: 'The request ended before its body.' });
      }
    }
    void reply.code(response.status).headers(response.headers).header('x-request-id', request.requestId);
    // A body that was not read to its end would be taken for the next request.
    if (closing || !incoming.raw.complete) void reply.header('connection', 'close');
    parts.log.info(
      {
        method: request.method,
        target: loggableTarget(request.target),
        status: response.status,
        ms: Math.round((performance.now() - startedAt) * 10) / 10,
        requestId: request.requestId,
      },
      'request',
    );
    return reply.send(response.body);
  }

  app.route({ method: methods, url: '/', handler: handle });
  return app;
}

function asksForHealth({ method, target }: WireRequest): boolean {
  return (
    (method === 'GET' || method === 'HEAD') && (target === healthPath || target.startsWith(`${healthPath}?`))
  );
}

const noBody = new Uint8Array(0);

function toWireRequest(incoming: FastifyRequest): WireRequest {
  return {
    method: incoming.method,
    target: incoming.originalUrl,
    headers: wireHeaders(incoming.raw.headers),
    body: noBody,
    requestId: incoming.id,
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
