import type { Caller } from '../../domain/identity/caller.ts';
import type { IdentityRepository } from '../../domain/identity/identity-repository.ts';
import type { TokenService } from '../../domain/identity/token-service.ts';
import type { WireRequest } from '../cloud.ts';
import type { Throttle } from '../throttle.ts';
import { HuaweiError } from './errors.ts';
import { clockToleranceMs, parseAuthorization, parseSdkDate, verifySignature } from './signature.ts';
import { signatureAlgorithm } from './signature.ts';

export interface Authenticator {
  readonly identity: Pick<IdentityRepository, 'findAccessKey'>;
  readonly tokens: Pick<TokenService, 'callerOf'>;
  /** Counts the requests of each access key, and of each user with a token. */
  readonly throttle: Throttle;
  readonly nowMs: () => number;
}

/**
 * Proves who made the request, by its signature or by its token. The checks come in the order of their cost, the date before the key is looked up.
 * The texts are the gateway's own, because people search for them.
 * @throws HuaweiError APIGW.0301; APIGW.0308 for a proven caller who asks too often
 */
export async function authenticate(request: WireRequest, parts: Authenticator): Promise<Caller> {
  const header = request.headers['authorization'];
  if (header === undefined || header === '') {
    const token = request.headers['x-auth-token'];
    if (token === undefined) throw unauthenticated('x-auth-token not found');
    const caller = await parts.tokens.callerOf(token);
    if (caller === null) throw unauthenticated('decrypt token fail');
    requireWithinLimit(parts.throttle, `token of ${caller.userId}`);
    return caller;
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
  // Only now: what is counted before would let anyone who knows a key's name use up its share.
  requireWithinLimit(parts.throttle, authorization.accessKey);
  return key.caller;
}

function requireWithinLimit(throttle: Throttle, key: string): void {
  if (throttle.take(key) === 0) return;
  throw new HuaweiError(
    'APIGW.0308',
    `policy user over ratelimit,limit:${throttle.limit.perSecond},time:1 second`,
  );
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
