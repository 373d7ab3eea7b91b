import { createHmac, timingSafeEqual } from 'node:crypto';
import type { Query } from '../query.ts';
import { signedHosts } from './signed-hosts.ts';

/** `SignatureMethod`; HmacSHA1 where it is left out. */
const algorithms = { HmacSHA1: 'sha1', HmacSHA256: 'sha256' } as const;

export function isV1Method(text: string): text is keyof typeof algorithms {
  return Object.hasOwn(algorithms, text);
}

/**
 * Whether `Signature` among the parameters was made over them: all others, sorted by key and not encoded, behind method,
 * host and path.
 */
export function verifyV1(
  method: string,
  hostHeader: string,
  parameters: Query,
  signatureMethod: keyof typeof algorithms,
  secretKey: string,
): boolean {
  const pairs = [...parameters]
    .filter(([key]) => key !== 'Signature')
    .toSorted(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, value]) => `${key}=${value}`)
    .join('&');
  const given = Buffer.from(parameters.get('Signature') ?? '', 'utf8');
  return signedHosts(hostHeader).some((host) => {
    const expected = Buffer.from(
      createHmac(algorithms[signatureMethod], secretKey)
        .update(`${method}${host}/?${pairs}`)
        .digest('base64'),
    );
    return given.length === expected.length && timingSafeEqual(given, expected);
  });
}
