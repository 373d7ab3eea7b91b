import { hash } from 'node:crypto';
import type { WireRequest } from '../cloud.ts';
import { parseForm, parseQuery } from '../query.ts';
import type { AnswerFormat } from './answer.ts';
import { AlibabaError, missing } from './errors.ts';
import {
  acs3CanonicalRequest,
  acs3StringToSign,
  isAcs3Signature,
  parseAcs3Authorization,
} from './signature-acs3.ts';
import { isV1Method, isV1Signature, v1StringToSign } from './signature-v1.ts';

/** What stands beside an action's own parameters where they are signed in the first way. */
const commonNames: ReadonlySet<string> = new Set([
  'AccessKeyId',
  'Action',
  'Format',
  'SecureTransport',
  'SecurityToken',
  'Signature',
  'SignatureMethod',
  'SignatureNonce',
  'SignatureType',
  'SignatureVersion',
  'SourceIp',
  'Timestamp',
  'Version',
]);

/** A request as the gateway reads it, in whichever of the styles it came, before anybody is proven. */
export interface SignedRequest {
  readonly action: string;
  readonly version: string;
  readonly accessKeyId: string;
  /** `yyyy-MM-ddTHH:mm:ssZ`, as sent. */
  readonly timestamp: string;
  readonly nonce: string;
  /** Empty where none was sent. */
  readonly token: string;
  /** The action's own, flattened: `Tag.1.Key`. */
  readonly parameters: ReadonlyMap<string, string>;
  /** What we take for signed, as the refusal of a wrong signature shows it. */
  readonly explanation: string;
  readonly isSignedWith: (secretKey: string) => boolean;
}

/** Whether the request is signed by a header; the other scheme has its signature among the parameters. */
function isAcs3({ headers }: WireRequest): boolean {
  return headers['authorization']?.startsWith('ACS3-') ?? false;
}

/** How the client wants its answer: with ACS3 always JSON, otherwise as `Format` says, and XML where nothing does. */
export function answerFormat(request: WireRequest): AnswerFormat {
  if (isAcs3(request)) return 'json';
  return allParameters(request).get('Format')?.toUpperCase() === 'JSON' ? 'json' : 'xml';
}

/** @throws AlibabaError for what the request lacks, UnsupportedHTTPMethod, IncompleteSignature */
export function readSignedRequest(request: WireRequest): SignedRequest {
  if (request.method !== 'GET' && request.method !== 'POST') throw new AlibabaError('UnsupportedHTTPMethod');
  return isAcs3(request) ? readAcs3(request) : readV1(request);
}

function readV1(request: WireRequest): SignedRequest {
  const all = allParameters(request);
  const required = (name: string) => all.get(name) || missing(name);
  const accessKeyId = all.get('AccessKeyId');
  if (!accessKeyId) throw new AlibabaError('MissingAccessKeyId');
  const method = all.get('SignatureMethod') || 'HMAC-SHA1';
  if (!isV1Method(method) || (all.get('SignatureVersion') || '1.0') !== '1.0') {
    throw new AlibabaError(
      'IncompleteSignature',
      'SignatureMethod must be HMAC-SHA1 or HMAC-SHA256, and SignatureVersion 1.0.',
    );
  }
  const signature = required('Signature');
  const stringToSign = v1StringToSign(request.method, all);
  return {
    // The older Node client and the Terraform provider name the action in a header too; what is signed counts.
    action: required('Action'),
    version: required('Version'),
    accessKeyId,
    timestamp: required('Timestamp'),
    nonce: required('SignatureNonce'),
    token: all.get('SecurityToken') ?? '',
    parameters: new Map([...all].filter(([name]) => !commonNames.has(name))),
    explanation: `server string to sign is:${stringToSign}`,
    isSignedWith: (secretKey) => isV1Signature(signature, stringToSign, method, secretKey),
  };
}

function readAcs3(request: WireRequest): SignedRequest {
  const { headers } = request;
  const authorization = parseAcs3Authorization(headers['authorization'] ?? '');
  if (authorization === null) {
    throw new AlibabaError(
      'IncompleteSignature',
      'The header Authorization must be "ACS3-HMAC-SHA256 Credential={AccessKeyId},SignedHeaders=host;x-acs-action;x-acs-content-sha256;x-acs-date;x-acs-signature-nonce;x-acs-version…,Signature=…".',
    );
  }
  const required = (name: string) => headers[name] || missingHeader(name);
  const bodyHash = required('x-acs-content-sha256');
  const canonicalRequest = acs3CanonicalRequest(request, authorization.signedHeaders);
  const stringToSign = acs3StringToSign(canonicalRequest);
  const isWholeBody = bodyHash === hash('sha256', request.body, 'hex');
  return {
    action: required('x-acs-action'),
    version: required('x-acs-version'),
    accessKeyId: authorization.accessKeyId,
    timestamp: required('x-acs-date'),
    nonce: required('x-acs-signature-nonce'),
    token: headers['x-acs-security-token'] ?? '',
    parameters: allParameters(request),
    explanation: `server string to sign is:${stringToSign} server canonical request is:${canonicalRequest}`,
    isSignedWith: (secretKey) =>
      isWholeBody && isAcs3Signature(authorization.signature, stringToSign, secretKey),
  };
}

/** @throws AlibabaError */
function missingHeader(name: string): never {
  throw new AlibabaError('MissingParameter', `The header ${name} is mandatory for this action.`);
}

/** Those of the query, and those of the body where it is a form. */
function allParameters(request: WireRequest): ReadonlyMap<string, string> {
  const query = parseQuery(request.target);
  const form = formOf(request);
  return form === null ? query : new Map([...form, ...query]);
}

/** The fields of a body that is a form; null where it is none. */
export function formOf({ headers, body }: Pick<WireRequest, 'headers' | 'body'>) {
  if (body.length === 0) return null;
  const isForm = headers['content-type']?.startsWith('application/x-www-form-urlencoded') ?? false;
  return isForm ? parseForm(Buffer.from(body).toString('utf8')) : null;
}
