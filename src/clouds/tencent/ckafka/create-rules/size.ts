import { badValue } from '../../errors.ts';
import type { CreateParameters } from '../create-parameters.ts';
import { isProBandwidth, proBandwidths, proTier, sizeRanges, standardTypes } from '../editions.ts';

export interface ResolvedSize {
  readonly edition: 'profession' | 'standard';
  readonly instanceType: number;
  /** MB/s. */
  readonly bandwidth: number;
  /** GB. */
  readonly disk: number;
  readonly partitions: number;
  readonly topics: number;
}

type Asked = Pick<
  CreateParameters,
  'SpecificationsType' | 'InstanceType' | 'BandWidth' | 'DiskSize' | 'Partition' | 'TopicNum'
>;

/**
 * Edition, type and size, which must fit each other.
 * @throws TencentError InvalidParameterValue
 */
export function resolveSize(asked: Asked): ResolvedSize {
  const edition = asked.SpecificationsType ?? 'profession';
  const instanceType = asked.InstanceType ?? 1;
  if (edition !== 'profession' && edition !== 'standard') {
    throw badValue('SpecificationsType', edition, 'profession or standard');
  }
  if (edition === 'profession' && instanceType !== 1) {
    throw badValue('InstanceType', instanceType, '1 for the Pro edition (SpecificationsType profession)');
  }
  const standard = standardTypes[instanceType - 1];
  if (standard === undefined) throw badValue('InstanceType', instanceType, `1 to ${standardTypes.length}`);
  const bandwidth = edition === 'standard' ? checkStandard(asked, standard) : checkPro(asked.BandWidth ?? 40);
  const least = edition === 'standard' ? standard : proTier(bandwidth);
  return {
    edition,
    instanceType,
    bandwidth,
    ...checkDiskAndPartitions(asked.DiskSize ?? 500, asked.Partition ?? 800, bandwidth, least),
    topics: checkStep('TopicNum', asked.TopicNum ?? 800, sizeRanges.topics),
  };
}

function checkStandard({ BandWidth: given }: Asked, type: (typeof standardTypes)[number]): number {
  if (given === undefined || given === type.bandwidth) return type.bandwidth;
  throw badValue('BandWidth', given, `${type.bandwidth} MB/s for the type ${type.name}`);
}

function checkPro(bandwidth: number): number {
  if (isProBandwidth(bandwidth)) return bandwidth;
  const { basic, highPerformance } = proBandwidths;
  throw badValue(
    'BandWidth',
    bandwidth,
    `${basic.min} to ${basic.max} MB/s in steps of ${basic.step}, or ${highPerformance.min} to ${highPerformance.max} in steps of ${highPerformance.step}`,
  );
}

/** @throws TencentError InvalidParameterValue where they do not go with the bandwidth */
export function checkDiskAndPartitions(
  disk: number,
  partitions: number,
  bandwidth: number,
  least: { readonly disk: number; readonly partitions: number },
): { readonly disk: number; readonly partitions: number } {
  const withBandwidth = ` with ${bandwidth} MB/s`;
  return {
    disk: checkStep('DiskSize', disk, { min: least.disk, ...sizeRanges.disk }, withBandwidth),
    partitions: checkStep(
      'Partition',
      partitions,
      { min: least.partitions, ...sizeRanges.partitions },
      withBandwidth,
    ),
  };
}

interface SteppedRange {
  readonly min: number;
  readonly max: number;
  readonly step: number;
}

function checkStep(name: string, value: number, { min, max, step }: SteppedRange, condition = ''): number {
  if (value >= min && value <= max && value % step === 0) return value;
  throw badValue(name, value, `${min} to ${max} in steps of ${step}${condition}`);
}
