import type { Log } from '../../system/log.ts';
import type { Cloud, WireRequest, WireResponse } from '../cloud.ts';
import type { Throttle } from '../throttle.ts';
import { answerFormat, formOf, readSignedRequest } from './signed-request.ts';
import { errorResponse, successResponse } from './answer.ts';
import { authenticate, type Authenticator } from './authenticate.ts';
import { AlibabaError, toAlibabaError } from './errors.ts';
import type { Operation, Services } from './operation.ts';
import { createOperationDirectory, products } from './operation-directory.ts';
import { operations } from './operations/index.ts';
import { checkParameters } from './parameters/check-parameters.ts';

export interface AlibabaParts extends Services, Authenticator {
  /** Bounds the requests of each user for each action. */
  readonly throttle: Throttle;
  /** Of StartInstance, which the cloud documents as rarer. */
  readonly startThrottle: Throttle;
  /** Where defects of ours are reported. */
  readonly log: Log;
  /** What can be called; tests put their own in. */
  readonly operations?: readonly Operation[];
}

const versionsOfProducts = new Set(products.map(({ version }) => version));

/**
 * Alibaba Cloud's way of speaking (RPC): one path, the action in a parameter or a header, two signatures, answers in JSON or
 * XML. Only a proven caller learns which actions there are.
 */
export function createAlibabaCloud(parts: AlibabaParts): Cloud {
  const directory = createOperationDirectory(parts.operations ?? operations);

  async function answer(request: WireRequest): Promise<WireResponse> {
    const signed = readSignedRequest(request);
    const caller = await authenticate(signed, parts);
    const { operation, parameters: fields } = directory.find(signed.action, signed.version);
    requireWithinLimit(parts, caller.userId, operation.name);
    const parameters = checkParameters(signed.parameters, fields);
    const regionId = signed.parameters.get('RegionId') || 'cn-hangzhou';
    const host = request.headers['host'] ?? '';
    const content = await operation.run({ caller, parameters, regionId, host }, parts);
    const whole = operation.product === 'alikafka' ? { ...succeeded, ...content } : content;
    return successResponse(request, answerFormat(request), operation.name, whole);
  }

  return {
    name: 'alibaba',

    recognises(request) {
      const { method, target, headers } = request;
      const { authorization } = headers;
      if (authorization !== undefined) return authorization.startsWith('ACS3-');
      if (headers['x-acs-action'] !== undefined || headers['x-acs-version'] !== undefined) return true;
      if (target !== '/' && !target.startsWith('/?')) return false;
      if (/[?&](AccessKeyId|SignatureNonce)=/.test(target)) return true;
      const version = /[?&]Version=([^&]*)/.exec(target)?.[1];
      if (version !== undefined) return versionsOfProducts.has(version);
      const form = method === 'POST' && target === '/' ? formOf(request) : null;
      return form !== null && (form.has('AccessKeyId') || form.has('SignatureNonce'));
    },

    async handle(request) {
      try {
        return await answer(request);
      } catch (error) {
        const refusal = toAlibabaError(error);
        if (refusal.code === 'InternalError') {
          parts.log.error({ error, requestId: request.requestId }, 'a request failed by a defect');
        }
        return errorResponse(request, answerFormat(request), refusal);
      }
    },

    refuseTooLarge(request, limitBytes) {
      const refusal = new AlibabaError(
        'EntityTooLarge',
        `The request is too large: its body may have at most ${limitBytes} bytes.`,
      );
      return errorResponse(request, answerFormat(request), refusal);
    },
  };
}

/** What every answer of alikafka begins with. */
const succeeded = { Code: 200, Message: 'operation success.', Success: true };

function requireWithinLimit(
  { throttle, startThrottle }: Pick<AlibabaParts, 'throttle' | 'startThrottle'>,
  userId: string,
  action: string,
): void {
  const limiting = action === 'StartInstance' ? startThrottle : throttle;
  if (limiting.take(`${userId} ${action}`) === 0) return;
  throw new AlibabaError(
    'Throttling.User',
    `Request was denied due to user flow control: ${limiting.limit.perSecond} per second for the action ${action}. Try again later.`,
  );
}
