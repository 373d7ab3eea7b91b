import { createHmac, hash, timingSafeEqual } from 'node:crypto';
import type { WireRequest } from '../cloud.ts';

/** The one algorithm that Huawei's SDKs, CLI and Terraform provider use unless told otherwise. */
export const signatureAlgorithm = 'SDK-HMAC-SHA256';

/** A request may be this much older or newer than our clock. */
export const clockToleranceMs = 15 * 60 * 1000;

/** What an `Authorization` header of SDK-HMAC-SHA256 says. */
export interface Authorization {
  readonly accessKey: string;
  /** As the client lists them, joined with `;`. */
  readonly signedHeaders: string;
  /** Lower-case hexadecimal. */
  readonly signature: string;
}

/** Reads `SDK-HMAC-SHA256 Access=…, SignedHeaders=…, Signature=…`; null where it is anything else. */
export function parseAuthorization(header: string): Authorization | null {
  if (!header.startsWith(`${signatureAlgorithm} `)) return null;
  let accessKey = '';
  let signedHeaders = '';
  let signature = '';
  for (const part of header.slice(signatureAlgorithm.length + 1).split(',')) {
    const field = part.trim();
    if (field.startsWith('Access=')) accessKey = field.slice('Access='.length);
    else if (field.startsWith('SignedHeaders=')) signedHeaders = field.slice('SignedHeaders='.length);
    else if (field.startsWith('Signature=')) signature = field.slice('Signature='.length);
  }
  if (accessKey === '' || signedHeaders === '' || !/^[0-9a-f]{64}$/.test(signature)) return null;
  return { accessKey, signedHeaders, signature };
}

/** The moment that `yyyymmddThhmmssZ` means, in epoch milliseconds; null where it is not such a date. */
export function parseSdkDate(text: string): number | null {
  const match = /^(\d{4})(\d\d)(\d\d)T(\d\d)(\d\d)(\d\d)Z$/.exec(text);
  if (match === null) return null;
  const [, year, month, day, hour, minute, second] = match;
  const ms = Date.parse(`${year}-${month}-${day}T${hour}:${minute}:${second}Z`);
  return Number.isNaN(ms) ? null : ms;
}

/**
 * Whether `authorization` was made over this request with this secret key.
 *
 * Everything is taken as it came over the wire: header values are Latin-1 text (Node's decoding of raw bytes), so the
 * canonical request is hashed as Latin-1, which gives the raw bytes back.
 */
export function verifySignature(
  request: WireRequest,
  authorization: Authorization,
  secretKey: string,
): boolean {
  const payloadHash = payloadHashOf(request);
  if (payloadHash === null) return false;
  const queryStart = request.target.indexOf('?');
  const path = queryStart === -1 ? request.target : request.target.slice(0, queryStart);
  const query = queryStart === -1 ? '' : canonicalQuery(request.target.slice(queryStart + 1));
  const rest = `${query}\n${canonicalHeaders(request.headers, authorization.signedHeaders)}\n${authorization.signedHeaders}\n${payloadHash}`;
  const prefix = `${signatureAlgorithm}\n${request.headers['x-sdk-date'] ?? ''}\n`;
  const given = Buffer.from(authorization.signature, 'latin1');
  return canonicalPaths(path).some((canonicalPath) => {
    const canonicalRequest = `${request.method}\n${canonicalPath}\n${rest}`;
    const hashed = hash('sha256', Buffer.from(canonicalRequest, 'latin1'), 'hex');
    const expected = createHmac('sha256', secretKey)
      .update(prefix + hashed, 'latin1')
      .digest('hex');
    return timingSafeEqual(given, Buffer.from(expected, 'latin1'));
  });
}

/**
 * The payload hash that the client signed, or null where it does not fit the body.
 * A client may name the hash in a header; it must then be the body's. The Python SDK sends `UNSIGNED-PAYLOAD` there for
 * content types other than JSON (uploads), so for JSON it is refused: it would let anyone swap the body.
 */
function payloadHashOf(request: WireRequest): string | null {
  const named = request.headers['x-sdk-content-sha256'];
  if (named === 'UNSIGNED-PAYLOAD') {
    const contentType = request.headers['content-type'] ?? '';
    const unsignedAllowed = request.body.length === 0 || (contentType !== '' && !/json/i.test(contentType));
    return unsignedAllowed ? named : null;
  }
  const actual = request.body.length === 0 ? emptyHash : hash('sha256', request.body, 'hex');
  if (named !== undefined && named.toLowerCase() !== actual) return null;
  return named ?? actual;
}

const emptyHash = hash('sha256', '', 'hex');
const plainPath = /^[A-Za-z0-9\-._~/]*$/;
const plainQuery = /^[A-Za-z0-9\-._~=&]*$/;

/**
 * The canonical forms that a path may have, each with the trailing slash that the scheme demands. The Go and Python
 * clients decode the path before they encode it; the Node SDK encodes the text as it is, so `%2F` becomes `%252F`.
 */
function canonicalPaths(path: string): readonly string[] {
  const slashed = path.endsWith('/') ? path : `${path}/`;
  if (plainPath.test(slashed)) return [slashed];
  return [
    slashed.replaceAll(/%([0-9a-fA-F]{2})|[^A-Za-z0-9\-._~/]/g, (text, hex: string | undefined) =>
      hex === undefined ? encodeByte(text) : reencodeByte(hex),
    ),
    slashed.replaceAll(/[^A-Za-z0-9\-._~/]/g, encodeByte),
  ];
}

/** Keys sorted, and the values of a repeated key; `k` alone becomes `k=`; `+` is a space, as all the clients write one. */
function canonicalQuery(query: string): string {
  const pairs: [key: string, value: string][] = [];
  const plain = plainQuery.test(query);
  for (const pair of query.split('&')) {
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    const key = equals === -1 ? pair : pair.slice(0, equals);
    const value = equals === -1 ? '' : pair.slice(equals + 1);
    // A second `=` within a value is not plain: it is encoded.
    pairs.push(plain && !value.includes('=') ? [key, value] : [decodeBytes(key), decodeBytes(value)]);
  }
  pairs.sort(([keyA, valueA], [keyB, valueB]) => compare(keyA, keyB) || compare(valueA, valueB));
  return pairs.map(([key, value]) => `${encodeBytes(key)}=${encodeBytes(value)}`).join('&');
}

/** `name:value` lines of exactly the headers that the client lists; one that did not arrive is empty. Nothing says that `host` is among them: Terraform leaves it out. */
function canonicalHeaders(headers: WireRequest['headers'], signedHeaders: string): string {
  let lines = '';
  for (const name of signedHeaders.split(';')) lines += `${name}:${headers[name.toLowerCase()] ?? ''}\n`;
  return lines;
}

/** Percent-decodes to Latin-1 text, a character per byte. */
function decodeBytes(text: string): string {
  return text.replaceAll(/%([0-9a-fA-F]{2})|\+/g, (_, hex: string | undefined) =>
    hex === undefined ? ' ' : String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

function encodeBytes(text: string): string {
  return text.replaceAll(/[^A-Za-z0-9\-._~]/g, encodeByte);
}

/** A decoded `%2F` is a slash like any other to the clients that decode first. */
function reencodeByte(hex: string): string {
  const character = String.fromCharCode(Number.parseInt(hex, 16));
  return character === '/' ? character : encodeBytes(character);
}

function encodeByte(character: string): string {
  return `%${character.charCodeAt(0).toString(16).toUpperCase().padStart(2, '0')}`;
}

function compare(a: string, b: string): number {
  if (a === b) return 0;
  return a < b ? -1 : 1;
}
