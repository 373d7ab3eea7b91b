import type { WireRequest } from '../cloud.ts';
import { parseJsonText } from '../json-text.ts';
import { parseForm, parseQuery, type Query } from '../query.ts';
import { TencentError } from './errors.ts';

/** What stands beside an action's own parameters where a request is signed in the first way. */
const commonNames: ReadonlySet<string> = new Set([
  'Action',
  'Version',
  'Region',
  'Timestamp',
  'Nonce',
  'SecretId',
  'Signature',
  'SignatureMethod',
  'Token',
  'RequestClient',
  'Language',
]);

/** A request as the gateway reads it, before anybody is proven. */
export interface SignedRequest {
  readonly action: string;
  readonly version: string;
  readonly region: string;
  /** Seconds, as sent: that is what was signed. */
  readonly timestamp: string;
  /** Empty where none was sent. */
  readonly token: string;
  /** The header of TC3, or the parameters of a request that is signed in the first way. */
  readonly proof: { readonly scheme: 'tc3' } | { readonly scheme: 'v1'; readonly parameters: Query };
}

/** Parameters as JSON, or flattened to text: `Filters.0.Name`. */
export type GivenParameters =
  | { readonly kind: 'json'; readonly value: unknown }
  | { readonly kind: 'text'; readonly values: ReadonlyMap<string, string> };

/** Whether the request is signed in the first way: everything is in the query, or in the body of a form. */
export function isSignedInFirstWay({ headers }: WireRequest): boolean {
  return headers['authorization'] === undefined && headers['x-tc-action'] === undefined;
}

/**
 * Reads the common parameters.
 * @throws TencentError MissingParameter, UnsupportedProtocol
 */
export function readSignedRequest(request: WireRequest): SignedRequest {
  if (request.method !== 'GET' && request.method !== 'POST') throw new TencentError('UnsupportedProtocol');
  if (!isSignedInFirstWay(request)) {
    const { headers } = request;
    return {
      action: required('Action', headers['x-tc-action']),
      version: required('Version', headers['x-tc-version']),
      timestamp: required('Timestamp', headers['x-tc-timestamp']),
      region: headers['x-tc-region'] ?? '',
      token: headers['x-tc-token'] ?? '',
      proof: { scheme: 'tc3' },
    };
  }
  const parameters = textParameters(request);
  return {
    action: required('Action', parameters.get('Action')),
    version: required('Version', parameters.get('Version')),
    timestamp: required('Timestamp', parameters.get('Timestamp')),
    region: parameters.get('Region') ?? '',
    token: parameters.get('Token') ?? '',
    proof: { scheme: 'v1', parameters },
  };
}

/**
 * The action's own parameters.
 * @throws TencentError InvalidParameter for a body that is no JSON object, InvalidRequest for a multipart body
 */
export function readParameters(request: WireRequest): GivenParameters {
  const contentType = request.headers['content-type'] ?? '';
  if (request.method === 'GET' || isSignedInFirstWay(request)) return withoutCommon(textParameters(request));
  if (contentType.startsWith('multipart/')) {
    throw new TencentError(
      'InvalidRequest',
      'Bodies of the type multipart/form-data are not supported; send JSON.',
    );
  }
  if (isForm(contentType)) return withoutCommon(textParameters(request));
  if (request.body.length === 0) return { kind: 'json', value: {} };
  const text = parseJsonText(request.body);
  if (text.kind !== 'value') throw new TencentError('InvalidParameter', 'The body is not JSON in UTF-8.');
  return { kind: 'json', value: text.value };
}

function withoutCommon(parameters: Query): GivenParameters {
  return { kind: 'text', values: new Map([...parameters].filter(([key]) => !commonNames.has(key))) };
}

function textParameters(request: WireRequest): Query {
  return request.method === 'GET'
    ? parseQuery(request.target)
    : parseForm(Buffer.from(request.body).toString('utf8'));
}

export function isForm(contentType: string): boolean {
  return contentType.startsWith('application/x-www-form-urlencoded');
}

function required(name: string, value: string | undefined): string {
  if (value !== undefined && value !== '') return value;
  throw new TencentError('MissingParameter', `The request is missing the required parameter \`${name}\`.`);
}
