import { zonesOfRegion } from '../zone-directory.ts';

/** A cluster of the cloud's machines that an order may choose; here they stand for the zones. */
export interface SharedCluster {
  readonly id: number;
  readonly zoneId: number;
}

/** The clusters that DescribeCkafkaZone lists: one for each zone. */
export function clustersOfRegion(region: string): readonly SharedCluster[] {
  return zonesOfRegion(region).map(({ id }) => ({ id: clusterIdOfZone(id), zoneId: id }));
}

/** 100003 → 1003. */
export function clusterIdOfZone(zoneId: number): number {
  return Math.floor(zoneId / 10_000) * 100 + (zoneId % 10_000);
}
