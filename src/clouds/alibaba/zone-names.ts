import { zones } from '../../domain/network/zone.ts';

/** A zone as the networks of a region name it: `cn-hangzhou-a`. */
export function zoneName(regionId: string, zone: string): string {
  return `${regionId}-${zone}`;
}

/** The domain's zone of `cn-hangzhou-a`, or of `zonea`, which means the region's own; undefined where there is none. */
export function domainZoneOf(regionId: string, name: string): string | undefined {
  const letter = name.startsWith(`${regionId}-`)
    ? name.slice(regionId.length + 1)
    : /^zone(.+)$/.exec(name)?.[1];
  return zones.find(({ id }) => id === letter)?.id;
}
