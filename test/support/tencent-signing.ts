import { createHash, createHmac, randomUUID } from 'node:crypto';
import type { WireRequest } from '../../src/clouds/cloud.ts';
import type { SigningKey } from './huawei-signing.ts';

/** The versions of the products' APIs. */
export const versions = { ckafka: '2019-08-19', vpc: '2017-03-12', tag: '2018-08-13' } as const;

export interface TencentRequest {
  readonly action: string;
  readonly service?: keyof typeof versions;
  readonly parameters?: unknown;
  readonly region?: string;
  /** Sent and signed. */
  readonly host?: string;
  /** Beside those that are always sent. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** Signs a POST with TC3-HMAC-SHA256, written from the scheme's description and independently of the code that verifies. */
export function tencentSigned(request: TencentRequest, key: SigningKey, atMs: number): WireRequest {
  const { action, service = 'ckafka', parameters = {}, host = 'ckafka.tencent.test' } = request;
  const body = Buffer.from(JSON.stringify(parameters));
  const timestamp = String(Math.floor(atMs / 1000));
  const date = new Date(atMs).toISOString().slice(0, 10);
  const headers: Record<string, string> = {
    host,
    'content-type': 'application/json',
    'x-tc-action': action,
    'x-tc-version': versions[service],
    'x-tc-timestamp': timestamp,
    'x-tc-region': request.region ?? 'ap-guangzhou',
    ...request.headers,
  };
  const isUnsigned = headers['x-tc-content-sha256'] === 'UNSIGNED-PAYLOAD';
  const canonical = [
    'POST',
    '/',
    '',
    `content-type:${headers['content-type']}`,
    `host:${headers['host']}`,
    '',
    'content-type;host',
    sha256(isUnsigned ? 'UNSIGNED-PAYLOAD' : body),
  ].join('\n');
  const scope = `${date}/${service}/tc3_request`;
  const toSign = ['TC3-HMAC-SHA256', timestamp, scope, sha256(canonical)].join('\n');
  const signingKey = [date, service, 'tc3_request'].reduce<string | Buffer>(
    (secret, text) => createHmac('sha256', secret).update(text).digest(),
    `TC3${key.secretKey}`,
  );
  const signature = createHmac('sha256', signingKey).update(toSign).digest('hex');
  headers['authorization'] =
    `TC3-HMAC-SHA256 Credential=${key.accessKey}/${scope}, SignedHeaders=content-type;host, Signature=${signature}`;
  return { method: 'POST', target: '/', headers, body, requestId: randomUUID() };
}

/** Signs in the first way, with everything in the query (GET) or in a form (POST). */
export function firstWaySigned(
  method: 'GET' | 'POST',
  parameters: Readonly<Record<string, string>>,
  key: SigningKey,
  atMs: number,
  signatureMethod: 'HmacSHA1' | 'HmacSHA256' = 'HmacSHA1',
): WireRequest {
  const host = 'ckafka.tencent.test';
  const all: Record<string, string> = {
    Version: versions.ckafka,
    Region: 'ap-guangzhou',
    Timestamp: String(Math.floor(atMs / 1000)),
    Nonce: '1',
    SecretId: key.accessKey,
    SignatureMethod: signatureMethod,
    ...parameters,
  };
  const text = Object.keys(all)
    .toSorted()
    .map((name) => `${name}=${all[name]}`)
    .join('&');
  const algorithm = signatureMethod === 'HmacSHA1' ? 'sha1' : 'sha256';
  all['Signature'] = createHmac(algorithm, key.secretKey)
    .update(`${method}${host}/?${text}`)
    .digest('base64');
  const sent = new URLSearchParams(all).toString();
  return {
    method,
    target: method === 'GET' ? `/?${sent}` : '/',
    headers: { host, 'content-type': 'application/x-www-form-urlencoded' },
    body: Buffer.from(method === 'GET' ? '' : sent),
    requestId: randomUUID(),
  };
}

function sha256(data: string | Buffer): string {
  return createHash('sha256').update(data).digest('hex');
}
