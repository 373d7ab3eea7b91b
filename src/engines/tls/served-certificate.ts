import { once } from 'node:events';
import { connect } from 'node:tls';

/**
 * The SHA-256 fingerprint of the certificate that a listener shows, in the form of `X509Certificate.fingerprint256`.
 * Trusts nobody: it only looks. Leaves no connection behind.
 * @throws Error where nothing listens or speaks TLS there; the reason of `signal` once it aborts
 */
export async function servedFingerprint(address: string, port: number, signal: AbortSignal): Promise<string> {
  const socket = connect({ host: address, port, rejectUnauthorized: false });
  try {
    await once(socket, 'secureConnect', { signal });
    return socket.getPeerCertificate().fingerprint256;
  } catch (error) {
    signal.throwIfAborted();
    throw new Error(`${address}:${port}: ${(error as Error).message}`, { cause: error });
  } finally {
    socket.destroy();
  }
}
