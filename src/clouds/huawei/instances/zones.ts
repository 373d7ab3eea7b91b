import { badParameter } from '../errors.ts';
import type { ZoneDirectory } from '../zone-directory.ts';

/**
 * Domain zones of the ids in a body: one, or at least three, so that a majority survives the loss of any.
 * @throws HuaweiError DMS.00400042 for an unknown zone, DMS.00400067 for a wrong number
 */
export function resolveZones(ids: readonly string[], directory: ZoneDirectory): readonly string[] {
  const known = directory.all.map((zone) => zone.id).join(', ');
  const found = ids.map((id) => {
    const zone = directory.byId(id);
    if (zone === null) throw badParameter('DMS.00400042', 'available_zones', id, known);
    return zone.zone;
  });
  if (new Set(found).size !== found.length) {
    throw badParameter('DMS.00400067', 'available_zones', ids, 'different zones');
  }
  if (found.length === 2) {
    throw badParameter('DMS.00400067', 'available_zones', ids, `1 or at least 3 of ${known}`);
  }
  return found;
}
