import { DomainError } from '../errors.ts';
import type { Caller } from '../identity/caller.ts';
import type { EngineName, Instance, InstanceOf, KafkaInstance } from '../instance/instance.ts';
import type { InstanceRepository } from '../instance/instance-repository.ts';
import type { Administrations, ClusterAdministration } from './cluster-administration.ts';

/** An owner's way into what is inside the owner's Kafka instances. */
export interface RunningClusters {
  /** @throws DomainError instance-not-found; instance-busy for one that does not run */
  of(caller: Caller, instanceId: string): Promise<RunningCluster>;
}

export interface RunningCluster {
  /** As it stands now. */
  readonly instance: KafkaInstance;
  readonly administration: ClusterAdministration;
}

export interface RunningClustersParts {
  readonly instances: Pick<InstanceRepository, 'find'>;
  readonly administrations: Pick<Administrations, 'of'>;
}

export function createRunningClusters({ instances, administrations }: RunningClustersParts): RunningClusters {
  return {
    async of(caller, instanceId) {
      const instance = await requireRunning(instances, caller, instanceId, 'kafka');
      return { instance, administration: await administrations.of(instance) };
    },
  };
}

/** The caller's instance of this engine. @throws DomainError instance-not-found, instance-busy */
export async function requireRunning<Name extends EngineName>(
  instances: Pick<InstanceRepository, 'find'>,
  caller: Caller,
  instanceId: string,
  engine: Name,
): Promise<InstanceOf<Name>> {
  const isOwn = (instance: Instance): instance is InstanceOf<Name> => instance.engine === engine;
  const instance = await instances.find(caller.projectId, instanceId);
  if (instance === null || !isOwn(instance)) {
    throw new DomainError('instance-not-found', `Instance ${instanceId} does not exist.`);
  }
  if (instance.status !== 'running') {
    throw new DomainError(
      'instance-busy',
      `Instance ${instanceId} is ${instance.status}; what is inside it can be seen and changed while it runs.`,
    );
  }
  return instance;
}
