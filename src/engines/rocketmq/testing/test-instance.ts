import type { RocketmqInstance, RocketmqSpec } from '../../../domain/instance/instance.ts';

/** An instance as Huawei's smallest product orders it; for tests. */
export function testInstance(version: string, changes: Partial<RocketmqSpec> = {}): RocketmqInstance {
  return {
    id: '7a1c2d1e-8a4b-4c3d-9e5f-0123456789ab',
    projectId: 'project',
    name: 'rocketmq-test',
    description: '',
    engine: 'rocketmq',
    version,
    offering: {
      cloud: 'huawei',
      productId: 'c6.4u8g.cluster.small',
      specification: 'c6.4u8g.cluster.small',
      storageCode: 'dms.physical.storage.high.v2',
    },
    spec: {
      brokerCount: 1,
      replicasPerBroker: 3,
      topicLimitPerBroker: 2000,
      groupLimitPerBroker: 2000,
      heapMib: 256,
      tlsMode: 'plaintext',
      acl: false,
      grpcProxy: false,
      storageGib: 300,
      atCapacity: 'delete-oldest',
      zones: ['a', 'b', 'c'],
      network: { vpcId: 'vpc', subnetId: 'subnet', securityGroupId: 'group' },
      maintenanceWindow: { begin: '22:00', end: '02:00' },
      publicAccess: null,
      enterpriseProjectId: '0',
      tags: [],
      ...changes,
    },
    status: 'creating',
    statusReason: null,
    createdAtMs: 0,
    createdByUserId: 'user',
    createdByUserName: 'user',
    endpoints: [],
  };
}
