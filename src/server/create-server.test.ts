import assert from 'node:assert/strict';
import { once } from 'node:events';
import { Agent, request as httpRequest } from 'node:http';
import type { IncomingMessage, RequestOptions } from 'node:http';
import { connect } from 'node:net';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
import type { Cloud, WireRequest } from '../clouds/cloud.ts';
import { createServer } from './create-server.ts';

const seen: WireRequest[] = [];
const logged: { level: string; fields: Record<string, unknown>; message: string }[] = [];
/** Lets the request for `/wait` go on; resolved once that request has arrived. */
const waiting = Promise.withResolvers<() => void>();

/** Answers with what it was given, so that the tests see what reached a cloud. */
const echo: Cloud = {
  name: 'huawei',
  recognises: () => false,
  async handle(request) {
    seen.push(request);
    if (request.target === '/defect') throw new Error('a defect');
    if (request.target === '/wait') await new Promise<void>((resolve) => waiting.resolve(resolve));
    if (request.target === '/nothing') return { status: 204, headers: {}, body: undefined };
    const { method, target } = request;
    const body = JSON.stringify({ method, target, body: Buffer.from(request.body).toString('latin1') });
    return { status: 200, headers: { 'content-type': 'application/json', 'x-echo': 'yes' }, body };
  },
  refuseTooLarge: (_request, limitBytes) => ({
    status: 413,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ limitBytes }),
  }),
};

const toldAt = (level: string) => (fields: object, message: string) =>
  void logged.push({ level, fields: { ...fields }, message });
const log = {
  debug: toldAt('debug'),
  info: toldAt('info'),
  warn: toldAt('warn'),
  error: toldAt('error'),
};

function newServer(timeoutMs = 10_000) {
  return createServer({
    clouds: [echo],
    health: () => ({ status: 'ok', version: '1.2.3' }),
    authorityOf: async (id) => (tlsInstances.includes(id) ? 'the certificate' : null),
    log,
    limits: { bodyBytes: 1000, headerBytes: 4096, headersTimeoutMs: timeoutMs, requestTimeoutMs: timeoutMs },
  });
}

const path = (id: string) => `/_polybroker/instances/${id}/ca.pem`;
const tlsInstance = '6f0c2d1e-8a4b-4c3d-9e5f-0123456789ab';
const tlsInstances = [tlsInstance, 'ckafka-abcdefgh', 'alikafka_post-cn-0123456789ab'];

const app = newServer();
let port = 0;

before(async () => {
  await app.listen({ host: '127.0.0.1', port: 0 });
  port = (app.server.address() as AddressInfo).port;
});
after(() => app.close());

interface Reply {
  readonly status: number | undefined;
  readonly headers: IncomingMessage['headers'];
  readonly text: string;
}

async function send(options: RequestOptions, body?: string): Promise<Reply> {
  const outgoing = httpRequest({ host: '127.0.0.1', port, ...options });
  outgoing.end(body);
  const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
  const chunks = (await response.toArray()) as Buffer[];
  return { status: response.statusCode, headers: response.headers, text: Buffer.concat(chunks).toString() };
}

/** Sends bytes as they are and returns all that comes back until the server closes. */
async function sendRaw(text: string, to = port): Promise<string> {
  const socket = connect(to, '127.0.0.1');
  socket.write(text, 'latin1');
  const chunks = (await socket.toArray()) as Buffer[];
  return Buffer.concat(chunks).toString('latin1');
}

test('gives out the certificate of an instance’s authority without a signature, and says where there is none', async () => {
  for (const id of tlsInstances) assert.equal((await send({ path: path(id) })).text, 'the certificate');
  const reply = await send({ path: path(tlsInstance) });
  assert.deepEqual([reply.status, reply.text], [200, 'the certificate']);
  assert.equal(reply.headers['content-type'], 'application/x-pem-file');
  assert.equal((await send({ path: `${path(tlsInstance)}?x=1` })).text, 'the certificate');
  const other = await send({ path: path(tlsInstance.replace('6', '7')) });
  assert.equal(other.status, 404);
  assert.match(other.text, /no instance 7f0c2d1e/);
  // Everything else is the clouds'.
  for (const options of [{ path: path('..') }, { path: path(tlsInstance), method: 'POST' }]) {
    assert.equal((await send(options)).headers['x-echo'], 'yes');
  }
});

test('health needs no credentials and asks no cloud', async () => {
  seen.length = 0;
  const reply = await send({ path: '/_polybroker/health' });
  assert.equal(reply.status, 200);
  assert.deepEqual(JSON.parse(reply.text), { status: 'ok', version: '1.2.3' });
  assert.equal((await send({ path: '/_polybroker/health?verbose' })).status, 200);
  assert.equal((await send({ method: 'HEAD', path: '/_polybroker/health' })).text, '');
  assert.equal(seen.length, 0);
});

test('a request without Host is a request', async () => {
  assert.match(await sendRaw('GET /a HTTP/1.1\r\nconnection: close\r\n\r\n'), /^HTTP\/1\.1 200 /);
});

test('every request has an id, in the answer, for the cloud and in the log', async () => {
  seen.length = 0;
  logged.length = 0;
  const reply = await send({ path: '/v2/x' });
  const id = reply.headers['x-request-id'];
  assert.match(String(id), /^[0-9a-f-]{36}$/);
  assert.equal(seen[0]?.requestId, id);
  const [line] = logged;
  assert.deepEqual(
    { ...line?.fields, ms: null },
    { method: 'GET', target: '/v2/x', status: 200, ms: null, requestId: id },
  );
  assert.equal(reply.headers['x-echo'], 'yes');
});

test('what changes something is logged for operators, a successful read only for those who look closely', async () => {
  logged.length = 0;
  await send({ path: '/v2/read' });
  await send({ method: 'POST', path: '/v2/change' });
  await send({ path: '/defect' });
  assert.deepEqual(
    logged
      .filter(({ message }) => message === 'request')
      .map(({ level, fields }) => [fields['status'], level]),
    [
      [200, 'debug'],
      [200, 'info'],
      [500, 'info'],
    ],
  );
});

for (const method of ['GET', 'DELETE', 'POST', 'PUT', 'PATCH', 'OPTIONS', 'PROPFIND', 'QUERY', 'TRACE']) {
  test(`${method}: the body reaches the cloud as bytes, whatever its content type`, async () => {
    for (const contentType of ['application/json', 'text/plain', ';;;', 'multipart/form-data']) {
      const headers = { 'content-type': contentType, 'content-length': '9' };
      const reply = await send({ method, path: '/a', headers }, '{"broken\xff'.slice(0, 8) + ' ');
      assert.equal(reply.status, 200);
      assert.deepEqual(JSON.parse(reply.text), { method, target: '/a', body: '{"broken ' });
    }
  });
}

for (const target of [
  '/%',
  '/%zz/%',
  '//',
  '/a//b/',
  '/?%',
  '/a%2Fb?x=%ff&x',
  '/..%2f..',
  'http://other/x',
  '*',
]) {
  test(`the target ${target} reaches the cloud as sent`, async () => {
    const method = target === '*' ? 'OPTIONS' : 'GET';
    const answer = await sendRaw(`${method} ${target} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n`);
    assert.match(answer, /^HTTP\/1\.1 200 /);
    assert.equal(JSON.parse(answer.split('\r\n\r\n')[1] ?? '').target, target);
  });
}

test('a method that HTTP does not know is refused in JSON', async () => {
  const answer = await sendRaw('FROB / HTTP/1.1\r\nhost: x\r\n\r\n');
  assert.match(answer, /^HTTP\/1\.1 400 /);
  assert.match(answer, /"message":"The HTTP method is unknown\."/);
});

test('what is not HTTP, and headers that are too large, are refused in JSON', async () => {
  assert.match(await sendRaw('hello\r\n\r\n'), /^HTTP\/1\.1 400 [^]*"message"/);
  const large = await sendRaw(`GET / HTTP/1.1\r\nhost: x\r\nx: ${'a'.repeat(5000)}\r\n\r\n`);
  assert.match(large, /^HTTP\/1\.1 431 [^]*"message"/);
});

test('a body above the limit is refused in the words of the cloud, with and without a declared length', async () => {
  assert.equal((await send({ method: 'POST', path: '/a' }, 'x'.repeat(1000))).status, 200);
  for (const headers of [{}, { 'transfer-encoding': 'chunked' }]) {
    for (const size of [1001, 16_000, 500_000]) {
      const outgoing = httpRequest({ host: '127.0.0.1', port, method: 'POST', path: '/a', headers });
      // The server may stop reading and close; the answer counts, not whether all was written.
      outgoing.on('error', () => {});
      outgoing.end('x'.repeat(size));
      const [response] = (await once(outgoing, 'response')) as [IncomingMessage];
      assert.equal(response.statusCode, 413);
      assert.match(String(response.headers['x-request-id']), /^[0-9a-f-]{36}$/);
      response.resume();
    }
  }
});

test('a client that does not finish its request is cut off', async () => {
  const server = newServer(200);
  await server.listen({ host: '127.0.0.1', port: 0 });
  const own = (server.server.address() as AddressInfo).port;
  const answers = await Promise.all([
    sendRaw('GET / HTTP/1.1\r\nhost: x\r\n', own),
    sendRaw('POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 10\r\n\r\nabc', own),
  ]);
  for (const answer of answers) assert.match(answer, /^HTTP\/1\.1 408 /);
  await server.close();
});

test('a request that expects something unknown is answered like any other', async () => {
  const answer = await sendRaw('GET /a HTTP/1.1\r\nexpect: the-moon\r\nconnection: close\r\n\r\n');
  assert.match(answer, /^HTTP\/1\.1 200 /);
});

test('an answer without a body has none', async () => {
  const reply = await send({ method: 'DELETE', path: '/nothing' });
  assert.equal(reply.status, 204);
  assert.equal(reply.text, '');
  assert.equal(reply.headers['content-type'], undefined);
});

test('a defect is answered with 500 and without its message, and logged with it', async () => {
  logged.length = 0;
  const reply = await send({ path: '/defect' });
  assert.equal(reply.status, 500);
  assert.doesNotMatch(reply.text, /a defect/);
  assert.ok(logged.some(({ fields }) => fields['error'] instanceof Error));
});

test('the log holds no header, no body and no secret of the query', async () => {
  logged.length = 0;
  const headers = { authorization: 'SDK-HMAC-SHA256 Access=topsecret' };
  await send(
    { method: 'POST', path: '/a?Signature=topsecret&name=n&AccessKeyId=topsecret', headers },
    'topsecret',
  );
  assert.equal(logged[0]?.fields['target'], '/a?Signature=***&name=n&AccessKeyId=***');
  assert.doesNotMatch(JSON.stringify(logged), /topsecret/);
});

test('closing finishes the request that is being answered and ends connections kept alive', async () => {
  const server = newServer();
  await server.listen({ host: '127.0.0.1', port: 0 });
  const agent = new Agent({ keepAlive: true });
  const own = { port: (server.server.address() as AddressInfo).port, agent };
  await send({ ...own, path: '/idle' });
  const answered = send({ ...own, path: '/wait' });
  const release = await waiting.promise;
  const closed = server.close();
  release();
  const reply = await answered;
  assert.equal(reply.status, 200);
  assert.equal(reply.headers.connection, 'close');
  await closed;
  agent.destroy();
});
