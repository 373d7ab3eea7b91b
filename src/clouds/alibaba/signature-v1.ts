import { createHmac, timingSafeEqual } from 'node:crypto';
import { canonicalPairs, percentEncode } from './percent-encode.ts';

/** `SignatureMethod`. */
const algorithms = { 'HMAC-SHA1': 'sha1', 'HMAC-SHA256': 'sha256' } as const;

export type V1Method = keyof typeof algorithms;

export function isV1Method(text: string): text is V1Method {
  return Object.hasOwn(algorithms, text);
}

/** What is signed: all parameters, of the query and of the body, but the signature itself. */
export function v1StringToSign(method: string, parameters: ReadonlyMap<string, string>): string {
  const signed = [...parameters].filter(([name]) => name !== 'Signature');
  return `${method}&${percentEncode('/')}&${percentEncode(canonicalPairs(signed))}`;
}

/** Whether `signature` is that of the text by this secret key, to which the scheme appends `&`. */
export function isV1Signature(
  signature: string,
  stringToSign: string,
  signatureMethod: V1Method,
  secretKey: string,
): boolean {
  const expected = createHmac(algorithms[signatureMethod], `${secretKey}&`).update(stringToSign).digest();
  const given = Buffer.from(signature, 'base64');
  return given.length === expected.length && timingSafeEqual(given, expected);
}
