/**
 * What the relay of public access costs: `npm run bench:relay`. The same bytes go to a server directly and by way of a relay
 * that holds nothing back, in turn, over one connection and over several; the medians of the rounds count. Ratios say more than
 * rates where the machine does other things too.
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { connect, createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { readRelayStatus, relayMember, relayStatusPort } from '../src/engines/relay-member.ts';
import { relayFileName, renderRelaySettings, type RelaySettings } from '../src/relay/relay-settings.ts';
import { cpuMs, residentMib } from './server-process.ts';

const rounds = Number(process.env['BENCH_ROUNDS'] ?? 9);
const roundBytes = 512 * 1024 * 1024;
const pieceBytes = 64 * 1024;
const addressOf = (host: number) => `127.62.${process.pid % 256}.${host}`;
const [target, publicAddress, relayAddress] = [addressOf(1), addressOf(2), addressOf(3)] as const;

/** Reads all that comes and says at the end that it has. */
const sink = createServer({ allowHalfOpen: true }, (socket) => {
  socket.resume();
  socket.once('end', () => socket.end('all'));
  socket.on('error', () => socket.destroy());
});
sink.listen(0, target);
await once(sink, 'listening');
const { port } = sink.address() as { readonly port: number };

async function startRelay(directory: string): Promise<ChildProcess> {
  const settings: RelaySettings = {
    version: 1,
    bytesPerSecond: 1e12,
    address: relayAddress,
    statusPort: relayStatusPort,
    listeners: [
      { address: publicAddress, port, target: { address: target, port }, admitted: ['127.0.0.0/8'] },
    ],
  };
  await writeFile(join(directory, relayFileName), renderRelaySettings(settings));
  const { executable, arguments: args } = relayMember('relay', settings);
  const relay = spawn(executable, args, { cwd: directory, env: {}, stdio: ['ignore', 'ignore', 'inherit'] });
  for (;;) {
    const status = await readRelayStatus(relayAddress, AbortSignal.timeout(5000)).catch(() => null);
    if (status !== null) return relay;
    if (relay.exitCode !== null) throw new Error('The relay ended.');
    await wait(50);
  }
}

/** Sends so much over one connection; resolves once the other side has all of it. */
async function send(host: string, bytes: number): Promise<void> {
  const socket = connect({ host, port });
  const all = once(socket, 'data');
  const piece = Buffer.alloc(pieceBytes, 'x');
  for (let sent = 0; sent < bytes; sent += piece.length) {
    if (!socket.write(piece)) await once(socket, 'drain');
  }
  socket.end();
  await all;
}

async function mibPerSecond(host: string, connections: number): Promise<number> {
  const beganMs = performance.now();
  await Promise.all(Array.from({ length: connections }, () => send(host, roundBytes / connections)));
  return roundBytes / 1024 ** 2 / ((performance.now() - beganMs) / 1000);
}

/** Milliseconds from a connection's first byte to its answer. */
async function roundTripMs(host: string): Promise<number> {
  const beganMs = performance.now();
  await send(host, 1);
  return performance.now() - beganMs;
}

function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? Number.NaN;
}

async function compare(
  what: string,
  unit: string,
  measure: (host: string) => Promise<number>,
): Promise<void> {
  const relayed: number[] = [];
  const direct: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    relayed.push(await measure(publicAddress));
    direct.push(await measure(target));
  }
  const [one, other] = [median(relayed), median(direct)];
  const ratio = (one / other).toFixed(2);
  console.log(`${what}: ${one.toPrecision(3)} / ${other.toPrecision(3)} ${unit} = ${ratio}`);
}

const directory = await mkdtemp(join(tmpdir(), 'polybroker-bench-'));
const relay = await startRelay(directory);
const pid = relay.pid ?? 0;
try {
  console.log('By way of the relay / directly = ratio');
  console.log(`memory of the idle relay: ${residentMib(pid).toFixed(0)} MiB`);
  for (const connections of [1, 16]) {
    await compare(`${connections} connection(s)`, 'MiB/s', (host) => mibPerSecond(host, connections));
  }
  await compare('connect, one byte, answer', 'ms', roundTripMs);
  const relayedGib = (2 * rounds * roundBytes) / 1024 ** 3;
  console.log(`CPU of the relay: ${(cpuMs(pid) / 1000 / relayedGib).toFixed(2)} s per GiB`);
  console.log(`memory of the relay afterwards: ${residentMib(pid).toFixed(0)} MiB`);
} finally {
  relay.kill();
  sink.close();
  await rm(directory, { recursive: true, force: true });
}
