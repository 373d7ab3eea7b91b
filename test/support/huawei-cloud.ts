import { randomBytes, randomUUID } from 'node:crypto';
import type { Cloud, WireRequest } from '../../src/clouds/cloud.ts';
import { createHuaweiCloud } from '../../src/clouds/huawei/dialect.ts';
import { createThrottle } from '../../src/clouds/throttle.ts';
import type { Administrations } from '../../src/domain/administration/cluster-administration.ts';
import { createConsumerGroupService } from '../../src/domain/consumer-group/consumer-group-service.ts';
import { createRunningClusters } from '../../src/domain/administration/running-clusters.ts';
import { DomainError } from '../../src/domain/errors.ts';
import { createTokenService } from '../../src/domain/identity/token-service.ts';
import { createInstanceUserService } from '../../src/domain/instance-user/instance-user-service.ts';
import { createInstanceService } from '../../src/domain/instance/instance-service.ts';
import { createStoragePlaces } from '../../src/domain/instance/storage-places.ts';
import type { InstanceServiceParts } from '../../src/domain/instance/instance-service.ts';
import { createTaskRecorder } from '../../src/domain/task/task-recorder.ts';
import { createTaskService } from '../../src/domain/task/task-service.ts';
import { createEnterpriseProjects } from '../../src/domain/identity/enterprise-project.ts';
import { createNetworkService } from '../../src/domain/network/network-service.ts';
import { createPublicAddressService } from '../../src/domain/network/public-address-service.ts';
import type { Store } from '../../src/domain/store.ts';
import { createSeal } from '../../src/store/sealing.ts';
import { signedRequest } from './huawei-signing.ts';
import type { UnsignedRequest } from './huawei-signing.ts';
import { alice, now } from './owners.ts';
import { silentLog } from '../../src/system/testing/silent-log.ts';

export interface Reply {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  // oxlint-disable-next-line typescript/no-explicit-any -- tests look into answers of every shape
  readonly json: any;
}

/** The paths of alice's project begin so. */
export const home = '/v2/alice-project';

export function signed(request: UnsignedRequest, owner = alice, atMs = now): WireRequest {
  return signedRequest(request, owner, { atMs });
}

/** One enterprise project beside the default one. */
const enterpriseProjects = createEnterpriseProjects([{ id: 'ep-1', name: 'billing' }]);

/** As of brokers that are all down. */
const noBrokers: Pick<Administrations, 'of'> = {
  of: () => Promise.reject(new DomainError('instance-unavailable', 'No broker answers.')),
};
const noMembers = () => Promise.resolve(new Set<string>());

export interface HuaweiCloudOptions extends Partial<
  Pick<InstanceServiceParts, 'nowMs' | 'instanceQuota' | 'runningMembers'>
> {
  readonly requestsPerSecond?: number;
  readonly administrations?: Pick<Administrations, 'of'>;
}

/** The dialect and all behind it but the reconciler. Without options its clock stands still. */
export function composeCloud(
  store: Store,
  {
    nowMs = () => now,
    requestsPerSecond = 1_000_000,
    instanceQuota = 100,
    runningMembers = noMembers,
    administrations = noBrokers,
  }: HuaweiCloudOptions = {},
): { cloud: Cloud; defects: readonly object[] } {
  const defects: object[] = [];
  const catalog = { store, enterpriseProjects, nowMs, newId: randomUUID, limitsChanged: () => {} };
  const networks = createNetworkService(catalog);
  const instances = createInstanceService({
    storagePlaces: createStoragePlaces({ classes: new Map(), encryptionKeys: new Map() }),
    store,
    enterpriseProjects,
    nowMs,
    newId: randomUUID,
    wake: () => {},
    limitsChanged: () => {},
    runningMembers,
    instanceQuota,
  });
  const clusters = createRunningClusters({ instances: store.instances, administrations });
  const cloud = createHuaweiCloud({
    instances,
    instanceUsers: createInstanceUserService({ store, nowMs, wake: () => {} }),
    clusters,
    consumerGroups: createConsumerGroupService({ clusters, annotations: store.annotations, nowMs }),
    annotations: store.annotations,
    recordTask: createTaskRecorder({ tasks: store.tasks, nowMs, newId: randomUUID }),
    tasks: createTaskService(store),
    networks,
    publicAddresses: createPublicAddressService(catalog),
    identity: store.identity,
    tokens: createTokenService({ identity: store.identity, seal: createSeal(randomBytes(32)), nowMs }),
    usedStorageGb: () => 0,
    region: 'cn-north-4',
    kafkaVersions: ['2.3.0'],
    throttle: createThrottle({ perSecond: requestsPerSecond, burst: 2 * requestsPerSecond, nowMs }),
    nowMs,
    log: { ...silentLog, error: (fields) => void defects.push(fields) },
  });
  return { cloud, defects };
}
