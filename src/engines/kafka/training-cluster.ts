import type { KafkaInstance } from '../../domain/instance/instance.ts';

/**
 * The least cluster whose processes load what those of a user's do: one broker (and its ZooKeeper node), TLS and logins.
 * It lives in a temporary directory for half a minute and has no owner.
 */
export function trainingInstance(version: string, bandwidthMibps: number): KafkaInstance {
  return {
    id: 'class-archive-training',
    projectId: '',
    name: 'class-archive-training',
    description: '',
    engine: 'kafka',
    version,
    offering: { cloud: 'huawei', productId: '', specification: '', storageCode: '' },
    spec: {
      brokerCount: 1,
      bandwidthMibps,
      burstBandwidthMibps: null,
      partitionLimit: 10,
      topicLimit: null,
      storageGib: 1,
      atCapacity: 'delete-oldest',
      zones: ['a'],
      network: { vpcId: '', subnetId: '', securityGroupId: '' },
      access: { plaintext: false, login: { tls: true, mechanisms: ['PLAIN'], userName: trainingUser.name } },
      autoCreateTopics: true,
      maintenanceWindow: { begin: '02:00', end: '06:00' },
      publicAccess: null,
      kafkaManagerUser: null,
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

export const trainingUser = { name: 'training', password: 'Training-2468' } as const;
