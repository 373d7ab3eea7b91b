import { createHash, createHmac } from 'node:crypto';
import type { WireRequest } from '../../src/clouds/cloud.ts';

export interface SigningKey {
  readonly accessKey: string;
  readonly secretKey: string;
}

export interface UnsignedRequest {
  readonly method: string;
  /** Path and query as sent; the path must be encoded already. */
  readonly target: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
}

/** How a client may differ from the others. */
export interface SigningOptions {
  readonly atMs: number;
  /** What the client signs of its headers; the date is always added. */
  readonly signedHeaders?: readonly string[];
  /** Whether the path is encoded as it is (Node SDK) instead of being decoded first (Go, Python). */
  readonly encodesPathText?: boolean;
}

/**
 * Signs a request with SDK-HMAC-SHA256, written from the scheme's description and independently of the code that
 * verifies.
 */
export function signedRequest(
  request: UnsignedRequest,
  key: SigningKey,
  options: SigningOptions,
): WireRequest {
  const date = new Date(options.atMs).toISOString().replaceAll(/[-:]|\.\d{3}/g, '');
  const headers: Record<string, string> = { host: 'huawei.test', ...request.headers, 'x-sdk-date': date };
  const body = Buffer.from(request.body ?? '');
  const names = [...new Set([...(options.signedHeaders ?? ['host']), 'x-sdk-date'])].toSorted();
  const [path = '', query = ''] = request.target.split('?', 2);
  const canonicalRequest = [
    request.method,
    canonicalPath(path, options.encodesPathText ?? false),
    [...new URLSearchParams(query)]
      .map(([name, value]) => [name, value] as const)
      .toSorted(([a, x], [b, y]) => order(a, b) || order(x, y))
      .map(([name, value]) => `${encode(name)}=${encode(value)}`)
      .join('&'),
    ...names.map((name) => `${name}:${headers[name] ?? ''}`),
    '',
    names.join(';'),
    headers['x-sdk-content-sha256'] ?? sha256(body),
  ].join('\n');
  const stringToSign = `SDK-HMAC-SHA256\n${date}\n${sha256(canonicalRequest)}`;
  const signature = createHmac('sha256', key.secretKey).update(stringToSign).digest('hex');
  headers['authorization'] =
    `SDK-HMAC-SHA256 Access=${key.accessKey}, SignedHeaders=${names.join(';')}, Signature=${signature}`;
  return { method: request.method, target: request.target, headers, body, requestId: 'request-1' };
}

function canonicalPath(path: string, encodesText: boolean): string {
  const text = encodesText ? path : decodeURIComponent(path);
  const encoded = text.split('/').map(encode).join('/');
  return encoded.endsWith('/') ? encoded : `${encoded}/`;
}

function encode(text: string): string {
  return encodeURIComponent(text).replaceAll(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

/** By bytes, as Python and Go compare text; JavaScript's own order differs beyond U+FFFF. */
function order(one: string, other: string): number {
  return Buffer.compare(Buffer.from(one), Buffer.from(other));
}
