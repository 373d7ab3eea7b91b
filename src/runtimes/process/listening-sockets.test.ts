import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type AddressInfo } from 'node:net';
import { test } from 'node:test';
import { holderOf, listeningSockets, parseListening } from './listening-sockets.ts';

const head =
  '  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode';
const rest = '00000000:00000000 00:00000000 00000000     0        0 115 1 0000000062f453cb 100 0 0 10 0';

test('the rows that listen are read, of IPv4 and of both kinds of IPv6', () => {
  const table = [
    head,
    `   0: 0403477F:2384 00000000:0000 0A ${rest}`,
    `   1: 0100007F:2384 0100007F:1000 01 ${rest}`,
    `   2: 00000000:07E8 00000000:0000 0A ${rest}`,
    `   3: 0000000000000000FFFF00000403477F:2385 00000000000000000000000000000000:0000 0A ${rest}`,
    `   4: 00000000000000000000000000000000:2386 00000000000000000000000000000000:0000 0A ${rest}`,
    `   5: 00000000000000000000000001000000:2387 00000000000000000000000000000000:0000 0A ${rest}`,
    '',
  ].join('\n');
  assert.deepEqual(parseListening(table), [
    { address: '127.71.3.4', port: 9092, inode: '115' },
    { address: '*', port: 2024, inode: '115' },
    { address: '127.71.3.4', port: 9093, inode: '115' },
    { address: '*', port: 9094, inode: '115' },
    { address: '00000000000000000000000001000000', port: 9095, inode: '115' },
  ]);
});

test('a real listener is found with its process', async (t) => {
  const server = createServer().listen(0, '127.71.250.1');
  t.after(() => server.close());
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const found = listeningSockets().find(
    (socket) => socket.address === '127.71.250.1' && socket.port === port,
  );
  assert.ok(found !== undefined);
  assert.equal(holderOf(found)?.pid, process.pid);
});
