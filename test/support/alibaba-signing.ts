import { createHash, createHmac, randomUUID } from 'node:crypto';
import type { WireRequest } from '../../src/clouds/cloud.ts';
import type { SigningKey } from './huawei-signing.ts';

/** The versions of the products' APIs. */
export const versions = {
  alikafka: '2019-09-16',
  vpc: '2016-04-28',
  ecs: '2014-05-26',
  location: '2015-06-12',
  ram: '2015-05-01',
} as const;

/** In which parts of a request its parameters are. */
export type AlibabaStyle =
  /** V1 in the query of a GET, or of a POST. */
  | 'v1-get'
  | 'v1-query'
  /** V1 in the body of a form: the older Node client. */
  | 'v1-form'
  /** V1 with the action's own parameters in a form and all others in the query: the Terraform provider. */
  | 'v1-both'
  /** ACS3-HMAC-SHA256: SDKs of today. */
  | 'acs3';

export interface AlibabaRequest {
  readonly action: string;
  readonly product?: keyof typeof versions;
  readonly version?: string;
  /** Flattened already: `Tag.1.Key`. */
  readonly parameters?: Readonly<Record<string, string | number | boolean>>;
  readonly style?: AlibabaStyle;
  /** Of V1; null sends none, which asks for XML. */
  readonly format?: string | null;
  readonly nonce?: string;
  readonly timestamp?: string;
  readonly token?: string;
  readonly host?: string;
}

/** Signs a request, written from the schemes' descriptions and independently of the code that verifies. */
export function alibabaSigned(request: AlibabaRequest, key: SigningKey, atMs: number): WireRequest {
  const { style = 'acs3', host = 'alikafka.alibaba.test' } = request;
  const parameters: AlibabaRequest['parameters'] = { RegionId: 'cn-hangzhou', ...request.parameters };
  const own = Object.entries(parameters).map(([name, value]) => [name, String(value)] as const);
  const timestamp = request.timestamp ?? `${new Date(atMs).toISOString().slice(0, 19)}Z`;
  const common = { request, key, timestamp, nonce: request.nonce ?? randomUUID(), host };
  return style === 'acs3' ? acs3(own, common) : v1(style, own, common);
}

interface Common {
  readonly request: AlibabaRequest;
  readonly key: SigningKey;
  readonly timestamp: string;
  readonly nonce: string;
  readonly host: string;
}

type Pairs = readonly (readonly [name: string, value: string])[];

function v1(style: Exclude<AlibabaStyle, 'acs3'>, own: Pairs, common: Common): WireRequest {
  const { request, key, timestamp, nonce, host } = common;
  const { format = 'JSON', token } = request;
  const protocol: Pairs = [
    ['Action', request.action],
    ['Version', request.version ?? versions[request.product ?? 'alikafka']],
    ...(format === null ? [] : [['Format', format] as const]),
    ['AccessKeyId', key.accessKey],
    ['SignatureMethod', 'HMAC-SHA1'],
    ['SignatureVersion', '1.0'],
    ['SignatureNonce', nonce],
    ['Timestamp', timestamp],
    ...(token === undefined ? [] : [['SecurityToken', token] as const]),
  ];
  const method = style === 'v1-get' ? 'GET' : 'POST';
  const text = encoded([...protocol, ...own].toSorted(([a], [b]) => (a < b ? -1 : 1)));
  const toSign = `${method}&%2F&${encode(text)}`;
  const signature = createHmac('sha1', `${key.secretKey}&`).update(toSign).digest('base64');
  const signed: Pairs = [...protocol, ['Signature', signature]];
  const query = style === 'v1-both' ? signed : style === 'v1-form' ? [] : [...signed, ...own];
  const form = style === 'v1-both' ? own : style === 'v1-form' ? [...signed, ...own] : [];
  const headers: Record<string, string> = { host };
  if (form.length > 0) headers['content-type'] = 'application/x-www-form-urlencoded';
  return {
    method,
    target: query.length === 0 ? '/' : `/?${encoded(query)}`,
    headers,
    body: Buffer.from(encoded(form)),
    requestId: randomUUID(),
  };
}

function acs3(own: Pairs, { request, key, timestamp, nonce, host }: Common): WireRequest {
  const query = encoded(own.toSorted(([a], [b]) => (a < b ? -1 : 1)));
  const headers: Record<string, string> = {
    host,
    'x-acs-action': request.action,
    'x-acs-content-sha256': sha256(''),
    'x-acs-date': timestamp,
    ...(request.token === undefined ? {} : { 'x-acs-security-token': request.token }),
    'x-acs-signature-nonce': nonce,
    'x-acs-version': request.version ?? versions[request.product ?? 'alikafka'],
  };
  const names = Object.keys(headers).toSorted();
  const lines = names.map((name) => `${name}:${headers[name]}\n`).join('');
  const canonical = `POST\n/\n${query}\n${lines}\n${names.join(';')}\n${sha256('')}`;
  const signature = createHmac('sha256', key.secretKey)
    .update(`ACS3-HMAC-SHA256\n${sha256(canonical)}`)
    .digest('hex');
  headers['authorization'] =
    `ACS3-HMAC-SHA256 Credential=${key.accessKey},SignedHeaders=${names.join(';')},Signature=${signature}`;
  return { method: 'POST', target: `/?${query}`, headers, body: Buffer.alloc(0), requestId: randomUUID() };
}

function encoded(pairs: Pairs): string {
  return pairs.map(([name, value]) => `${encode(name)}=${encode(value)}`).join('&');
}

function encode(text: string): string {
  return [...Buffer.from(text)]
    .map((byte) => {
      const character = String.fromCharCode(byte);
      return /[A-Za-z0-9\-_.~]/.test(character)
        ? character
        : `%${byte.toString(16).padStart(2, '0').toUpperCase()}`;
    })
    .join('');
}

function sha256(data: string): string {
  return createHash('sha256').update(data).digest('hex');
}
