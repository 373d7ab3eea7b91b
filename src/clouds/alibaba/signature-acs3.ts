import { createHmac, hash, timingSafeEqual } from 'node:crypto';
import type { WireRequest } from '../cloud.ts';
import { parseQuery } from '../query.ts';
import { canonicalPairs } from './percent-encode.ts';

export const acs3Algorithm = 'ACS3-HMAC-SHA256';

/** What an `Authorization` header of ACS3-HMAC-SHA256 says. */
export interface Acs3Authorization {
  readonly accessKeyId: string;
  /** In lower case, in the client's order. */
  readonly signedHeaders: readonly string[];
  /** Lower-case hexadecimal. */
  readonly signature: string;
}

/** Without these in the signature a stranger could change what is asked for, or ask again later. */
const alwaysSigned = [
  'host',
  'x-acs-action',
  'x-acs-content-sha256',
  'x-acs-date',
  'x-acs-signature-nonce',
  'x-acs-version',
];

/** Reads `ACS3-HMAC-SHA256 Credential=…,SignedHeaders=a;b,Signature=…`; null where it is anything else or signs too little. */
export function parseAcs3Authorization(header: string): Acs3Authorization | null {
  if (!header.startsWith(`${acs3Algorithm} `)) return null;
  const fields = new Map<string, string>();
  for (const part of header.slice(acs3Algorithm.length + 1).split(',')) {
    const equals = part.indexOf('=');
    if (equals !== -1) fields.set(part.slice(0, equals).trim(), part.slice(equals + 1).trim());
  }
  const accessKeyId = fields.get('Credential') ?? '';
  const signature = fields.get('Signature') ?? '';
  const signedHeaders = (fields.get('SignedHeaders') ?? '').toLowerCase().split(';');
  const isWhole =
    accessKeyId !== '' &&
    /^[0-9a-f]{64}$/.test(signature) &&
    alwaysSigned.every((name) => signedHeaders.includes(name));
  return isWhole ? { accessKeyId, signedHeaders, signature } : null;
}

/**
 * The request in the form that is signed. Which headers are in it the client says: the Node SDK signs host and `x-acs-…`,
 * the Python SDK `accept` and `user-agent` too. Values of headers are Latin-1 text, Node's decoding of raw bytes.
 */
export function acs3CanonicalRequest(request: WireRequest, signedHeaders: readonly string[]): string {
  const query = parseQuery(request.target);
  const pairs = [...query.keys()].flatMap((key) => query.all(key).map((value) => [key, value] as const));
  const names = signedHeaders.toSorted();
  const headers = names.map((name) => `${name}:${(request.headers[name] ?? '').trim()}\n`).join('');
  const payloadHash = hash('sha256', request.body, 'hex');
  return `${request.method}\n/\n${canonicalPairs(pairs)}\n${headers}\n${names.join(';')}\n${payloadHash}`;
}

export function acs3StringToSign(canonicalRequest: string): string {
  return `${acs3Algorithm}\n${hash('sha256', Buffer.from(canonicalRequest, 'latin1'), 'hex')}`;
}

/** Whether `signature` is that of the text; the scheme takes the secret key as it is. */
export function isAcs3Signature(signature: string, stringToSign: string, secretKey: string): boolean {
  const expected = createHmac('sha256', secretKey).update(stringToSign).digest('hex');
  return timingSafeEqual(Buffer.from(signature, 'latin1'), Buffer.from(expected, 'latin1'));
}
