import { once } from 'node:events';
import { connect } from 'node:net';

const apiVersionsKey = 18;

/** Numbers of the requests that a broker knows (Kafka's ApiVersions, version 0), from a listener without TLS, which answers this before a login. */
export async function apiKeysOf(broker: string): Promise<ReadonlySet<number>> {
  const [host = '', port = ''] = broker.split(':');
  const socket = connect({ host, port: Number(port) });
  const request = Buffer.alloc(14);
  request.writeInt32BE(10, 0);
  request.writeInt16BE(apiVersionsKey, 4);
  // Version 0, correlation id 0, and no client id.
  request.writeInt16BE(-1, 12);
  socket.write(request);
  let answer = Buffer.alloc(0);
  try {
    while (answer.length < 4 || answer.length < 4 + answer.readInt32BE(0)) {
      const [chunk] = (await once(socket, 'data')) as [Buffer];
      answer = Buffer.concat([answer, chunk]);
    }
  } finally {
    socket.destroy();
  }
  const count = answer.readInt32BE(10);
  return new Set(Array.from({ length: count }, (_, index) => answer.readInt16BE(14 + 6 * index)));
}
