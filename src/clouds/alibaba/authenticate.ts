import type { Caller } from '../../domain/identity/caller.ts';
import type { IdentityRepository } from '../../domain/identity/identity-repository.ts';
import type { NonceRepository } from '../../domain/identity/nonce-repository.ts';
import { holdsToken, type TokenService } from '../../domain/identity/token-service.ts';
import { AlibabaError } from './errors.ts';
import type { SignedRequest } from './signed-request.ts';

export interface Authenticator {
  readonly identity: Pick<IdentityRepository, 'findAccessKey'>;
  readonly tokens: Pick<TokenService, 'callerOf'>;
  readonly nonces: NonceRepository;
  readonly nowMs: () => number;
}

/** A request may be this much older or newer than our clock, and its nonce is not taken again for as long. */
export const clockToleranceMs = 15 * 60_000;

/**
 * Proves who made the request, and that it is not made again. Only what is signed uses a nonce up: a stranger could
 * otherwise take it from its owner.
 * @throws AlibabaError
 */
export async function authenticate(signed: SignedRequest, parts: Authenticator): Promise<Caller> {
  const nowMs = parts.nowMs();
  const atMs = timeOf(signed.timestamp, nowMs);
  const key = await parts.identity.findAccessKey(signed.accessKeyId);
  if (key === null) throw new AlibabaError('InvalidAccessKeyId.NotFound');
  if (!signed.isSignedWith(key.secretKey)) {
    throw new AlibabaError(
      'SignatureDoesNotMatch',
      `Specified signature does not match our calculation. ${signed.explanation}`,
    );
  }
  if (!(await holdsToken(parts.tokens, signed.token, key.caller))) {
    throw new AlibabaError('InvalidSecurityToken.MismatchWithAccessKey');
  }
  // By then a request of the same time is refused by its time.
  const forgetAtMs = Math.max(atMs, nowMs) + clockToleranceMs;
  if (!(await parts.nonces.use({ accessKey: key.accessKey, nonce: signed.nonce, forgetAtMs }, nowMs))) {
    throw new AlibabaError('SignatureNonceUsed');
  }
  return key.caller;
}

function timeOf(timestamp: string, nowMs: number): number {
  const atMs = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(timestamp) ? Date.parse(timestamp) : Number.NaN;
  if (Number.isNaN(atMs)) {
    throw new AlibabaError(
      'InvalidTimeStamp.Format',
      `Specified time stamp or date value is not well formatted: ${JSON.stringify(timestamp.slice(0, 40))}; allowed: yyyy-MM-ddTHH:mm:ssZ in UTC.`,
    );
  }
  if (Math.abs(nowMs - atMs) > clockToleranceMs) throw new AlibabaError('InvalidTimeStamp.Expired');
  return atMs;
}
