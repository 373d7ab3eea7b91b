import type { WireResponse } from '../../cloud.ts';
import type { HuaweiError } from '../errors.ts';

const titles: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  405: 'Method Not Allowed',
  500: 'Internal Server Error',
};

/**
 * A refusal in the identity service's shape, which is OpenStack Keystone's: `{"error":{"code":401,…}}` with the HTTP
 * status as code (IAM's page of `POST /v3/auth/tokens`). The gateway in front of it keeps its own.
 */
export function identityErrorResponse({ status, message, headers }: HuaweiError): WireResponse {
  return {
    status,
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify({ error: { code: status, message, title: titles[status] ?? 'Error' } }),
  };
}
