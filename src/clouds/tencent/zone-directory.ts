import { zones } from '../../domain/network/zone.ts';

/** A zone in Tencent's words. */
export interface TencentZone {
  /** Domain zone id (`a`). */
  readonly zone: string;
  /** What orders carry: the region's number and the zone's, such as 100003. */
  readonly id: number;
  /** What networks are made in: `ap-guangzhou-3`. */
  readonly code: string;
  readonly name: string;
}

export interface TencentRegion {
  /** As DescribeRegion numbers it. */
  readonly id: number;
  /** What the ids of its zones begin with: 10 of 100003. */
  readonly zonePrefix: number;
  readonly code: string;
  /** The older, shorter code. */
  readonly shortCode: string;
  readonly name: string;
  readonly area: string;
}

/** Some of the cloud's regions. Any other name is good, too: everything is on one machine. */
export const regions: readonly TencentRegion[] = [
  {
    id: 1,
    zonePrefix: 10,
    code: 'ap-guangzhou',
    shortCode: 'gz',
    name: 'Guangzhou',
    area: 'South China',
  },
  { id: 4, zonePrefix: 20, code: 'ap-shanghai', shortCode: 'sh', name: 'Shanghai', area: 'East China' },
  { id: 5, zonePrefix: 30, code: 'ap-hongkong', shortCode: 'hk', name: 'Hong Kong', area: 'Southeast Asia' },
  { id: 8, zonePrefix: 80, code: 'ap-beijing', shortCode: 'bj', name: 'Beijing', area: 'North China' },
  { id: 9, zonePrefix: 90, code: 'ap-singapore', shortCode: 'sg', name: 'Singapore', area: 'Southeast Asia' },
];

/** The prefix that the documentation's examples of CreatePostPaidInstance use. */
const otherPrefix = 45;

/** The zones as a region of this name shows them: the domain's, numbered from 1. */
export function zonesOfRegion(code: string): readonly TencentZone[] {
  const region = regions.find((known) => known.code === code);
  const name = region?.name ?? (code === '' ? 'Default' : code);
  return zones.map(({ id: zone }, index) => ({
    zone,
    id: zoneId(region?.zonePrefix ?? otherPrefix, index),
    code: `${code === '' ? 'ap-default' : code}-${index + 1}`,
    name: `${name} Zone ${index + 1}`,
  }));
}

function zoneId(prefix: number, index: number): number {
  return prefix * 10_000 + index + 1;
}

/** The domain's zone of a zone's id in whatever region; undefined where there is none. */
export function domainZoneOfId(id: number): string | undefined {
  const prefix = Math.floor(id / 10_000);
  return prefix < 1 || prefix > 99 ? undefined : zones[(id % 10_000) - 1]?.id;
}

/** The domain's zone of a code such as `ap-guangzhou-3`; undefined where there is none. */
export function domainZoneOfCode(code: string): string | undefined {
  const number = /^[a-z]{2}-[a-z-]+-(\d{1,2})$/.exec(code)?.[1];
  return number === undefined ? undefined : zones[Number(number) - 1]?.id;
}
