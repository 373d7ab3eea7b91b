import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { after, before, suite, test } from 'node:test';
import type { Cloud } from '../clouds/cloud.ts';
import { createServer } from './create-server.ts';
import { silentLog } from '../system/testing/silent-log.ts';

const limits = {
  bodyBytes: 10_000,
  headerBytes: 4096,
  headersTimeoutMs: 300,
  requestTimeoutMs: 600,
  keepAliveTimeoutMs: 300,
  // Far behind the others: who falls silent before those ends the connection by them, and is told so.
  stalledTimeoutMs: 2000,
};

/** More than sockets of both ends hold, so that a client that does not read stops the server's writing. */
const largeAnswer = 'x'.repeat(64 * 1024 * 1024);

const cloud: Cloud = {
  name: 'huawei',
  recognises: () => true,
  handle: async ({ target }) => ({
    status: 200,
    headers: { 'content-type': 'text/plain' },
    body: target === '/large' ? largeAnswer : 'ok',
  }),
  refuseTooLarge: () => ({ status: 413, headers: {}, body: 'too large' }),
};

const app = createServer({
  clouds: [cloud],
  health: () => ({ status: 'ok', version: '0' }),
  authorityOf: async () => null,
  log: silentLog,
  limits,
});

/** The server's ends of all connections. */
const accepted: Socket[] = [];
app.server.on('connection', (socket) => accepted.push(socket));

before(() => app.listen({ host: '127.0.0.1', port: 0 }));
after(() => app.close());

async function connected(): Promise<Socket> {
  const socket = connect((app.server.address() as AddressInfo).port, '127.0.0.1');
  // A connection that the server cuts while the client writes ends in an error there.
  socket.on('error', () => {});
  await once(socket, 'connect');
  return socket;
}

/** Resolves when the connection has ended, in whatever way; `once` would take an error for a failure. */
function closed(socket: Socket): Promise<void> {
  return new Promise((resolve) => socket.once('close', () => resolve()));
}

/**
 * Sends `head`, then `piece` every 20 ms, and answers what the server said before it ended the connection. It falls silent
 * shortly before `limitMs`, which counts from the start all the same: a client that is cut off in the middle of a write
 * may lose the answer that came before.
 */
async function drip(head: string, piece: string, limitMs: number): Promise<string> {
  const socket = await connected();
  let text = '';
  socket.on('data', (chunk: Buffer) => (text += chunk.toString('latin1')));
  const startedAt = performance.now();
  socket.write(head);
  const timer = setInterval(() => {
    if (performance.now() - startedAt < limitMs - 50) socket.write(piece);
  }, 20);
  await closed(socket);
  clearInterval(timer);
  return text;
}

// Each waits for a time limit; at the same time, so that together they take as long as the longest.
suite('slow clients', { concurrency: true }, () => {
  test('headers that come a line at a time, for ever, are cut off (slow loris)', async () => {
    const said = await drip('GET / HTTP/1.1\r\nhost: x\r\n', 'x-a: b\r\n', limits.headersTimeoutMs);
    assert.match(said, /^HTTP\/1\.1 408 .*"message"/s);
  });

  test('a body that comes a byte at a time is cut off', async () => {
    const head = 'POST / HTTP/1.1\r\nhost: x\r\ncontent-length: 9000\r\n\r\n';
    assert.match(await drip(head, 'x', limits.requestTimeoutMs), /^HTTP\/1\.1 408 .*"message"/s);
  });

  test('a body that never ends is cut off while it is small, and refused once it is too large', async () => {
    const head = 'POST / HTTP/1.1\r\nhost: x\r\ntransfer-encoding: chunked\r\n\r\n';
    assert.match(await drip(head, '1\r\nx\r\n', limits.requestTimeoutMs), /^HTTP\/1\.1 408 .*"message"/s);
    // Just past what is read on before the refusal, so that nothing is unread when the connection ends.
    const tooMuch = 16 * limits.bodyBytes + 1;
    const whole = `${head}${tooMuch.toString(16)}\r\n${'x'.repeat(tooMuch)}`;
    assert.match(await drip(whole, '', limits.requestTimeoutMs), /^HTTP\/1\.1 413 .*too large/s);
  });

  test('connections that ask for nothing are ended, before a first request and after one', async () => {
    const silent = await connected();
    silent.resume();
    await closed(silent);
    const idle = await connected();
    idle.write('GET / HTTP/1.1\r\nhost: x\r\n\r\n');
    idle.resume();
    await closed(idle);
  });

  test('a client that does not read its answer is cut off', async () => {
    const socket = await connected();
    socket.write('GET /large HTTP/1.1\r\nhost: x\r\n\r\n');
    // A few KiB of the answer have come; nothing takes more.
    await once(socket, 'readable');
    const serversEnd = accepted.find((other) => other.remotePort === socket.localPort);
    assert.ok(serversEnd);
    await closed(serversEnd);
    socket.destroy();
  });

  test('others are answered while clients are slow', async () => {
    const slow = await Promise.all(Array.from({ length: 200 }, connected));
    for (const socket of slow) socket.write('GET / HTTP/1.1\r\nx-a:');
    const socket = await connected();
    socket.write('GET / HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n');
    const chunks = (await socket.toArray()) as Buffer[];
    assert.match(Buffer.concat(chunks).toString(), /^HTTP\/1\.1 200 .*ok$/s);
    for (const each of slow) each.destroy();
  });
});
