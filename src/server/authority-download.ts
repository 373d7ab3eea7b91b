import type { WireRequest, WireResponse } from '../clouds/cloud.ts';

/** The PEM of the authority that signed the certificates of an instance's brokers; null where there is none. */
export type AuthorityOf = (instanceId: string) => Promise<string | null>;

/** Each cloud writes its instances' ids in another way: as a UUID, `ckafka-…`, `alikafka_post-cn-…`. */
const path = /^\/_polybroker\/instances\/([0-9A-Za-z][0-9A-Za-z_-]{7,63})\/ca\.pem(?:\?|$)/;

/**
 * The instance of `GET /_polybroker/instances/{id}/ca.pem`; null for any other request. The clouds offer this certificate
 * in their consoles only.
 */
export function asksForAuthorityOf({ method, target }: WireRequest): string | null {
  if (!target.startsWith('/_polybroker/') || (method !== 'GET' && method !== 'HEAD')) return null;
  return path.exec(target)?.[1] ?? null;
}

/** It needs no signature: every client that connects to the brokers gets to see it. */
export async function answerAuthorityDownload(
  instanceId: string,
  authorityOf: AuthorityOf,
): Promise<WireResponse> {
  const certificate = await authorityOf(instanceId);
  if (certificate === null) {
    const message = `There is no instance ${instanceId} whose clients connect by TLS.`;
    return {
      status: 404,
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ code: 'NotFound', message }),
    };
  }
  return { status: 200, headers: { 'content-type': 'application/x-pem-file' }, body: certificate };
}
