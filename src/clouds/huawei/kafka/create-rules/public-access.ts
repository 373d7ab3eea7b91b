import type { PublicAccessOrder } from '../../../../domain/instance/instance-order.ts';
import { badParameter, HuaweiError } from '../../errors.ts';
import type { CreateBody } from '../create-body.ts';

type Asked = Pick<CreateBody, 'enable_publicip' | 'publicip_id' | 'public_bandwidth' | 'public_boundwidth'>;

/** Mbit/s of one broker, at most. */
const brokerLimitMbitps = 300;

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

/**
 * Public access: an EIP for each broker, and the bandwidth that they share. Without enable_publicip the other parameters
 * describe nothing, and the service disregards them.
 * @throws HuaweiError DMS.00400128
 */
export function resolvePublicAccess(body: Asked, brokerCount: number): PublicAccessOrder | null {
  if (body.enable_publicip !== true) return null;
  return { bandwidthMbitps: bandwidthOf(body, brokerCount), publicAddressIds: idsOf(body, brokerCount) };
}

function idsOf({ publicip_id: given }: Asked, brokerCount: number): readonly string[] {
  const ids = (given ?? '').split(',').map((id) => id.trim().toLowerCase());
  if (ids.length === brokerCount && new Set(ids).size === brokerCount && ids.every((id) => uuid.test(id))) {
    return ids;
  }
  const allowed = `the ids of ${brokerCount} different EIPs, one for each broker, separated by commas`;
  throw badParameter('DMS.00400128', 'publicip_id', given ?? null, allowed);
}

/**
 * The documentation's table of the create call: 3 to 900 in multiples of 3 for 100MB and 300MB, 4 to 1200 in multiples of
 * 4 for 600MB, 8 to 2400 in multiples of 8 for 1200MB. That is 1 to 300 for each broker, which also says what newer
 * products may have. Its example spells the parameter public_boundwidth.
 */
function bandwidthOf(body: Asked, brokerCount: number): number {
  const { public_bandwidth: bandwidth, public_boundwidth: boundwidth } = body;
  if (bandwidth !== undefined && boundwidth !== undefined && bandwidth !== boundwidth) {
    throw new HuaweiError(
      'DMS.00400128',
      `Parameters public_bandwidth (${bandwidth}) and public_boundwidth (${boundwidth}) mean the same; give one of them.`,
    );
  }
  const given = bandwidth ?? boundwidth ?? brokerCount;
  const max = brokerLimitMbitps * brokerCount;
  if (given >= brokerCount && given <= max && given % brokerCount === 0) return given;
  const allowed = `a multiple of ${brokerCount} (the number of brokers) from ${brokerCount} to ${max} Mbit/s`;
  throw badParameter('DMS.00400128', 'public_bandwidth', given, allowed);
}
