import { connect } from 'node:net';
import { fileURLToPath } from 'node:url';
import {
  relayFileName,
  renderRelaySettings,
  type RelaySettings,
  type RelayStatus,
} from '../relay/relay-settings.ts';
import type { MemberFile, MemberSpec } from '../runtimes/runtime.ts';

/** Where a relay tells its status, on its own address. */
export const relayStatusPort = 9096;

const program = fileURLToPath(new URL('../relay/main.ts', import.meta.url));
/** With it Node need not translate the program at each start: measured 55 MB instead of 80. */
const compileCache = fileURLToPath(new URL('../../scripts/compile-cache.mjs', import.meta.url));
const askWithinMs = 5000;

/** The process of a relay: one of our own programs, on the Node that we run on. */
export function relayMember(name: string, settings: RelaySettings): MemberSpec {
  return {
    name,
    files: [relayFile(settings)],
    executable: process.execPath,
    arguments: ['--import', compileCache, '--max-semi-space-size=1', '--v8-pool-size=1', program],
    stopGraceMs: 5000,
    // Before brokers: clients shall find a closed port, and not one behind which nobody is.
    stopOrder: 3,
    restartDelayMs: 200,
  };
}

/** By which a relay learns what to do; it looks at it four times a second. */
export function relayFile(settings: RelaySettings): MemberFile {
  return { path: relayFileName, content: renderRelaySettings(settings) };
}

/** @throws Error while the relay does not listen everywhere that it shall */
export async function requireListening(settings: RelaySettings, signal: AbortSignal): Promise<void> {
  const { listening, problems } = await readRelayStatus(settings.address, signal);
  const missing = settings.listeners
    .map(({ address, port }) => `${address}:${port}`)
    .filter((name) => !listening.includes(name));
  if (missing.length > 0) {
    throw new Error(
      problems.length > 0 ? problems.join(' ') : `It does not listen at ${missing.join(', ')}.`,
    );
  }
}

/** What the relay at this address says of itself: it tells nobody else. @throws Error where it does not answer */
export function readRelayStatus(address: string, signal: AbortSignal): Promise<RelayStatus> {
  const { promise, resolve, reject } = Promise.withResolvers<RelayStatus>();
  const socket = connect({
    host: address,
    port: relayStatusPort,
    localAddress: address,
    signal: AbortSignal.any([signal, AbortSignal.timeout(askWithinMs)]),
  });
  let text = '';
  socket.setEncoding('utf8');
  socket.on('data', (part: string) => (text += part));
  socket.once('error', reject);
  socket.once('close', () => {
    try {
      resolve(JSON.parse(text) as RelayStatus);
    } catch (error) {
      reject(new Error(`The relay at ${address} did not tell its status.`, { cause: error }));
    }
  });
  return promise;
}
