import type { RocketmqInstance } from '../../domain/instance/instance.ts';

/** The least cluster whose processes load what those of this instance do. It lives in a temporary directory for half a minute and has no owner. */
export function trainingInstance({ version, spec }: RocketmqInstance): RocketmqInstance {
  return {
    id: 'class-archive-training',
    projectId: '',
    name: 'class-archive-training',
    description: '',
    engine: 'rocketmq',
    version,
    offering: { cloud: 'huawei', productId: '', specification: '', storageCode: '' },
    spec: {
      brokerCount: 1,
      replicasPerBroker: 1,
      topicLimitPerBroker: 1,
      groupLimitPerBroker: 1,
      heapMib: spec.heapMib,
      tlsMode: 'permissive',
      acl: true,
      grpcProxy: spec.grpcProxy,
      storageGib: 1,
      atCapacity: 'delete-oldest',
      zones: ['a'],
      network: { vpcId: '', subnetId: '', securityGroupId: null },
      maintenanceWindow: { begin: '02:00', end: '06:00' },
      publicAccess: null,
      enterpriseProjectId: '0',
      tags: [],
    },
    status: 'creating',
    statusReason: null,
    createdAtMs: 0,
    createdByUserId: '',
    createdByUserName: '',
    endpoints: [],
  };
}
