import type { IdentityRepository } from '../../domain/identity/identity-repository.ts';
import type { TokenService } from '../../domain/identity/token-service.ts';
import type { Log } from '../../system/log.ts';
import type { Cloud, WireRequest, WireResponse } from '../cloud.ts';
import type { Throttle } from '../throttle.ts';
import { authenticate } from './authenticate.ts';
import { createInstancePlacement } from './ckafka/instance-placement.ts';
import { envelope, errorResponse, TencentError, toTencentError } from './errors.ts';
import type { Operation, Services } from './operation.ts';
import { createOperationDirectory } from './operation-directory.ts';
import { operations } from './operations/index.ts';
import { checkParameters } from './parameters/check-parameters.ts';
import { isForm, readParameters, readSignedRequest } from './signed-request.ts';

export interface TencentParts extends Omit<Services, 'placement'> {
  readonly identity: Pick<IdentityRepository, 'findAccessKey'>;
  readonly tokens: Pick<TokenService, 'callerOf'>;
  /** Bounds the requests of each account for each action. */
  readonly throttle: Throttle;
  /** Where defects of ours are reported. */
  readonly log: Log;
  /** What can be called; tests put their own in. */
  readonly operations?: readonly Operation[];
}

/**
 * Tencent Cloud's way of speaking (API 3.0): one path, the action in a header or a parameter, and HTTP 200 whatever becomes
 * of it. Only a proven caller learns which actions there are.
 */
export function createTencentCloud(parts: TencentParts): Cloud {
  const directory = createOperationDirectory(parts.operations ?? operations);
  const services: Services = { ...parts, placement: createInstancePlacement(parts.networks) };

  async function answer(request: WireRequest): Promise<WireResponse> {
    const signed = readSignedRequest(request);
    const caller = await authenticate(request, signed, parts);
    const { operation, parameters: fields } = directory.find(signed.action, signed.version);
    requireWithinLimit(parts.throttle, caller.accountId, operation.name);
    const parameters = checkParameters(readParameters(request), fields);
    const content = await operation.run({ caller, parameters, region: signed.region }, services);
    return envelope(content, request.requestId);
  }

  return {
    name: 'tencent',

    recognises({ method, target, headers }) {
      const { authorization } = headers;
      if (authorization !== undefined) return authorization.startsWith('TC3-');
      if (headers['x-tc-action'] !== undefined || headers['x-tc-version'] !== undefined) return true;
      if (target !== '/' && !target.startsWith('/?')) return false;
      // Signed in the first way. Alibaba's clients, whose requests look alike, are recognised before.
      if (headers['x-acs-action'] !== undefined) return false;
      return method === 'GET'
        ? /[?&](SecretId|Action)=/.test(target) && !/[?&]AccessKeyId=/.test(target)
        : target === '/' && isForm(headers['content-type'] ?? '');
    },

    async handle(request) {
      try {
        return await answer(request);
      } catch (error) {
        const refusal = toTencentError(error);
        if (refusal.code === 'InternalError') {
          parts.log.error({ error, requestId: request.requestId }, 'a request failed by a defect');
        }
        return errorResponse(refusal, request.requestId);
      }
    },

    refuseTooLarge(request, limitBytes) {
      const refusal = new TencentError(
        'RequestSizeLimitExceeded',
        `The request is too large: its body may have at most ${limitBytes} bytes.`,
      );
      return errorResponse(refusal, request.requestId);
    },
  };
}

function requireWithinLimit(throttle: Throttle, accountId: string, action: string): void {
  if (throttle.take(`${accountId} ${action}`) === 0) return;
  throw new TencentError(
    'RequestLimitExceeded',
    `The number of requests exceeds the frequency limit: ${throttle.limit.perSecond} per second for the action ${action}. Try again later.`,
  );
}
