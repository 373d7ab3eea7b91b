import assert from 'node:assert/strict';
import { once } from 'node:events';
import { type AddressInfo, connect, createServer } from 'node:net';
import { test } from 'node:test';
import { openConnections } from './open-connections.ts';

test('connections count for where they come from', async () => {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const sockets = ['127.9.0.1', '127.9.0.1', '127.9.0.2'].map((localAddress) =>
    connect({ host: '127.0.0.1', port, localAddress }),
  );
  try {
    await Promise.all(sockets.map((socket) => once(socket, 'connect')));
    const found = openConnections([{ address: '127.0.0.1', port }]);
    assert.deepEqual([found.get('127.9.0.1'), found.get('127.9.0.2'), found.size], [2, 1, 2]);
    assert.equal(openConnections([{ address: '127.0.0.9', port }]).size, 0);
  } finally {
    for (const socket of sockets) socket.destroy();
    server.close();
  }
});
