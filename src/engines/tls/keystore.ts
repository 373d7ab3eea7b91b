import forge from 'node-forge';
import type { Certified } from './certificate.ts';

/**
 * A PKCS#12 keystore with one private key and its certificate chain, as every Kafka version reads it. Each call gives
 * other bytes, because salts are random: whoever needs the same file again keeps it.
 */
export function createKeystore(server: Certified, authorityPem: string, password: string): Buffer {
  const store = forge.pkcs12.toPkcs12Asn1(
    forge.pki.privateKeyFromPem(server.privateKeyPem),
    [forge.pki.certificateFromPem(server.certificatePem), forge.pki.certificateFromPem(authorityPem)],
    password,
    { algorithm: 'aes256', friendlyName: 'broker' },
  );
  return Buffer.from(forge.asn1.toDer(store).getBytes(), 'binary');
}
