import { generateKeyPair } from 'node:crypto';
import { promisify } from 'node:util';

const generate = promisify(generateKeyPair);

/** A new RSA key of 2048 bits as PEM (PKCS#8): the kind that every Java and every client of these Kafka versions takes. */
export async function newPrivateKeyPem(): Promise<string> {
  // By node:crypto, on a thread of its own: node-forge would take seconds of the event loop.
  const { privateKey } = await generate('rsa', {
    modulusLength: 2048,
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  return privateKey;
}
