import { connect } from 'node:net';
import type { ZooKeeperServer } from './zookeeper-connection.ts';

export type ServerRole = 'leader' | 'follower' | 'standalone';

/**
 * Asks a ZooKeeper server by its word `srvr` what it is doing.
 * @throws Error where it serves nobody yet, cannot be reached, or does not answer before `signal` aborts
 */
export async function readServerRole(server: ZooKeeperServer, signal: AbortSignal): Promise<ServerRole> {
  const answer = await ask(server, 'srvr', signal);
  const role = /^Mode: (leader|follower|standalone)$/m.exec(answer)?.[1];
  if (role === undefined) {
    throw new Error(
      `ZooKeeper at ${server.address}:${server.port} does not serve yet: ${answer.trim().slice(0, 200)}`,
    );
  }
  return role as ServerRole;
}

function ask(server: ZooKeeperServer, word: string, signal: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    const answer: Buffer[] = [];
    const socket = connect({ host: server.address, port: server.port, signal });
    socket.on('connect', () => socket.write(word));
    socket.on('data', (chunk: Buffer) => answer.push(chunk));
    socket.on('end', () => {
      resolve(Buffer.concat(answer).toString('latin1'));
    });
    socket.on('error', reject);
    socket.on('close', () => {
      reject(
        new Error(`ZooKeeper at ${server.address}:${server.port} ended the connection without an answer.`),
      );
    });
  });
}
