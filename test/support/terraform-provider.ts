import type { HuaweiAccess } from './huawei.ts';
import { signedRequest } from './huawei-signing.ts';

export interface ProviderReply {
  readonly status: number;
  // oxlint-disable-next-line typescript/no-explicit-any -- tests look into answers of every shape
  readonly json: any;
}

/**
 * Calls the API as the Huawei provider of Terraform does: it signs `accept;user-agent;x-sdk-date`, `content-type` too where
 * there is a body, and never the host; X-Project-Id it adds after signing.
 */
export function terraformProvider({ endpoint, accessKey, secretKey, projectId }: HuaweiAccess) {
  return async function send(method: string, target: string, body?: object): Promise<ProviderReply> {
    const named: Record<string, string> = {
      accept: 'application/json',
      'user-agent': 'terraform-provider-huaweicloud',
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    };
    const text = body === undefined ? '' : JSON.stringify(body);
    const signed = signedRequest(
      { method, target, headers: named, body: text },
      { accessKey, secretKey },
      { atMs: Date.now(), signedHeaders: Object.keys(named) },
    );
    const { host: _, ...headers } = signed.headers;
    const response = await fetch(`${endpoint}${target}`, {
      method,
      headers: { ...(headers as Record<string, string>), 'x-project-id': projectId },
      ...(body === undefined ? {} : { body: text }),
    });
    const answer = await response.text();
    return { status: response.status, json: answer === '' ? undefined : JSON.parse(answer) };
  };
}
