import type { KafkaInstance } from '../../../domain/instance/instance.ts';
import type { InstanceStatus } from '../../../domain/instance/lifecycle.ts';
import type { BoughtInstance } from './bought-instances.ts';

export const serviceStatus = {
  waitingForDeployment: 0,
  starting: 3,
  inService: 5,
  upgrading: 8,
  released: 10,
  stopped: 15,
  deployFailed: 101,
  upgradeFailed: 102,
} as const;

/** One that restarts by our doing is in service to the cloud. */
const numbers: Readonly<Record<InstanceStatus, number>> = {
  creating: serviceStatus.starting,
  running: serviceStatus.inService,
  restarting: serviceStatus.inService,
  failed: serviceStatus.inService,
  deleting: serviceStatus.released,
};

/** The cloud's ServiceStatus. One that changes serves its clients too, but clients wait for 5 after they asked for a change. */
export function statusNumber({ instance, offering }: BoughtInstance, changing: boolean): number {
  if (instance === null) {
    return offering.released ? serviceStatus.stopped : serviceStatus.waitingForDeployment;
  }
  if (instance.status === 'deleting') return serviceStatus.released;
  if (instance.spec.isolated === true) return serviceStatus.stopped;
  if (neverRan(instance)) return serviceStatus.deployFailed;
  if (instance.status === 'failed' && (instance.spec.versionChange ?? null) !== null) {
    return serviceStatus.upgradeFailed;
  }
  const number = numbers[instance.status];
  return changing && number === serviceStatus.inService ? serviceStatus.upgrading : number;
}

function neverRan({ status, endpoints }: KafkaInstance): boolean {
  return status === 'failed' && endpoints.length === 0;
}
