import { connect, type Socket } from 'node:net';
import { Flow } from './flow.ts';
import type { Pacer } from './pacer.ts';

const connectWithinMs = 10_000;
/** How long one side may go on after the other has ended before the connection counts as forgotten. */
const halfOpenMs = 60_000;
/** After so long without traffic the kernel asks whether the other side still lives. */
const keepAliveAfterMs = 60_000;

/** What the connections of a relay share. */
export interface Traffic {
  readonly toTargets: Pacer;
  readonly toClients: Pacer;
  bytesToTargets: number;
  bytesToClients: number;
}

/** A client's connection and the one to its target that carries it on. */
export interface RelayedConnection {
  readonly client: string;
  /** Ends both at once. */
  end(): void;
}

/**
 * Carries a client's connection on to the target, which sees `localAddress` as the address that it comes from. The end of one
 * side is passed on to the other; where one is broken, both end.
 */
export function relayConnection(
  near: Socket,
  client: string,
  target: { readonly address: string; readonly port: number },
  localAddress: string,
  traffic: Traffic,
  onEnd: (connection: RelayedConnection) => void,
): RelayedConnection {
  const far = connect({
    host: target.address,
    port: target.port,
    localAddress,
    allowHalfOpen: true,
    noDelay: true,
    keepAlive: true,
    keepAliveInitialDelay: keepAliveAfterMs,
  });
  const inbound = new Flow(near, far, traffic.toTargets, (bytes) => (traffic.bytesToTargets += bytes));
  const outbound = new Flow(far, near, traffic.toClients, (bytes) => (traffic.bytesToClients += bytes));
  let hasEnded = false;
  const connection = {
    client,
    end() {
      if (hasEnded) return;
      hasEnded = true;
      inbound.stop();
      outbound.stop();
      near.destroy();
      far.destroy();
      onEnd(connection);
    },
  };
  near.setKeepAlive(true, keepAliveAfterMs);
  far.setTimeout(connectWithinMs, () => connection.end());
  far.once('connect', () => {
    far.setTimeout(0);
    inbound.start();
    outbound.start();
  });
  const sides = [near, far];
  for (const side of sides) {
    // Which of the ways a connection breaks is of no interest: the other side is told by its end.
    side.on('error', () => connection.end());
    side.once('end', () => {
      for (const either of sides) either.setTimeout(halfOpenMs, () => connection.end());
    });
    side.once('close', () => {
      if (sides.every((either) => either.destroyed)) connection.end();
    });
  }
  return connection;
}
