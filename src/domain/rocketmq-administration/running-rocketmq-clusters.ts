import { requireRunning } from '../administration/running-clusters.ts';
import type { Caller } from '../identity/caller.ts';
import type { InstanceRepository } from '../instance/instance-repository.ts';
import type { RocketmqInstance } from '../instance/instance.ts';
import type { RocketmqAdministration, RocketmqAdministrations } from './rocketmq-administration.ts';

/** An owner's way into what is inside the owner's RocketMQ instances. */
export interface RunningRocketmqClusters {
  /** @throws DomainError instance-not-found; instance-busy for one that does not run */
  of(caller: Caller, instanceId: string): Promise<RunningRocketmqCluster>;
}

export interface RunningRocketmqCluster {
  /** As it stands now. */
  readonly instance: RocketmqInstance;
  readonly administration: RocketmqAdministration;
}

export interface RunningRocketmqClustersParts {
  readonly instances: Pick<InstanceRepository, 'find'>;
  readonly administrations: Pick<RocketmqAdministrations, 'of'>;
}

export function createRunningRocketmqClusters({
  instances,
  administrations,
}: RunningRocketmqClustersParts): RunningRocketmqClusters {
  return {
    async of(caller, instanceId) {
      const instance = await requireRunning(instances, caller, instanceId, 'rocketmq');
      return { instance, administration: await administrations.of(instance) };
    },
  };
}
