import type { PublicAccessOrder } from '../../../../domain/instance/instance-order.ts';
import { badParameter } from '../../errors.ts';
import type { CreateBody } from '../create-body.ts';

type Asked = Pick<CreateBody, 'enable_publicip' | 'publicip_id'>;

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/** The API has no parameter for it. */
const mbitpsPerBroker = 300;

/**
 * Public access: an EIP for each broker, the first for the name servers too. Without enable_publicip the ids describe nothing, and
 * the service disregards them.
 * @throws HuaweiError DMS.00400128
 */
export function resolvePublicAccess(body: Asked, brokerCount: number): PublicAccessOrder | null {
  if (body.enable_publicip !== true) return null;
  const ids = (body.publicip_id ?? '').split(',').map((id) => id.trim().toLowerCase());
  if (ids.length !== brokerCount || new Set(ids).size !== brokerCount || !ids.every((id) => uuid.test(id))) {
    const allowed = `the ids of ${brokerCount} different EIPs, one for each broker, separated by commas`;
    throw badParameter('DMS.00400128', 'publicip_id', body.publicip_id ?? null, allowed);
  }
  return { bandwidthMbitps: mbitpsPerBroker * brokerCount, publicAddressIds: ids };
}
