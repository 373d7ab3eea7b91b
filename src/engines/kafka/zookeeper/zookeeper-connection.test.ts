import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';
import { test } from 'node:test';
import type { TestContext } from 'node:test';
import { JuteWriter } from './jute.ts';
import { ZooKeeperConnection } from './zookeeper-connection.ts';
import type { ZooKeeperServer } from './zookeeper-connection.ts';

const times = { sessionTimeoutMs: 3000, requestTimeoutMs: 1000 };

/** A peer that does what no ZooKeeper server should; how real ones behave is tested in `test/engine`. */
async function peer(context: TestContext, serve: (socket: Socket) => void): Promise<ZooKeeperServer> {
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    sockets.add(socket);
    socket.on('error', () => sockets.delete(socket));
    serve(socket);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  context.after(() => {
    for (const socket of sockets) socket.destroy();
    server.close();
  });
  return { address: '127.0.0.1', port: (server.address() as AddressInfo).port };
}

function greeting(timeoutMs: number): Buffer {
  const body = new JuteWriter().int(0).int(timeoutMs).long(1n).buffer(Buffer.alloc(16)).bool(false);
  return new JuteWriter().buffer(body.toBuffer()).toBuffer();
}

test('a peer that closes, refuses or talks nonsense is told apart', async (context) => {
  const closing = await peer(context, (socket) => socket.end());
  await assert.rejects(ZooKeeperConnection.open(closing, times), { kind: 'connection-loss' });
  const refusing = await peer(context, (socket) => socket.write(greeting(0)));
  await assert.rejects(ZooKeeperConnection.open(refusing, times), { kind: 'session-expired' });
  const nonsense = await peer(context, (socket) => socket.write('HTTP/1.1 400 Bad Request\r\n\r\n'));
  await assert.rejects(ZooKeeperConnection.open(nonsense, times), { kind: 'marshalling-error' });
});

test('a peer that is silent costs the request timeout and not more', async (context) => {
  const silent = await peer(context, () => undefined);
  const hasty = { ...times, requestTimeoutMs: 20 };
  await assert.rejects(ZooKeeperConnection.open(silent, hasty), { kind: 'operation-timeout' });
});

test('an abort ends the opening with its reason', async (context) => {
  const end = new AbortController();
  const silent = await peer(context, () => {
    end.abort(new Error('enough'));
  });
  await assert.rejects(ZooKeeperConnection.open(silent, times, end.signal), /enough/);
});

test('requests under way fail with the connection, and later ones at once', async (context) => {
  const dying = await peer(context, (socket) => {
    socket.once('data', () => {
      socket.write(greeting(3000));
      socket.once('data', () => socket.destroy());
    });
  });
  const connection = await ZooKeeperConnection.open(dying, times);
  await assert.rejects(connection.request(3, new JuteWriter().string('/'), 'look'), {
    kind: 'connection-loss',
  });
  await assert.rejects(connection.request(3, new JuteWriter().string('/'), 'look'), {
    kind: 'connection-loss',
  });
  await connection.close();
});
