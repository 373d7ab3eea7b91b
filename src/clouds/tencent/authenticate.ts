import type { Caller } from '../../domain/identity/caller.ts';
import type { IdentityRepository } from '../../domain/identity/identity-repository.ts';
import { holdsToken, type TokenService } from '../../domain/identity/token-service.ts';
import type { WireRequest } from '../cloud.ts';
import { TencentError } from './errors.ts';
import { parseTc3Authorization, verifyTc3 } from './signature-tc3.ts';
import { isV1Method, verifyV1 } from './signature-v1.ts';
import type { SignedRequest } from './signed-request.ts';

export interface Authenticator {
  readonly identity: Pick<IdentityRepository, 'findAccessKey'>;
  readonly tokens: Pick<TokenService, 'callerOf'>;
  readonly nowMs: () => number;
}

/** A request may be this much older or newer than our clock. */
export const clockToleranceMs = 300_000;

/**
 * Proves who made the request. The key is looked up last, and only for a request of our time.
 * @throws TencentError AuthFailure.…
 */
export async function authenticate(
  request: WireRequest,
  signed: SignedRequest,
  parts: Authenticator,
): Promise<Caller> {
  const { secretId, verify } = proofOf(request, signed);
  checkTime(signed.timestamp, parts.nowMs());
  if (!/^[A-Za-z0-9]{2,128}$/.test(secretId)) throw new TencentError('AuthFailure.InvalidSecretId');
  const key = await parts.identity.findAccessKey(secretId);
  if (key === null) throw new TencentError('AuthFailure.SecretIdNotFound');
  if (!verify(key.secretKey)) throw new TencentError('AuthFailure.SignatureFailure');
  if (!(await holdsToken(parts.tokens, signed.token, key.caller))) {
    throw new TencentError('AuthFailure.TokenFailure');
  }
  return key.caller;
}

interface Proof {
  readonly secretId: string;
  readonly verify: (secretKey: string) => boolean;
}

function proofOf(request: WireRequest, { proof, timestamp }: SignedRequest): Proof {
  if (proof.scheme === 'v1') {
    const { parameters } = proof;
    const method = parameters.get('SignatureMethod') || 'HmacSHA1';
    if (!parameters.has('SecretId') || !parameters.has('Signature')) {
      throw new TencentError('AuthFailure.InvalidAuthorization', 'SecretId and Signature are required.');
    }
    if (!isV1Method(method)) {
      throw new TencentError(
        'AuthFailure.InvalidAuthorization',
        'SignatureMethod must be HmacSHA1 or HmacSHA256.',
      );
    }
    return {
      secretId: parameters.get('SecretId') ?? '',
      verify: (secretKey) =>
        verifyV1(request.method, request.headers['host'] ?? '', parameters, method, secretKey),
    };
  }
  const authorization = parseTc3Authorization(request.headers['authorization'] ?? '');
  if (authorization === null) {
    throw new TencentError(
      'AuthFailure.InvalidAuthorization',
      'The header Authorization must be "TC3-HMAC-SHA256 Credential={SecretId}/{yyyy-mm-dd}/{service}/tc3_request, SignedHeaders=content-type;host…, Signature=…".',
    );
  }
  return {
    secretId: authorization.secretId,
    verify: (secretKey) =>
      authorization.date === dateOf(timestamp) && verifyTc3(request, authorization, timestamp, secretKey),
  };
}

function checkTime(timestamp: string, nowMs: number): void {
  if (!/^\d{1,12}$/.test(timestamp)) {
    throw new TencentError('InvalidParameter', 'Parameter `Timestamp` must be a number of seconds.');
  }
  if (Math.abs(nowMs - Number(timestamp) * 1000) > clockToleranceMs) {
    throw new TencentError('AuthFailure.SignatureExpire');
  }
}

/** The UTC date of the time that was signed. */
function dateOf(timestamp: string): string {
  return new Date(Number(timestamp) * 1000).toISOString().slice(0, 10);
}
