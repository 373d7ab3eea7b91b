import { randomBytes, randomUUID } from 'node:crypto';
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
import { createScheduleService } from '../../src/domain/schedule/schedule-service.ts';
import { createTaskService } from '../../src/domain/task/task-service.ts';
import { createEnterpriseProjects } from '../../src/domain/identity/enterprise-project.ts';
import { createNetworkService } from '../../src/domain/network/network-service.ts';
import { createPublicAddressService } from '../../src/domain/network/public-address-service.ts';
import type { Store } from '../../src/domain/store.ts';
import { createSeal } from '../../src/store/sealing.ts';
import { silentLog } from '../../src/system/testing/silent-log.ts';
import { now } from './owners.ts';

/** One enterprise project beside the default one. */
const enterpriseProjects = createEnterpriseProjects([{ id: 'ep-1', name: 'billing' }]);

/** As of brokers that are all down. */
const noBrokers: Pick<Administrations, 'of'> = {
  of: () => Promise.reject(new DomainError('instance-unavailable', 'No broker answers.')),
};
const noMembers = () => Promise.resolve(new Set<string>());

export interface ComposedOptions extends Partial<
  Pick<InstanceServiceParts, 'nowMs' | 'instanceQuota' | 'runningMembers'>
> {
  readonly administrations?: Pick<Administrations, 'of'>;
}

/** What every cloud's dialect is made of. Without options the clock stands still. */
export function composeServices(
  store: Store,
  {
    nowMs = () => now,
    instanceQuota = 100,
    runningMembers = noMembers,
    administrations = noBrokers,
  }: ComposedOptions = {},
) {
  const defects: object[] = [];
  const catalog = { store, enterpriseProjects, nowMs, newId: randomUUID, limitsChanged: () => {} };
  const instances = createInstanceService({
    storagePlaces: createStoragePlaces({ classes: new Map(), encryptionKeys: new Map() }),
    hasIpv6: false,
    store,
    enterpriseProjects,
    nowMs,
    newId: randomUUID,
    wake: () => {},
    scheduleChanged: () => {},
    limitsChanged: () => {},
    runningMembers,
    instanceQuota,
  });
  const clusters = createRunningClusters({ instances: store.instances, administrations });
  const services = {
    instances,
    instanceUsers: createInstanceUserService({ store, nowMs, wake: () => {} }),
    clusters,
    consumerGroups: createConsumerGroupService({ clusters, annotations: store.annotations, nowMs }),
    annotations: store.annotations,
    recordTask: createTaskRecorder({ tasks: store.tasks, nowMs, newId: randomUUID }),
    tasks: createTaskService(store),
    schedule: createScheduleService({ store, nowMs, newId: randomUUID, changed: () => {} }),
    networks: createNetworkService(catalog),
    publicAddresses: createPublicAddressService(catalog),
    identity: store.identity,
    tokens: createTokenService({ identity: store.identity, seal: createSeal(randomBytes(32)), nowMs }),
    nowMs,
    log: { ...silentLog, error: (fields: object) => void defects.push(fields) },
  };
  return { services, defects: defects as readonly object[] };
}
