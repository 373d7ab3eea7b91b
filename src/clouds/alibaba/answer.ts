import type { WireRequest, WireResponse } from '../cloud.ts';
import { type AlibabaError, recommendation } from './errors.ts';
import { xmlText } from './xml-text.ts';

export type AnswerFormat = 'json' | 'xml';

/** As the cloud writes ids of requests. */
function requestIdOf({ requestId }: WireRequest): string {
  return requestId.toUpperCase();
}

/** What an operation found, with the id of the request. */
export function successResponse(
  request: WireRequest,
  format: AnswerFormat,
  action: string,
  content: object,
): WireResponse {
  const requestId = requestIdOf(request);
  return response(200, format, `${action}Response`, { ...content, RequestId: requestId }, requestId);
}

/** A refusal. HostId is the host that the client believes to speak to. */
export function errorResponse(request: WireRequest, format: AnswerFormat, error: AlibabaError): WireResponse {
  const requestId = requestIdOf(request);
  const content = {
    RequestId: requestId,
    HostId: request.headers['host'] ?? '',
    Code: error.code,
    Message: error.message,
    Recommend: recommendation(error.code),
  };
  const answer = response(error.status, format, 'Error', content, requestId);
  return { ...answer, headers: { ...answer.headers, ...error.headers } };
}

function response(
  status: number,
  format: AnswerFormat,
  root: string,
  content: object,
  requestId: string,
): WireResponse {
  return {
    status,
    headers: {
      // Newer SDKs read an error as XML only where the type is exactly this.
      'content-type': format === 'xml' ? 'text/xml;charset=utf-8' : 'application/json;charset=utf-8',
      'x-acs-request-id': requestId,
    },
    body: format === 'xml' ? xmlText(root, content) : JSON.stringify(content),
  };
}
