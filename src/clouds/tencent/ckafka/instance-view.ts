import type { Endpoint, KafkaInstance } from '../../../domain/instance/instance.ts';
import { topicDefaultsOf } from '../../../domain/instance/topic-defaults.ts';
import { dynamicRetentionView } from './dynamic-retention.ts';
import { standardTypes } from './editions.ts';
import type { InstancePlacement } from './instance-placement.ts';
import { health, statusNumber } from './statuses.ts';
import { timeText } from './user-rules.ts';
import { tencentOffering } from './tencent-offering.ts';
import type { TopicCounts } from '../../../domain/administration/topic-counts.ts';

/** A place where clients connect; the port is text. */
export interface VipEntity {
  readonly Vip: string;
  readonly Vport: string;
}

/** An item of DescribeInstances. */
export function instanceSummary(instance: KafkaInstance) {
  return {
    InstanceId: instance.id,
    InstanceName: instance.name,
    Status: statusNumber(instance),
    IfCommunity: false,
  };
}

/**
 * An item of DescribeInstancesDetail. Go clients insist on the types, and Terraform reads InstanceType, Bandwidth and Status
 * without looking whether they are there.
 */
export function instanceDetail(instance: KafkaInstance, counts: TopicCounts, placement: InstancePlacement) {
  const offering = tencentOffering(instance);
  return {
    ...sharedFields(instance, placement),
    ExpireTime: expireTime(instance),
    RenewFlag: offering.prepaid?.renewFlag ?? 0,
    IsInternal: 0,
    TopicNum: counts.topics,
    PartitionNumber: counts.partitions,
    MaxTopicNumber: offering.topicLimit,
    MaxPartitionNumber: instance.spec.partitionLimit,
    DiskType: offering.diskType,
    RebalanceTime: '0000-00-00 00:00:00',
    PublicNetworkChargeType: offering.prepaid === null ? 'BANDWIDTH_POSTPAID_BY_HOUR' : 'BANDWIDTH_PREPAID',
    PublicNetwork: offering.publicMbitps,
  };
}

/** DescribeInstanceAttributes. */
export function instanceAttributes(
  instance: KafkaInstance,
  counts: TopicCounts,
  placement: InstancePlacement,
  routeDeletedAtMs: number | null,
) {
  const { spec } = instance;
  const offering = tencentOffering(instance);
  const defaults = topicDefaultsOf(spec);
  const remainingPartitions = Math.max(0, spec.partitionLimit - counts.partitions);
  const remainingTopics = Math.max(0, offering.topicLimit - counts.topics);
  return {
    ...sharedFields(instance, placement),
    ExpireTime: expireTime(instance),
    MsgRetentionTime: defaults.retentionMs / 60_000,
    Config: {
      AutoCreateTopicsEnable: spec.autoCreateTopics,
      DefaultNumPartitions: defaults.partitions,
      DefaultReplicationFactor: defaults.replicas,
    },
    RemainderPartitions: remainingPartitions,
    RemainingPartitions: remainingPartitions,
    RemainderTopics: remainingTopics,
    RemainingTopics: remainingTopics,
    CreatedPartitions: counts.partitions,
    CreatedTopics: counts.topics,
    FreePartitionNumber: remainingPartitions,
    MaxGroupNum: 500,
    MaxConnection: 50_000,
    RetentionTimeConfig: dynamicRetentionView(spec),
    DynamicDiskConfig: { Enable: 0, StepForwardPercentage: 0, DiskQuotaPercentage: 0, MaxDiskSpace: 0 },
    PublicNetwork: offering.publicMbitps,
    DeleteRouteTimestamp: routeDeletedAtMs === null ? '' : timeText(routeDeletedAtMs),
    SystemMaintenanceTime: '',
    MaxMessageByte: defaults.maxMessageBytes,
    InstanceChargeType: offering.prepaid === null ? 'POSTPAID_BY_HOUR' : 'PREPAID',
    ElasticBandwidthSwitch: offering.elasticBandwidth ? 1 : 0,
    ElasticBandwidthOpenStatus: offering.elasticBandwidth ? 1 : 0,
    ElasticFloatBandwidth: offering.elasticBandwidth ? offering.bandwidth * 8 : 0,
    CustomCertId: '',
    UncleanLeaderElectionEnable: 0,
    DeleteProtectionEnable: offering.deletionProtected ? 1 : 0,
    RetentionBytes: -1,
    TransactionalIdExpirationMs: 604_800_000,
  };
}

function sharedFields(instance: KafkaInstance, placement: InstancePlacement) {
  const { spec } = instance;
  const offering = tencentOffering(instance);
  const vips = vipList(instance.endpoints);
  return {
    ...instanceIdentity(instance),
    Vip: vips[0]?.Vip ?? '',
    Vport: vips[0]?.Vport ?? '',
    VipList: vips,
    // Mbit/s of the MB/s that were ordered: the Terraform provider divides by 8.
    Bandwidth: offering.bandwidth * 8,
    DiskSize: spec.storageGib,
    ZoneId: offering.zoneIds[0] ?? 0,
    ZoneIds: offering.zoneIds,
    ...placement.shown(spec.network),
    ...health(instance),
    CreateTime: Math.floor(instance.createdAtMs / 1000),
    Tags: spec.tags.map(({ key, value }) => ({ TagKey: key, TagValue: value })),
    Version: instance.version,
    Cvm: offering.edition === 'profession' ? 1 : 0,
    InstanceType: instanceTypeName(instance),
    ClusterType: 'CLOUD_EKS_TSE',
    Features: ['FEATURE_SASL_SCRAM'],
    RetentionBytes: -1,
  };
}

function instanceIdentity(instance: KafkaInstance) {
  return { InstanceId: instance.id, InstanceName: instance.name, Status: statusNumber(instance) };
}

/** `profession`, or the name of the Standard edition's type. */
export function instanceTypeName(instance: KafkaInstance): string {
  const { edition, instanceType } = tencentOffering(instance);
  return edition === 'profession' ? edition : (standardTypes[instanceType - 1]?.name ?? edition);
}

/** The brokers as clients without a login reach them, or, where there is no such listener, with one. */
export function vipList(endpoints: readonly Endpoint[]): readonly VipEntity[] {
  const clients = endpoints.filter(({ listener }) => listener.startsWith('client-'));
  const plain = clients.filter(({ listener }) => listener === 'client-plaintext');
  return (plain.length > 0 ? plain : clients).map(({ address, port }) => ({
    Vip: address,
    Vport: String(port),
  }));
}

/** Seconds; 0 for one that is paid by the hour. */
function expireTime(instance: KafkaInstance): number {
  const { prepaid } = tencentOffering(instance);
  return prepaid === null ? 0 : Math.floor(prepaid.expiresAtMs / 1000);
}
