import { randomUUID } from 'node:crypto';
import type { KafkaInstance, KafkaSpec, TencentOffering } from '../../src/domain/instance/instance.ts';

/** A new instance as the API would make it, with a fresh id. */
export function exampleInstance(
  projectId: string,
  changes: Partial<Omit<KafkaInstance, 'spec'>> & { readonly spec?: Partial<KafkaSpec> } = {},
): KafkaInstance {
  return {
    id: randomUUID(),
    projectId,
    name: 'kafka-test',
    description: '',
    engine: 'kafka',
    version: '2.3.0',
    offering: {
      cloud: 'huawei',
      productId: '00300-30310-0--0',
      specification: '300MB',
      storageCode: 'dms.physical.storage.ultra',
    },
    status: 'creating',
    statusReason: null,
    createdAtMs: 1,
    createdByUserId: 'user',
    createdByUserName: 'user',
    endpoints: [],
    ...changes,
    spec: {
      brokerCount: 3,
      bandwidthMibps: 300,
      burstBandwidthMibps: null,
      partitionLimit: 900,
      topicLimit: null,
      storageGib: 1200,
      atCapacity: 'delete-oldest',
      zones: ['a'],
      network: { vpcId: 'vpc', subnetId: 'subnet', securityGroupId: 'group' },
      access: { plaintext: false, login: { tls: true, mechanisms: ['PLAIN'], userName: 'root' } },
      autoCreateTopics: true,
      maintenanceWindow: { begin: '22:00', end: '02:00' },
      publicAccess: null,
      kafkaManagerUser: 'root',
      enterpriseProjectId: '0',
      tags: [],
      ...changes.spec,
    },
  };
}

export const exampleTencentOffering: TencentOffering = {
  cloud: 'tencent',
  edition: 'profession',
  instanceType: 1,
  diskType: 'CLOUD_BASIC',
  bandwidth: 40,
  elasticBandwidth: false,
  topicLimit: 800,
  zoneIds: [100003],
  publicMbitps: 3,
  dealName: '20261121000000000000',
  prepaid: null,
  deletionProtected: false,
};
