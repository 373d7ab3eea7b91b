/** From this bandwidth on an instance must have at least so many partitions and so much disk. */
interface Tier {
  /** MB/s. */
  readonly bandwidth: number;
  readonly partitions: number;
  /** GB. */
  readonly disk: number;
}

/**
 * The Pro edition as DescribeCkafkaZone describes it. Between two tiers the lower one counts. From 1600 MB/s on it is sold
 * as high-performance, in larger steps.
 */
export const proTiers: readonly Tier[] = [
  { bandwidth: 20, partitions: 400, disk: 200 },
  { bandwidth: 40, partitions: 800, disk: 500 },
  { bandwidth: 60, partitions: 900, disk: 500 },
  { bandwidth: 120, partitions: 1200, disk: 1000 },
  { bandwidth: 180, partitions: 1400, disk: 1000 },
  { bandwidth: 240, partitions: 1600, disk: 1000 },
  { bandwidth: 320, partitions: 1800, disk: 3000 },
  { bandwidth: 400, partitions: 2000, disk: 3000 },
  { bandwidth: 500, partitions: 2200, disk: 3000 },
  { bandwidth: 600, partitions: 2400, disk: 3000 },
  { bandwidth: 800, partitions: 2600, disk: 5400 },
  { bandwidth: 1000, partitions: 2800, disk: 7500 },
  { bandwidth: 1200, partitions: 3200, disk: 7500 },
  { bandwidth: 1600, partitions: 4000, disk: 10_000 },
  { bandwidth: 2000, partitions: 4500, disk: 10_000 },
  { bandwidth: 2400, partitions: 5000, disk: 10_000 },
  { bandwidth: 2800, partitions: 5500, disk: 10_000 },
  { bandwidth: 3200, partitions: 6000, disk: 10_000 },
];

export const proBandwidths = {
  basic: { min: 20, max: 1200, step: 20 },
  highPerformance: { min: 1600, max: 100_000, step: 200 },
} as const;

/** Of all editions. */
export const sizeRanges = {
  partitions: { max: 40_000, step: 100 },
  disk: { max: 500_000, step: 100 },
  topics: { min: 100, max: 40_000, step: 100 },
} as const;

/**
 * The international site's Standard edition: what each InstanceType has. Bandwidths of the first three stand in the cloud's
 * metadata; those of the rest, and the least partitions and disk, are ours, as no table of them was found.
 */
export const standardTypes: readonly (Tier & { readonly name: string })[] = [
  { name: 'general', bandwidth: 40, partitions: 400, disk: 300 },
  { name: 'standard', bandwidth: 100, partitions: 800, disk: 500 },
  { name: 'advanced', bandwidth: 150, partitions: 800, disk: 500 },
  { name: 'capacity', bandwidth: 180, partitions: 800, disk: 500 },
  { name: 'specialized-1', bandwidth: 250, partitions: 800, disk: 500 },
  { name: 'specialized-2', bandwidth: 500, partitions: 800, disk: 500 },
  { name: 'specialized-3', bandwidth: 750, partitions: 800, disk: 500 },
  { name: 'specialized-4', bandwidth: 1000, partitions: 800, disk: 500 },
];

/** Whether the Pro edition is sold with this bandwidth, in MB/s. */
export function isProBandwidth(bandwidth: number): boolean {
  return Object.values(proBandwidths).some(
    ({ min, max, step }) => bandwidth >= min && bandwidth <= max && bandwidth % step === 0,
  );
}

/** The least that goes with a bandwidth of the Pro edition. */
export function proTier(bandwidth: number): Tier {
  const tier = proTiers.findLast((known) => known.bandwidth <= bandwidth) ?? proTiers[0];
  if (tier === undefined) throw new Error('The Pro edition has no tiers.');
  return tier;
}
