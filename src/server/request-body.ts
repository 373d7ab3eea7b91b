import type { IncomingMessage } from 'node:http';

/** The body that came in: all of it, or word that there was too much. */
export type RequestBody = Uint8Array | 'too-large';

/**
 * How much of a body that is too large is still read, as a multiple of the limit, before the refusal is sent. A client
 * that is cut off while it writes sees a broken connection and not the answer.
 */
const readOnFactor = 16;

/** Whether a body follows the headers. */
export function hasBody({ headers }: IncomingMessage): boolean {
  return headers['transfer-encoding'] !== undefined || (headers['content-length'] ?? '0') !== '0';
}

/**
 * Reads a request's body as bytes, whatever its method and content type.
 * @throws Error where the client goes away before the body has ended
 */
export function readRequestBody(request: IncomingMessage, limitBytes: number): Promise<RequestBody> {
  return new Promise((resolve, reject) => {
    let chunks: Uint8Array[] = [];
    let size = 0;
    request.on('data', (chunk: Uint8Array) => {
      size += chunk.length;
      if (size <= limitBytes) {
        chunks.push(chunk);
        return;
      }
      chunks = [];
      if (size > limitBytes * readOnFactor) {
        request.pause();
        resolve('too-large');
      }
    });
    request.on('end', () => {
      const [first] = chunks;
      if (size > limitBytes) resolve('too-large');
      else resolve(chunks.length === 1 && first !== undefined ? first : Buffer.concat(chunks));
    });
    request.on('error', reject);
    request.on('close', () => reject(new Error('The client went away before its request had ended')));
  });
}
