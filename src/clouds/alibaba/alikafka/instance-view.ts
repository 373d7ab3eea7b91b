import type { TopicCounts } from '../../../domain/administration/topic-counts.ts';
import type { AlibabaOffering, Endpoint, KafkaInstance } from '../../../domain/instance/instance.ts';
import { topicDefaultsOf } from '../../../domain/instance/topic-defaults.ts';
import { networkId } from '../network-id.ts';
import { allConfigText } from './instance-config.ts';
import type { BoughtInstance } from './bought-instances.ts';
import { isServerless } from './serverless.ts';
import { statusNumber } from './statuses.ts';

export interface InstanceCounts extends TopicCounts {
  readonly groups: number;
}

/**
 * An element of GetInstanceList. The Terraform provider panics where UpgradeServiceDetailInfo is missing; ConfluentConfig is
 * left out, as it would take it for a Confluent instance's.
 */
export function instanceView(bought: BoughtInstance, counts: InstanceCounts, changing: boolean) {
  const { id, name, offering, tags, createdAtMs, instance } = bought;
  const status = statusNumber(bought, changing);
  const serverless = isServerless(offering);
  return {
    InstanceId: id,
    Name: name,
    RegionId: offering.regionId,
    ServiceStatus: status,
    ViewInstanceStatusCode: status,
    DeployType: offering.deployType,
    PaidType: offering.paidType,
    SpecType: offering.specType,
    Series: seriesOf(offering),
    IoMax: offering.ioMax,
    IoMaxRead: offering.ioMaxRead ?? offering.ioMax,
    IoMaxWrite: offering.ioMax,
    IoMaxSpec: offering.ioMaxSpec,
    EipMax: offering.eipMax,
    DiskSize: offering.diskGib,
    DiskType: offering.diskType,
    TopicNumLimit: offering.topicLimit,
    RecommendedPartitionCount: offering.partitionLimit,
    UsedTopicCount: counts.topics,
    UsedPartitionCount: counts.partitions,
    UsedGroupCount: counts.groups,
    CreateTime: createdAtMs,
    // That of an instance that is paid by the hour ends with its hour; no client reads it.
    ExpiredTime: offering.expiresAtMs ?? createdAtMs,
    ZoneId: offering.zoneId,
    StandardZoneId: offering.zoneId,
    BackupZoneId: offering.backupZoneId,
    ResourceGroupId: offering.resourceGroupId,
    ReservedPublishCapacity: serverless ? offering.ioMax : 0,
    ReservedSubscribeCapacity: serverless ? (offering.ioMaxRead ?? offering.ioMax) : 0,
    ScheduledRetirement: false,
    Tags: { TagVO: tags.map(({ key, value }) => ({ Key: key, Value: value })) },
    ...(instance === null ? undeployed : deployedView(instance)),
  };
}

/** `v3` for serverless instances. */
export function seriesOf(offering: AlibabaOffering): 'v2' | 'v3' {
  return isServerless(offering) ? 'v3' : 'v2';
}

/** Of an instance that has no brokers yet. */
const undeployed = {
  UpgradeServiceDetailInfo: { Current2OpenSourceVersion: '' },
  AllConfig: '{}',
  AutoCreateTopicEnable: false,
  AutoCreateGroupEnable: false,
  MsgRetain: 72,
};

function deployedView(instance: KafkaInstance) {
  const { spec, version, endpoints } = instance;
  const { network } = spec;
  const defaults = topicDefaultsOf(spec);
  const vSwitchId = networkId('vsw', network.subnetId);
  const plaintext = addresses(endpoints, 'client-plaintext');
  const sasl = addresses(endpoints, 'client-sasl-plaintext');
  const saslTls = addresses(endpoints, 'client-sasl-tls');
  const publicTls = addresses(endpoints, 'public-sasl-tls');
  return {
    // Brokers are on their way to another one until all of that is done.
    UpgradeServiceDetailInfo: { Current2OpenSourceVersion: spec.versionChange?.from ?? version },
    AllConfig: allConfigText(spec),
    AutoCreateTopicEnable: spec.autoCreateTopics,
    AutoCreateGroupEnable: true,
    DefaultPartitionNum: defaults.partitions,
    MsgRetain: defaults.retentionMs / 3_600_000,
    VpcId: networkId('vpc', network.vpcId),
    VSwitchId: vSwitchId,
    VSwitchIds: { VSwitchIds: [vSwitchId] },
    SecurityGroup: network.securityGroupId === null ? '' : networkId('sg', network.securityGroupId),
    KmsKeyId: spec.encryptionKeyId ?? '',
    EndPoint: plaintext,
    DomainEndpoint: plaintext,
    SaslEndPoint: sasl,
    SaslDomainEndpoint: sasl,
    VpcSaslEndPoint: saslTls,
    VpcSaslDomainEndpoint: saslTls,
    SslEndPoint: publicTls,
    SslDomainEndpoint: publicTls,
  };
}

/** `ip:9092,ip:9092`; empty where there is no such listener. */
function addresses(endpoints: readonly Endpoint[], listener: Endpoint['listener']): string {
  return endpoints
    .filter((endpoint) => endpoint.listener === listener)
    .map(({ address, port }) => `${address}:${port}`)
    .join(',');
}
