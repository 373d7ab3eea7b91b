import { once } from 'node:events';
import { BlockList, createServer, isIP, type Server, type Socket } from 'node:net';
import { Pacer } from './pacer.ts';
import type { RelayListener, RelaySettings, RelayStatus } from './relay-settings.ts';
import { relayConnection, type RelayedConnection, type Traffic } from './relayed-connection.ts';

/** Of one listener: as many as a broker of Huawei's largest products takes. */
const connectionsAtMost = 4000;

/** Relays connections from some addresses of this machine to others. */
export interface Relay {
  /** Does from now on what the settings say; connections that they leave alone go on. Answers what could not be done. */
  apply(settings: RelaySettings): Promise<readonly string[]>;
  status(): RelayStatus;
  close(): void;
}

interface OpenListener {
  readonly server: Server;
  readonly connections: Set<RelayedConnection>;
  settings: RelayListener;
  admitted: BlockList;
}

export function createRelay(first: RelaySettings, nowMs: () => number): Relay {
  const traffic: Traffic = {
    toTargets: new Pacer(first.bytesPerSecond, nowMs),
    toClients: new Pacer(first.bytesPerSecond, nowMs),
    bytesToTargets: 0,
    bytesToClients: 0,
  };
  const open = new Map<string, OpenListener>();
  let ownAddress = first.address;
  let statusServer: Server | null = null;
  let problems: readonly string[] = [];

  function accept(listener: OpenListener, near: Socket): void {
    const client = plainAddress(near.remoteAddress);
    if (client === null || !admits(listener.admitted, client)) {
      near.destroy();
      return;
    }
    const connection = relayConnection(
      near,
      client,
      listener.settings.target,
      isLoopback(client) ? client : ownAddress,
      traffic,
      (ended) => listener.connections.delete(ended),
    );
    listener.connections.add(connection);
  }

  async function openListener(settings: RelayListener): Promise<OpenListener> {
    const server = createServer({ allowHalfOpen: true, noDelay: true, pauseOnConnect: true });
    const listener = {
      server,
      settings,
      connections: new Set<RelayedConnection>(),
      admitted: new BlockList(),
    };
    server.maxConnections = connectionsAtMost;
    server.on('connection', (near) => accept(listener, near));
    await listen(server, settings.address, settings.port);
    return listener;
  }

  function closeListener(name: string, listener: OpenListener): void {
    open.delete(name);
    listener.server.close();
    for (const connection of listener.connections) connection.end();
  }

  function change(listener: OpenListener, settings: RelayListener): void {
    listener.settings = settings;
    listener.admitted = blockList(settings.admitted);
    for (const connection of listener.connections) {
      if (!admits(listener.admitted, connection.client)) connection.end();
    }
  }

  const relay: Relay = {
    async apply(settings) {
      const found: string[] = [];
      traffic.toTargets.setRate(settings.bytesPerSecond);
      traffic.toClients.setRate(settings.bytesPerSecond);
      ownAddress = settings.address;
      const wanted = new Map(settings.listeners.map((one) => [nameOf(one), one]));
      for (const [name, listener] of open) if (!wanted.has(name)) closeListener(name, listener);
      for (const [name, one] of wanted) {
        try {
          const listener = open.get(name) ?? (await openListener(one));
          open.set(name, listener);
          change(listener, one);
        } catch (error) {
          found.push(`${name} cannot be opened: ${reasonOf(error)}`);
        }
      }
      try {
        statusServer ??= await openStatus(settings, () => relay.status());
      } catch (error) {
        found.push(
          `The status port ${settings.address}:${settings.statusPort} cannot be opened: ${reasonOf(error)}`,
        );
      }
      problems = found;
      return found;
    },

    status: () => ({
      listening: [...open.keys()],
      problems,
      connections: [...open.values()].reduce((sum, { connections }) => sum + connections.size, 0),
      bytesToTargets: traffic.bytesToTargets,
      bytesToClients: traffic.bytesToClients,
    }),

    close() {
      for (const [name, listener] of open) closeListener(name, listener);
      statusServer?.close();
      traffic.toTargets.close();
      traffic.toClients.close();
    },
  };
  return relay;
}

/** Tells the status, as one line of JSON, to who connects from the relay's own address: the control plane. */
async function openStatus(
  { address, statusPort }: RelaySettings,
  status: () => RelayStatus,
): Promise<Server> {
  const server = createServer((socket) => {
    socket.on('error', () => socket.destroy());
    if (socket.remoteAddress === address) socket.end(`${JSON.stringify(status())}\n`);
    else socket.destroy();
  });
  await listen(server, address, statusPort);
  return server;
}

async function listen(server: Server, host: string, port: number): Promise<void> {
  server.listen({ host, port, exclusive: true });
  await once(server, 'listening');
  // A connection that broke before it was accepted, or a file table that is full, is no reason to end.
  server.on('error', () => undefined);
}

function nameOf({ address, port }: RelayListener): string {
  return `${address}:${port}`;
}

/** An IPv4 address that an IPv6 socket shows is shown as what it is. */
function plainAddress(address: string | undefined): string | null {
  if (address === undefined) return null;
  return address.startsWith('::ffff:') ? address.slice('::ffff:'.length) : address;
}

/** Any process of a machine may connect from any of its loopback addresses, so that the target can see the client's own. */
function isLoopback(address: string): boolean {
  return address.startsWith('127.');
}

function admits(list: BlockList, address: string): boolean {
  return list.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4');
}

function blockList(blocks: readonly string[]): BlockList {
  const list = new BlockList();
  for (const block of blocks) {
    const [address = '', bits] = block.split('/');
    const kind = isIP(address) === 6 ? 'ipv6' : 'ipv4';
    list.addSubnet(address, bits === undefined ? (kind === 'ipv6' ? 128 : 32) : Number(bits), kind);
  }
  return list;
}

function reasonOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
