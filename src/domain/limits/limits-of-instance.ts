import { hasExpired } from '../instance/prepaid.ts';
import type { Instance } from '../instance/instance.ts';
import type { NetworkRepository } from '../network/network-repository.ts';
import { type InstanceLimits, instanceLimits } from './instance-limits.ts';
import { withRaises } from './bandwidth-raises.ts';
import type { SecurityGroupRule } from '../network/network.ts';
import type { StorageState } from './storage.ts';

export interface LimitsParts {
  readonly networks: Pick<NetworkRepository, 'findSecurityGroup'>;
  readonly nowMs: () => number;
  readonly storageOf: (instanceId: string) => StorageState;
}

/** Answers what the limits of an instance are by now. */
export function createLimitsOf(parts: LimitsParts): (instance: Instance) => Promise<InstanceLimits> {
  return async (ordered) => {
    const instance = withRaises(ordered, parts.nowMs());
    const { id, projectId, spec } = instance;
    const { securityGroupId } = spec.network;
    if (spec.isolated === true || hasExpired(spec, parts.nowMs())) {
      const limits = instanceLimits(instance, [], parts.storageOf(id));
      return { ...limits, refusesWrites: true, admittedToPublic: [] };
    }
    if (securityGroupId === null) return instanceLimits(instance, everyone, parts.storageOf(id));
    const group = await parts.networks.findSecurityGroup(projectId, securityGroupId);
    // One that is in use cannot be deleted; if it is gone all the same, nobody was permitted anything.
    return instanceLimits(instance, group?.rules ?? [], parts.storageOf(id));
  };
}

/** The rules of an instance without a security group. */
const everyone: readonly SecurityGroupRule[] = ([4, 6] as const).map((ipVersion) => ({
  id: '',
  description: '',
  direction: 'ingress',
  ipVersion,
  protocol: null,
  portMin: null,
  portMax: null,
  remoteCidr: null,
  remoteGroupId: null,
}));
