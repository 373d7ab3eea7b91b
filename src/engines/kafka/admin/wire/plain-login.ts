import type { Socket } from 'node:net';
import { saslAuthenticateV0, saslHandshakeV0, saslHandshakeV1 } from '@platformatic/kafka';
import type { Connection } from '@platformatic/kafka';

export interface PlainLogin {
  readonly username: string;
  readonly password: string;
}

/** Logs a fresh connection in by PLAIN. @throws Error where the broker refuses */
export async function logIn(
  connection: Connection,
  { username, password }: PlainLogin,
  how: 'by-request' | 'raw',
): Promise<void> {
  const token = Buffer.from(`\0${username}\0${password}`, 'utf8');
  if (how === 'by-request') {
    await saslHandshakeV1.api.async(connection, 'PLAIN');
    await saslAuthenticateV0.api.async(connection, token);
    return;
  }
  await saslHandshakeV0.api.async(connection, 'PLAIN');
  await exchangeRaw(connection.socket, token);
}

/**
 * Before Kafka 1.0 (KIP-152) tokens travel without a request around them. PLAIN's answer is an empty token; a broker
 * that refuses closes the connection. The library's own reader must not see these bytes.
 */
async function exchangeRaw(socket: Socket, token: Buffer): Promise<void> {
  const readers = socket.listeners('data') as ((chunk: Buffer) => void)[];
  socket.removeAllListeners('data');
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  let received: Buffer = Buffer.alloc(0);
  const onData = (chunk: Buffer): void => {
    received = Buffer.concat([received, chunk]);
    if (received.length < 4) return;
    if (received.length === 4 && received.readInt32BE(0) === 0) resolve();
    else reject(new Error('The broker answered the login with what is not PLAIN.'));
  };
  const onClose = (): void => reject(new Error('The broker refused the login.'));
  socket.on('data', onData);
  socket.once('close', onClose);
  try {
    const size = Buffer.alloc(4);
    size.writeInt32BE(token.length);
    socket.write(Buffer.concat([size, token]));
    await promise;
  } finally {
    socket.off('data', onData);
    socket.off('close', onClose);
    for (const reader of readers) socket.on('data', reader);
  }
}
