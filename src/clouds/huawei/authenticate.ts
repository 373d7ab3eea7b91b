import type { Caller } from '../../domain/identity/caller.ts';
import type { IdentityRepository } from '../../domain/identity/identity-repository.ts';
import type { WireRequest } from '../cloud.ts';
import { HuaweiError } from './errors.ts';
import { clockToleranceMs, parseAuthorization, parseSdkDate, verifySignature } from './signature.ts';
import { signatureAlgorithm } from './signature.ts';

export interface Authenticator {
  readonly identity: Pick<IdentityRepository, 'findAccessKey'>;
  readonly nowMs: () => number;
}

/**
 * Proves who made the request. The checks come in the order of their cost, the date before the key is looked up.
 * The texts are the gateway's own, because people search for them.
 * @throws HuaweiError APIGW.0301
 */
export async function authenticate(request: WireRequest, parts: Authenticator): Promise<Caller> {
  const header = request.headers['authorization'];
  if (header === undefined || header === '') {
    // Tokens come with the identity API; until then none can be valid.
    if (request.headers['x-auth-token'] !== undefined) throw unauthenticated('decrypt token fail');
    throw unauthenticated('x-auth-token not found');
  }
  const authorization = parseAuthorization(header);
  if (authorization === null) throw unauthenticated(whatIsWrong(header));

  const date = request.headers['x-sdk-date'];
  const signedAtMs = date === undefined ? null : parseSdkDate(date);
  if (signedAtMs === null) {
    throw unauthenticated('calc ak sk signature fail:X-Sdk-Date must be given as yyyymmddThhmmssZ in UTC');
  }
  if (Math.abs(parts.nowMs() - signedAtMs) > clockToleranceMs) {
    throw unauthenticated('calc ak sk signature fail:signature expired');
  }

  const key = await parts.identity.findAccessKey(authorization.accessKey);
  if (key === null) {
    const shown = authorization.accessKey.slice(0, 64);
    throw unauthenticated(`Get secretKey failed,ak:${shown},err:ak not exist`);
  }
  if (!verifySignature(request, authorization, key.secretKey)) {
    throw unauthenticated('verify aksk signature fail');
  }
  return key.caller;
}

function whatIsWrong(header: string): string {
  const algorithm = header.split(' ', 1)[0] ?? '';
  if (algorithm === signatureAlgorithm) {
    return 'the Authorization header must be "SDK-HMAC-SHA256 Access=…, SignedHeaders=…, Signature=…"';
  }
  // The clients can be set to SDK-HMAC-SM3, ECDSA-P256-SHA256, SM2-SM3 and V11-HMAC-SHA256 as well.
  return `the algorithm ${algorithm.slice(0, 40)} is not supported, use ${signatureAlgorithm}`;
}

function unauthenticated(reason: string): HuaweiError {
  return new HuaweiError('APIGW.0301', reason);
}
