import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { test } from 'node:test';
import { readClusterView } from './probe.ts';

const target = { address: '127.0.0.1', login: null, authorityPem: null } as const;

test('says which address refused a connection', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  await assert.rejects(
    readClusterView({ ...target, port }, AbortSignal.timeout(5000)),
    new RegExp(`127\\.0\\.0\\.1:${port}: .*ECONNREFUSED`),
  );
});

test('leaves a silent broker when its signal aborts, and closes the connection', async () => {
  const end = new AbortController();
  const closed = Promise.withResolvers<void>();
  const server = createServer((socket) => {
    socket.on('close', () => closed.resolve());
    socket.once('data', () => end.abort(new Error('enough')));
  }).listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  try {
    await assert.rejects(readClusterView({ ...target, port }, end.signal), /enough/);
    await closed.promise;
  } finally {
    server.close();
  }
});

for (const [what, authorityPem] of [
  ['plaintext', null],
  ['TLS', ''],
] as const) {
  test(`a broker that dies while a client logs in over ${what} leaves nobody waiting`, async () => {
    const server = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.once('data', () => socket.resetAndDestroy());
    }).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const login = { mechanism: 'SCRAM-SHA-512', username: 'user', password: 'secret' } as const;
    try {
      await assert.rejects(
        readClusterView({ ...target, port, login, authorityPem }, AbortSignal.timeout(5000)),
        new RegExp(`127\\.0\\.0\\.1:${port}: `),
      );
    } finally {
      server.close();
    }
  });

  test(`a broker that falls silent while a client logs in over ${what} is left at the signal`, async () => {
    const server = createServer((socket) => socket.on('error', () => undefined)).listen(0, '127.0.0.1');
    await once(server, 'listening');
    const { port } = server.address() as AddressInfo;
    const login = { mechanism: 'PLAIN', username: 'user', password: 'secret' } as const;
    try {
      await assert.rejects(
        readClusterView({ ...target, port, login, authorityPem }, AbortSignal.timeout(300)),
        {
          name: 'TimeoutError',
        },
      );
    } finally {
      server.close();
    }
  });
}
