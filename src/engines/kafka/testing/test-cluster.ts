import type { ClientAccess, KafkaInstance, KafkaSpec } from '../../../domain/instance/instance.ts';
import type { ClusterUser } from '../../engine.ts';

/** An instance as Huawei's smallest cluster product orders it; for tests. */
export function testInstance(
  access: ClientAccess = { plaintext: true, login: null },
  changes: Partial<KafkaSpec> = {},
  version = '2.3.0',
): KafkaInstance {
  return {
    id: '6f0c2d1e-8a4b-4c3d-9e5f-0123456789ab',
    projectId: 'project',
    name: 'kafka-test',
    description: '',
    engine: 'kafka',
    version,
    offering: {
      cloud: 'huawei',
      productId: 'product',
      specification: '100MB',
      storageCode: 'dms.physical.storage.high',
    },
    spec: {
      brokerCount: 3,
      bandwidthMibps: 100,
      burstBandwidthMibps: null,
      partitionLimit: 300,
      topicLimit: null,
      storageGib: 300,
      atCapacity: 'delete-oldest',
      zones: ['a', 'b', 'c'],
      network: { vpcId: 'vpc', subnetId: 'subnet', securityGroupId: 'group' },
      access,
      autoCreateTopics: true,
      maintenanceWindow: { begin: '22:00', end: '02:00' },
      publicAccess: null,
      kafkaManagerUser: null,
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

/** The user that an order for this instance makes; none where clients need no login. */
export function usersOf({ spec }: KafkaInstance, password: string): readonly ClusterUser[] {
  const { login } = spec.access;
  return login === null ? [] : [{ name: login.userName, password, mechanisms: login.mechanisms }];
}

/** An address for each member, as a runtime would reserve them. */
export function testAddresses(members: readonly string[]): ReadonlyMap<string, string> {
  return new Map(members.map((member, index) => [member, `127.90.0.${index + 1}`]));
}

/** Reads a properties file back as Java does, for values without escapes that the engine does not write. */
export function parseProperties(text: string): ReadonlyMap<string, string> {
  const lines = text.split('\n').filter((line) => line !== '');
  return new Map(
    lines.map((line): [string, string] => {
      const [, key = '', value = ''] = /^((?:[^\\=]|\\.)*)=(.*)$/s.exec(line) ?? [];
      return [unescaped(key), unescaped(value)];
    }),
  );
}

function unescaped(part: string): string {
  return part.replace(/\\(?:u([0-9a-f]{4})|(.))/gs, (_, unit: string | undefined, plain: string) =>
    unit === undefined ? plain : String.fromCharCode(Number.parseInt(unit, 16)),
  );
}
