import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rename, rm, writeFile } from 'node:fs/promises';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test, type TestContext } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { readRelayStatus, relayMember, relayStatusPort } from '../../src/engines/relay-member.ts';
import { relayFileName, renderRelaySettings, type RelaySettings } from '../../src/relay/relay-settings.ts';
import { until } from '../support/until.ts';

const megabyte = 1_000_000;
/** Of this process alone, and of those that Polybroker does not hand out. */
const addressOf = (host: number) => `127.62.${process.pid % 256}.${host}`;
const [publicAddress, otherPublicAddress, target, relayAddress] = [
  addressOf(1),
  addressOf(2),
  addressOf(3),
  addressOf(4),
] as const;

/** A relay as a process, and a server behind it that answers the address of its client and then what it gets. */
async function setUp(t: TestContext, bytesPerSecond = 1e12) {
  const directory = await mkdtemp(join(tmpdir(), 'polybroker-relay-'));
  const echo = createServer({ allowHalfOpen: true }, (socket) => {
    socket.write(`${socket.remoteAddress}\n`);
    socket.pipe(socket);
    socket.on('error', () => socket.destroy());
  });
  const port = await listen(echo, target);
  const first: RelaySettings = {
    version: 1,
    bytesPerSecond,
    address: relayAddress,
    statusPort: relayStatusPort,
    listeners: [
      {
        address: publicAddress,
        port,
        target: { address: target, port },
        admitted: ['127.80.1.0/24', '127.80.2.1'],
      },
    ],
  };
  let settings = first;
  async function change(changes: Partial<RelaySettings>): Promise<void> {
    settings = { ...settings, ...changes };
    await writeFile(join(directory, 'next'), renderRelaySettings(settings));
    await rename(join(directory, 'next'), join(directory, relayFileName));
  }
  await change({});
  const { executable, arguments: args } = relayMember('relay', first);
  const child = spawn(executable, args, { cwd: directory, env: {}, stdio: ['ignore', 'pipe', 'inherit'] });
  const output: string[] = [];
  child.stdout.on('data', (part: Buffer) => output.push(part.toString()));
  const ended = once(child, 'exit');
  t.after(async () => {
    child.kill('SIGKILL');
    echo.close();
    await rm(directory, { recursive: true, force: true });
  });
  const status = () => readRelayStatus(relayAddress, AbortSignal.timeout(30_000));
  return { listener: first.listeners[0], port, change, child, ended, output, status };
}

async function listen(server: Server, address: string, port = 0): Promise<number> {
  server.listen(port, address);
  await once(server, 'listening');
  return (server.address() as { port: number }).port;
}

/** Connects, and answers once the server has told the address that it saw; null where it was cut off instead. */
async function open(host: string, port: number, localAddress: string) {
  const socket = connect({ host, port, localAddress });
  const seen = await new Promise<string | null>((resolve) => {
    socket.once('data', (line) => resolve(line.toString().trim()));
    socket.on('error', () => resolve(null));
    socket.once('close', () => resolve(null));
  });
  return { socket, seen };
}

/** Sends so many bytes and reads them back; answers the seconds that it took. */
async function echoed(socket: Socket, bytes: number): Promise<number> {
  const beganMs = performance.now();
  let left = bytes;
  const all = new Promise<void>((resolve, reject) => {
    socket.on('data', (part: Buffer) => {
      left -= part.length;
      if (left === 0) resolve();
    });
    socket.once('close', () => reject(new Error(`cut off ${left} bytes before the end`)));
  });
  socket.write(Buffer.alloc(bytes, 'x'));
  await all;
  return (performance.now() - beganMs) / 1000;
}

test('a relay lets in whom it shall, shows the target who comes, and follows its settings while connections go on', async (t) => {
  const { listener, port, change, child, ended, status } = await setUp(t);
  assert.ok(listener !== undefined);
  await until('it listens', 30_000, async () => (await status()).listening.length === 1 || undefined);
  const inside = await open(publicAddress, port, '127.80.1.7');
  assert.equal(inside.seen, '127.80.1.7');
  const single = await open(publicAddress, port, '127.80.2.1');
  assert.equal(single.seen, '127.80.2.1');
  assert.equal((await open(publicAddress, port, '127.80.2.2')).seen, null);

  const cut = once(single.socket, 'close');
  const fewer = { ...listener, admitted: ['127.80.1.0/24'] };
  await change({ listeners: [fewer, { ...fewer, address: otherPublicAddress }] });
  await cut;
  const other = await until('the other address is open', 30_000, async () => {
    const made = await open(otherPublicAddress, port, '127.80.1.8');
    return made.seen === null ? undefined : made;
  });
  await echoed(inside.socket, megabyte);

  await change({ listeners: [fewer] });
  await once(other.socket, 'close');
  await echoed(inside.socket, 20 * megabyte);
  const told = await status();
  assert.deepEqual([told.listening, told.problems], [[`${publicAddress}:${port}`], []]);
  assert.ok(told.bytesToTargets >= 21 * megabyte && told.bytesToClients >= 21 * megabyte);

  const end = once(inside.socket, 'close');
  inside.socket.end();
  await end;
  await until('nothing is left', 30_000, async () => (await status()).connections === 0 || undefined);
  child.kill('SIGTERM');
  assert.deepEqual(await ended, [0, null]);
});

test('each direction has the bandwidth, which all connections share, and the settings change it', async (t) => {
  const { port, change, status } = await setUp(t, megabyte);
  await until('it listens', 30_000, async () => (await status()).listening.length === 1 || undefined);
  const sockets = await Promise.all(
    Array.from({ length: 4 }, async () => (await open(publicAddress, port, '127.80.1.7')).socket),
  );
  // Both directions at once: were they one, it would take twice as long. A quarter of a second may have been saved up.
  const tookSeconds = Math.max(...(await Promise.all(sockets.map((socket) => echoed(socket, megabyte / 2)))));
  assert.ok(tookSeconds > 1.7, `2 MB took ${tookSeconds} s`);
  await change({ bytesPerSecond: 1e9 });
  await delay(300);
  for (const socket of sockets) {
    await echoed(socket, megabyte);
    socket.destroy();
  }
});

test('a relay that cannot listen says so and ends', async (t) => {
  const taken = createServer();
  const { listener, change, child, ended, output, status } = await setUp(t);
  assert.ok(listener !== undefined);
  await until('it listens', 30_000, async () => (await status()).listening.length === 1 || undefined);
  const port = await listen(taken, otherPublicAddress);
  t.after(() => taken.close());
  // One that runs goes on, tells, and tries again.
  await change({ listeners: [listener, { ...listener, address: otherPublicAddress, port }] });
  const problem = await until('it tells its problem', 30_000, async () => (await status()).problems[0]);
  assert.match(problem, new RegExp(`^${otherPublicAddress}:${port} cannot be opened: .*EADDRINUSE`));
  assert.ok(child.exitCode === null);
  taken.close();
  await until(
    'it listens there too',
    30_000,
    async () => (await status()).listening.length === 2 || undefined,
  );
  const second = spawn(child.spawnfile, child.spawnargs.slice(1), {
    cwd: new URL(`file:///proc/${child.pid}/cwd/`),
    env: {},
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let said = '';
  second.stdout.on('data', (part: Buffer) => (said += part.toString()));
  assert.deepEqual(await once(second, 'exit'), [1, null]);
  assert.match(said, /cannot be opened: .*EADDRINUSE/);
  assert.equal(output.join('').split('cannot be opened').length, 2, 'said once');
  child.kill('SIGTERM');
  await ended;
});
