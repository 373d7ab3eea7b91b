import type { Operation } from '../operation.ts';

/** The zones of the region. Create calls and instances carry the ids that this call lists. */
export const listAvailableZones: Operation = {
  name: 'ListAvailableZones',
  method: 'GET',
  paths: ['/v2/available-zones'],
  body: 'none',
  run(_call, { zones, region, hasIpv6 }) {
    const views = zones.all.map((zone, index) => ({
      soldOut: false,
      id: zone.id,
      code: zone.code,
      name: zone.name,
      port: '8002',
      // A string, as in the SDK's model.
      resource_availability: 'true',
      default_az: index === 0,
      // Milliseconds until the zone is sold out: never.
      remain_time: Number.MAX_SAFE_INTEGER,
      ipv6_enable: hasIpv6,
    }));
    return Promise.resolve({ status: 200, body: { region_id: region, available_zones: views } });
  },
};
