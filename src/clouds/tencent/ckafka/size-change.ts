import type { InstanceChanges } from '../../../domain/instance/instance-changes.ts';
import type { KafkaInstance } from '../../../domain/instance/instance.ts';
import { badValue } from '../errors.ts';
import { resolveSize } from './create-rules/size.ts';
import { changeOffering, tencentOffering } from './tencent-offering.ts';

/** What InstanceScalingDown and ModifyInstancePre change. */
export interface SizeParameters {
  readonly InstanceId: string;
  readonly DiskSize?: number;
  readonly BandWidth?: number;
  readonly Partition?: number;
}

/**
 * A larger or smaller instance, of the sizes that can be ordered. Brokers learn of it as they run. Disk and partitions do
 * not shrink: what is in them could have no room left.
 * @throws TencentError InvalidParameterValue
 */
export function sizeChange(instance: KafkaInstance, asked: SizeParameters): InstanceChanges {
  const { spec } = instance;
  const offering = tencentOffering(instance);
  const { bandwidth, disk, partitions } = resolveSize({
    SpecificationsType: offering.edition,
    InstanceType: offering.instanceType,
    BandWidth: asked.BandWidth || offering.bandwidth,
    DiskSize: asked.DiskSize || spec.storageGib,
    Partition: asked.Partition || spec.partitionLimit,
    TopicNum: offering.topicLimit,
  });
  if (disk < spec.storageGib)
    throw badValue('DiskSize', disk, `at least what there is, ${spec.storageGib} GB`);
  if (partitions < spec.partitionLimit) {
    throw badValue('Partition', partitions, `at least what there is, ${spec.partitionLimit}`);
  }
  return {
    size: {
      bandwidthMibps: bandwidth,
      burstBandwidthMibps: offering.elasticBandwidth ? 2 * bandwidth : null,
      storageGib: disk,
      partitionLimit: partitions,
    },
    offering: changeOffering(() => ({ bandwidth })),
  };
}
