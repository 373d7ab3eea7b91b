import type { KafkaOrder } from '../../../domain/instance/instance-order.ts';
import type { TencentOffering } from '../../../domain/instance/instance.ts';
import type { Subnet, Vpc } from '../../../domain/network/network.ts';
import { badValue, unsupportedOperation } from '../errors.ts';
import { clusterIdOfZone } from './clusters.ts';
import type { CreateParameters } from './create-parameters.ts';
import { resolveSize } from './create-rules/size.ts';
import { resolveTags } from './create-rules/tags.ts';
import { resolveZones } from './create-rules/zones.ts';

export interface OrderPlace {
  readonly vpc: Vpc;
  readonly subnet: Subnet;
}

export interface OrderTerms {
  /** One deal for all instances of the call. */
  readonly dealName: string;
  readonly prepaid: TencentOffering['prepaid'];
  readonly newInstanceId: () => string;
  readonly kafkaVersions: readonly string[];
}

/** Mbit/s of a public route that cost nothing. */
export const freePublicMbitps = 3;
/** As DescribeCkafkaZone says: MaxBuyInstanceNum, PublicNetworkLimit. */
export const instancesPerDeal = 100;
export const publicMbitpsAtMost = 999;

const minutesPerDay = 1440;
const brokersOfEachInstance = 3;

/**
 * Turns the parameters of an order into orders of the domain, one for each instance. Pure: every fault that the parameters
 * can have is found here, before anything is made.
 * @throws TencentError for the first fault
 */
export function createOrders(
  asked: CreateParameters,
  place: OrderPlace,
  terms: OrderTerms,
): readonly KafkaOrder[] {
  const name = checkName(asked.InstanceName);
  const version = checkVersion(asked.KafkaVersion ?? '2.4.1', terms.kafkaVersions);
  const size = resolveSize(asked);
  const { zoneIds, zones } = resolveZones(asked, place.subnet);
  const diskType = checkDiskType(asked.DiskType ?? 'CLOUD_BASIC');
  const retentionMinutes = checkRetention(asked.MsgRetentionTime ?? minutesPerDay);
  const elasticBandwidth = checkSwitch('ElasticBandwidthSwitch', asked.ElasticBandwidthSwitch ?? 0);
  const publicMbitps = freePublicMbitps + checkPublicNetwork(asked.PublicNetworkMonthly ?? 0);
  const count = checkCount(asked.InstanceNum ?? 1);
  const tags = resolveTags(asked.Tags);
  checkCluster(asked.ClusterId, zoneIds);
  refuseUnsupported(asked);
  return Array.from({ length: count }, (_, index): KafkaOrder => {
    const id = terms.newInstanceId();
    return {
      id,
      engine: 'kafka',
      name: name === '' ? id : count === 1 ? name : `${name}-${index + 1}`,
      nameIsUnique: false,
      description: '',
      version,
      offering: {
        cloud: 'tencent',
        edition: size.edition,
        instanceType: size.instanceType,
        diskType,
        bandwidth: size.bandwidth,
        elasticBandwidth,
        topicLimit: size.topics,
        zoneIds,
        publicMbitps,
        dealName: terms.dealName,
        prepaid: terms.prepaid,
        deletionProtected: false,
      },
      spec: {
        brokerCount: brokersOfEachInstance,
        bandwidthMibps: size.bandwidth,
        burstBandwidthMibps: elasticBandwidth ? 2 * size.bandwidth : null,
        partitionLimit: size.partitions,
        // As the cloud's documentation has it: "partitions × replicas".
        replicasCount: true,
        topicLimit: size.topics,
        storageGib: size.disk,
        storageClass: diskType,
        // Without its dynamic retention a full instance of the cloud takes no more messages.
        atCapacity: 'refuse-writes',
        zones,
        network: { vpcId: place.vpc.id, subnetId: place.subnet.id, securityGroupId: null },
        access: { plaintext: true, login: null },
        autoCreateTopics: false,
        topicDefaults: { retentionMs: retentionMinutes * 60_000 },
        maintenanceWindow: { begin: '02:00', end: '06:00' },
        publicAccess: null,
        kafkaManagerUser: null,
        enterpriseProjectId: '0',
        tags,
      },
      userPassword: null,
      kafkaManagerPassword: null,
    };
  });
}

/** Any characters, at most 128. Without a name an instance is called by its id. */
export function checkName(name = ''): string {
  if (Array.from(name).length <= 128) return name;
  throw badValue('InstanceName', name, 'at most 128 characters');
}

function checkVersion(version: string, offered: readonly string[]): string {
  if (offered.includes(version)) return version;
  throw badValue('KafkaVersion', version, offered.join(', '));
}

function checkDiskType(type: string): string {
  if (type === 'CLOUD_BASIC' || type === 'CLOUD_SSD') return type;
  throw badValue('DiskType', type, 'CLOUD_BASIC or CLOUD_SSD');
}

/** Minutes, from a day to 30 days. */
export function checkRetention(minutes: number): number {
  const max = 30 * minutesPerDay;
  if (minutes >= minutesPerDay && minutes <= max) return minutes;
  throw badValue('MsgRetentionTime', minutes, `${minutesPerDay} to ${max} minutes (1 to 30 days)`);
}

/** A switch as the cloud writes one: 0 or 1. */
export function checkSwitch(name: string, value: number): boolean {
  if (value === 0 || value === 1) return value === 1;
  throw badValue(name, value, '0 (off) or 1 (on)');
}

function checkPublicNetwork(mbitps: number): number {
  const max = publicMbitpsAtMost - freePublicMbitps;
  if (mbitps >= 0 && mbitps <= max && mbitps % 3 === 0) return mbitps;
  throw badValue('PublicNetworkMonthly', mbitps, `0 to ${max} Mbit/s in multiples of 3`);
}

function checkCount(count: number): number {
  if (count >= 1 && count <= instancesPerDeal) return count;
  throw badValue('InstanceNum', count, `1 to ${instancesPerDeal}`);
}

/** A cluster that is chosen is in one of the zones that are. */
function checkCluster(clusterId: number | undefined, zoneIds: readonly number[]): void {
  const known = zoneIds.map((id) => clusterIdOfZone(id));
  if (clusterId === undefined || known.includes(clusterId)) return;
  throw badValue('ClusterId', clusterId, `${known.join(', ')} in these zones, as DescribeCkafkaZone shows`);
}

function refuseUnsupported(asked: CreateParameters): void {
  if ((asked.CustomSSLCertId ?? '') !== '') throw unsupportedOperation('CustomSSLCertId');
  if ((asked.StoreQuantityType ?? 0) !== 0) throw unsupportedOperation('StoreQuantityType');
}
