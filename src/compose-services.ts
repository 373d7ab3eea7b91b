import { randomUUID } from 'node:crypto';
import type { Administrations } from './domain/administration/cluster-administration.ts';
import { createAccessRuleSetService } from './domain/access-rule-set/access-rule-set-service.ts';
import { createRunningClusters } from './domain/administration/running-clusters.ts';
import { createConsumerGroupService } from './domain/consumer-group/consumer-group-service.ts';
import { createTokenService } from './domain/identity/token-service.ts';
import type { ClientConnections } from './domain/instance/client-connections.ts';
import { createInstanceUserService } from './domain/instance-user/instance-user-service.ts';
import { instancesOfEngine } from './domain/instance/instances-of-engine.ts';
import { createInstanceService, type InstanceServiceParts } from './domain/instance/instance-service.ts';
import { createReservationService } from './domain/instance/reservation-service.ts';
import { createNetworkService } from './domain/network/network-service.ts';
import { createPublicAddressService } from './domain/network/public-address-service.ts';
import { createScheduleService } from './domain/schedule/schedule-service.ts';
import { createRunningRocketmqClusters } from './domain/rocketmq-administration/running-rocketmq-clusters.ts';
import type { RocketmqAdministrations } from './domain/rocketmq-administration/rocketmq-administration.ts';
import { createTaskRecorder } from './domain/task/task-recorder.ts';
import { createTaskService } from './domain/task/task-service.ts';
import type { Seal } from './store/sealing.ts';

export interface ServicesParts extends Omit<InstanceServiceParts, 'newId'> {
  readonly administrations: Pick<Administrations, 'of'>;
  readonly clientConnections: ClientConnections;
  readonly rocketmqAdministrations: Pick<RocketmqAdministrations, 'of'>;
  /** Of nothing but tokens. */
  readonly tokenSeal: Seal;
}

/** What operations of every cloud may call. */
export function composeServices({
  administrations,
  rocketmqAdministrations,
  clientConnections,
  tokenSeal,
  ...parts
}: ServicesParts) {
  const { store, enterpriseProjects, nowMs, wake, scheduleChanged, limitsChanged } = parts;
  const newId = randomUUID;
  const catalog = { store, enterpriseProjects, nowMs, newId, limitsChanged };
  const clusters = createRunningClusters({ instances: store.instances, administrations });
  const instances = createInstanceService({ ...parts, newId });
  return {
    instances,
    kafkaInstances: instancesOfEngine(instances, 'kafka'),
    rocketmqInstances: instancesOfEngine(instances, 'rocketmq'),
    instanceUsers: createInstanceUserService({ store, nowMs, wake }),
    clusters,
    clientConnections,
    rocketmqClusters: createRunningRocketmqClusters({
      instances: store.instances,
      administrations: rocketmqAdministrations,
    }),
    consumerGroups: createConsumerGroupService({ clusters, annotations: store.annotations, nowMs }),
    accessRuleSets: createAccessRuleSetService({ clusters, sets: store.accessRuleSets, nowMs }),
    annotations: store.annotations,
    recordTask: createTaskRecorder({ tasks: store.tasks, nowMs, newId }),
    tasks: createTaskService(store),
    schedule: createScheduleService({ store, nowMs, newId, changed: scheduleChanged }),
    networks: createNetworkService(catalog),
    publicAddresses: createPublicAddressService(catalog),
    identity: store.identity,
    nonces: store.nonces,
    reservations: createReservationService(parts),
    serviceRoles: store.serviceRoles,
    tokens: createTokenService({ identity: store.identity, seal: tokenSeal, nowMs }),
    nowMs,
  };
}
