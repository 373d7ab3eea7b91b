import { badValue } from '../errors.ts';

/** What an instance of the older model can be bought with, by its traffic in MB/s. */
interface Tier {
  readonly ioMax: number;
  /** GB. */
  readonly diskMin: number;
  readonly topicsMin: number;
  /** Mbit/s from the internet. */
  readonly eipMost: number;
}

const tiers: readonly Tier[] = [
  { ioMax: 20, diskMin: 500, topicsMin: 50, eipMost: 160 },
  { ioMax: 30, diskMin: 800, topicsMin: 50, eipMost: 240 },
  { ioMax: 60, diskMin: 1400, topicsMin: 80, eipMost: 500 },
  { ioMax: 90, diskMin: 2100, topicsMin: 100, eipMost: 500 },
  { ioMax: 120, diskMin: 2700, topicsMin: 150, eipMost: 500 },
];

/**
 * The number in `alikafka.hw.2xlarge`, of which each stands for 10 MB/s. That 2 is 20 MB/s is documented; the rest of the
 * table was not found, so that these are the sizes which the tiers above have too, and the larger ones of the same steps.
 */
const highWriteSizes: readonly number[] = [2, 3, 6, 9, 12, 16, 20, 25, 30, 60, 80, 100, 120, 150, 180, 200];

/** Of `alikafka.hr.…`: so much is read of what is written. */
const highReadFactor = 5;

const disk = { max: 6100, step: 100 } as const;
const topicQuotaMax = 450;
/** Partitions that come with every instance of the newer model, in which each topic may have one. */
const freePartitions = 1000;
const boughtPartitionsMax = 10_000;

export interface SizeParameters {
  readonly IoMax?: number;
  readonly IoMaxSpec?: string;
  readonly DiskSize?: number;
  readonly TopicQuota?: number;
  readonly PartitionNum?: number;
}

export interface Size {
  /** MB/s of writing, and of reading where that is not the same. */
  readonly ioMax: number;
  readonly ioMaxRead?: number;
  readonly ioMaxSpec: string;
  readonly diskGib: number;
  readonly topicLimit: number;
  readonly partitionLimit: number;
}

/** @throws AlibabaError BIZ_FIELD_CHECK_INVALID, ONS_SERVICE_UNSUPPORTED */
export function resolveSize(asked: SizeParameters): Size {
  const ioMaxSpec = asked.IoMaxSpec ?? '';
  const traffic = ioMaxSpec === '' ? { ioMax: checkIoMax(asked.IoMax) } : trafficOfSpec(ioMaxSpec);
  const tier = tierOf(traffic.ioMax);
  return { ...traffic, ioMaxSpec, diskGib: checkDisk(asked.DiskSize, tier), ...resolveCounts(asked, tier) };
}

/** Mbit/s from the internet that an instance with this traffic may have. @throws AlibabaError BIZ_FIELD_CHECK_INVALID */
export function checkEipMax(eipMax: number | undefined, ioMax: number): number {
  const { eipMost } = tierOf(ioMax);
  if (eipMax !== undefined && eipMax >= 1 && eipMax <= eipMost) return eipMax;
  throw badValue('EipMax', eipMax, `1 to ${eipMost} Mbit/s with DeployType 4 and this traffic`);
}

function tierOf(ioMax: number): Tier {
  return tiers.findLast((known) => known.ioMax <= ioMax) ?? lowestTier();
}

function lowestTier(): Tier {
  const [lowest] = tiers;
  if (lowest === undefined) throw new Error('There are no tiers.');
  return lowest;
}

function checkIoMax(ioMax: number | undefined): number {
  if (ioMax !== undefined && tiers.some((tier) => tier.ioMax === ioMax)) return ioMax;
  const allowed = `${tiers.map((tier) => tier.ioMax).join(', ')} (MB/s), or IoMaxSpec in its place`;
  throw badValue('IoMax', ioMax, allowed);
}

function trafficOfSpec(spec: string): Pick<Size, 'ioMax' | 'ioMaxRead'> {
  const [, kind = '', text = ''] = /^alikafka\.(hw|hr)\.(\d{1,3})xlarge$/.exec(spec) ?? [];
  const size = Number(text);
  if (highWriteSizes.includes(size)) {
    const ioMax = 10 * size;
    return kind === 'hr' ? { ioMax, ioMaxRead: highReadFactor * ioMax } : { ioMax };
  }
  const allowed = `alikafka.{hw|hr}.{${highWriteSizes.join('|')}}xlarge`;
  throw badValue('IoMaxSpec', spec, allowed);
}

function checkDisk(asked: number | undefined, { diskMin }: Tier): number {
  const size = asked ?? diskMin;
  if (size >= diskMin && size <= disk.max && size % disk.step === 0) return size;
  throw badValue('DiskSize', size, `${diskMin} to ${disk.max} GB in steps of ${disk.step} with this traffic`);
}

function resolveCounts(
  { TopicQuota: topics, PartitionNum: partitions }: SizeParameters,
  { topicsMin }: Tier,
): Pick<Size, 'topicLimit' | 'partitionLimit'> {
  if (topics !== undefined && partitions !== undefined) {
    throw badValue('TopicQuota', topics, 'absent where PartitionNum is given');
  }
  if (topics !== undefined && topics <= topicQuotaMax) {
    if (topics < topicsMin) throw badValue('TopicQuota', topics, `${topicsMin} to ${topicQuotaMax}`);
    // The older model: 400 partitions, and 16 more for each topic over 50.
    return { topicLimit: topics, partitionLimit: 400 + 16 * Math.max(0, topics - 50) };
  }
  const bought = topics === undefined ? (partitions ?? 0) : topics - freePartitions;
  if (bought < 0 || bought > boughtPartitionsMax) {
    const [name, given] = topics === undefined ? ['PartitionNum', partitions] : ['TopicQuota', topics];
    const least = topics === undefined ? 0 : freePartitions;
    throw badValue(name, given, `${least} to ${least + boughtPartitionsMax}`);
  }
  return { topicLimit: freePartitions + bought, partitionLimit: freePartitions + bought };
}
