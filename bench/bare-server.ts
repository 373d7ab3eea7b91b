/**
 * What the API is measured against: Node's own HTTP server that verifies the same signature and answers a constant
 * text of the same size. It looks nothing up, routes nothing, logs nothing.
 */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  clockToleranceMs,
  parseAuthorization,
  parseSdkDate,
  verifySignature,
} from '../src/clouds/huawei/signature.ts';
import type { WireRequest } from '../src/clouds/cloud.ts';

const secrets = new Map([[process.env['BENCH_ACCESS_KEY'], process.env['BENCH_SECRET_KEY'] ?? '']]);
/** As large as what the API answers. */
const showAnswer = JSON.stringify({ text: 'x'.repeat(Number(process.env['BENCH_SHOW_BYTES']) - 11) });
const listAnswer = JSON.stringify({ text: 'x'.repeat(Number(process.env['BENCH_LIST_BYTES']) - 11) });
const body = new Uint8Array(0);

const server = createServer((incoming, outgoing) => {
  const request: WireRequest = {
    method: incoming.method ?? '',
    target: incoming.url ?? '',
    headers: incoming.headers as WireRequest['headers'],
    body,
    requestId: '',
  };
  const authorization = parseAuthorization(request.headers['authorization'] ?? '');
  const signedAtMs = parseSdkDate(request.headers['x-sdk-date'] ?? '') ?? 0;
  const secretKey = secrets.get(authorization?.accessKey);
  const isProven =
    authorization !== null &&
    secretKey !== undefined &&
    Math.abs(Date.now() - signedAtMs) <= clockToleranceMs &&
    verifySignature(request, authorization, secretKey);
  const answer = request.target.includes('limit=') ? listAnswer : showAnswer;
  outgoing
    .writeHead(isProven ? 200 : 401, {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(answer),
    })
    .end(answer);
});

server.listen(0, '127.0.0.1', () => {
  process.stdout.write(`http://127.0.0.1:${(server.address() as AddressInfo).port}\n`);
});
process.on('SIGTERM', () => process.exit(0));
