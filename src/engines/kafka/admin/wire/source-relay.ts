import { once } from 'node:events';
import { connect, createServer } from 'node:net';
import type { AddressInfo, Socket } from 'node:net';

/** A port of this machine that leads to another address, which sees `localAddress` as its client's. */
export interface SourceRelay {
  readonly address: string;
  readonly port: number;
  /** Ends it with all its connections. */
  close(): void;
}

/** For connections of a client library that cannot be told from which address to connect. */
export async function openSourceRelay(
  target: { readonly address: string; readonly port: number },
  localAddress: string,
): Promise<SourceRelay> {
  const sockets = new Set<Socket>();
  const server = createServer((near) => {
    const far = connect({ host: target.address, port: target.port, localAddress });
    for (const [one, other] of [
      [near, far],
      [far, near],
    ] as const) {
      sockets.add(one);
      one.pipe(other);
      // Either side's end is told by the end of the other.
      one.on('error', () => other.destroy());
      one.on('close', () => {
        sockets.delete(one);
        other.destroy();
      });
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    address: '127.0.0.1',
    port: (server.address() as AddressInfo).port,
    close() {
      server.close();
      for (const socket of sockets) socket.destroy();
    },
  };
}
