import type { Instance } from '../instance/instance.ts';
import type { NetworkRepository } from '../network/network-repository.ts';
import { type InstanceLimits, instanceLimits } from './instance-limits.ts';

export interface LimitsParts {
  readonly networks: Pick<NetworkRepository, 'findSecurityGroup'>;
  /** Whether producers are to be refused, as far as the instance's use of storage was measured. */
  readonly storageIsFull: (instanceId: string) => boolean;
}

/** Answers what the limits of an instance are by now. */
export function createLimitsOf(parts: LimitsParts): (instance: Instance) => Promise<InstanceLimits> {
  return async ({ id, projectId, spec }) => {
    const group = await parts.networks.findSecurityGroup(projectId, spec.network.securityGroupId);
    // One that is in use cannot be deleted; if it is gone all the same, nobody was permitted anything.
    return instanceLimits(spec, group?.rules ?? [], parts.storageIsFull(id));
  };
}
