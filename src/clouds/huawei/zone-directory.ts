import { createHash } from 'node:crypto';
import { zones } from '../../domain/network/zone.ts';

/** A zone in Huawei's words. Request bodies carry the id, people and network calls the code. */
export interface HuaweiZone {
  /** Domain zone id (`a`). */
  readonly zone: string;
  /** 32 hexadecimal characters. */
  readonly id: string;
  /** Region and letter: `cn-north-4a`. */
  readonly code: string;
  readonly name: string;
}

export interface ZoneDirectory {
  readonly all: readonly HuaweiZone[];
  /** The zone of a domain zone id. */
  ofDomain(zone: string): HuaweiZone;
  /** The zone with Huawei's id, or null. */
  byId(id: string): HuaweiZone | null;
}

/** Huawei's names of the domain's zones. Ids are derived from region and letter, so that they are the same after every start. */
export function createZoneDirectory(region: string): ZoneDirectory {
  const all = zones.map((zone, index) => {
    const code = `${region}${zone.id}`;
    const id = createHash('sha256').update(code).digest('hex').slice(0, 32);
    return { zone: zone.id, id, code, name: `AZ${index + 1}` };
  });
  const byZone = new Map(all.map((zone) => [zone.zone, zone]));
  const byId = new Map(all.map((zone) => [zone.id, zone]));
  return {
    all,
    ofDomain(zone) {
      const found = byZone.get(zone);
      if (found === undefined) throw new Error(`The domain has no zone ${zone}`);
      return found;
    },
    byId: (id) => byId.get(id) ?? null,
  };
}
