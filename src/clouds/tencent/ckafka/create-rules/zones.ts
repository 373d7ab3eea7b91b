import type { Subnet } from '../../../../domain/network/network.ts';
import { badParameter, badValue, TencentError } from '../../errors.ts';
import { domainZoneOfId } from '../../zone-directory.ts';
import type { CreateParameters } from '../create-parameters.ts';

export interface ResolvedZones {
  /** As ordered, the one of the default route first. */
  readonly zoneIds: readonly number[];
  /** The domain's, in the same order. */
  readonly zones: readonly string[];
}

type Asked = Pick<CreateParameters, 'ZoneId' | 'ZoneIds' | 'MultiZoneFlag'>;

/**
 * The zones of an instance. ZoneId is where the default route lies, and so the zone of the subnet.
 * @throws TencentError InvalidParameterValue, InvalidParameterValue.NotAllowedEmpty, .RepetitionValue, .ZoneNotSupport,
 * .SubnetNotBelongToZone
 */
export function resolveZones(asked: Asked, subnet: Subnet): ResolvedZones {
  const all = asked.ZoneIds ?? [];
  const first = asked.ZoneId ?? all.find((id) => domainZoneOfId(id) === subnet.zone) ?? all[0];
  if (first === undefined) {
    throw new TencentError(
      'InvalidParameterValue.NotAllowedEmpty',
      'Parameters `ZoneId` and `ZoneIds` cannot both be empty.',
    );
  }
  const ids = all.length === 0 ? [first] : all;
  if (new Set(ids).size !== ids.length) {
    throw badParameter('InvalidParameterValue.RepetitionValue', 'ZoneIds', ids, 'each zone once');
  }
  if (!ids.includes(first)) throw badValue('ZoneIds', ids, `zones among which ZoneId (${first}) is`);
  checkFlag(asked.MultiZoneFlag, ids);
  const zoneIds = [first, ...ids.filter((id) => id !== first)];
  const zones = zoneIds.map((id) => {
    const zone = domainZoneOfId(id);
    if (zone !== undefined && isSameRegion(id, first)) return zone;
    const allowed = 'a zone that DescribeCkafkaZone shows, all of one region';
    throw badParameter('InvalidParameterValue.ZoneNotSupport', 'ZoneId', id, allowed);
  });
  if (zones[0] !== subnet.zone) {
    throw new TencentError(
      'InvalidParameterValue.SubnetNotBelongToZone',
      `The subnet is not in the zone ${first}. DescribeSubnets shows the zone of each subnet.`,
    );
  }
  return { zoneIds, zones };
}

function checkFlag(flag: boolean | undefined, ids: readonly number[]): void {
  if (flag === true && ids.length < 2)
    throw badValue('ZoneIds', ids, 'two zones or more with MultiZoneFlag true');
  if (flag !== true && ids.length > 1)
    throw badValue('MultiZoneFlag', flag ?? false, 'true with several zones');
}

/** The first digits of a zone's id are its region's. */
function isSameRegion(a: number, b: number): boolean {
  return Math.floor(a / 10_000) === Math.floor(b / 10_000);
}
