import type { Caller } from '../identity/caller.ts';
import type { NetworkPlace } from '../instance/instance.ts';
import { DomainError } from '../errors.ts';
import type { NetworkRepository } from './network-repository.ts';
import type { SecurityGroup, Subnet, Vpc } from './network.ts';

/** A place that was found to exist and to belong together. */
export interface ResolvedPlace {
  readonly vpc: Vpc;
  readonly subnet: Subnet;
  readonly securityGroup: SecurityGroup;
}

export interface NetworkService {
  listVpcs(caller: Caller): Promise<readonly Vpc[]>;
  /** All subnets of the project, or those of one VPC. */
  listSubnets(caller: Caller, vpcId?: string): Promise<readonly Subnet[]>;
  listSecurityGroups(caller: Caller): Promise<readonly SecurityGroup[]>;
  /**
   * Looks up where an instance is or shall be placed.
   * @throws DomainError vpc-not-found, subnet-not-found, subnet-not-in-vpc, security-group-not-found
   */
  resolve(caller: Caller, place: NetworkPlace): Promise<ResolvedPlace>;
}

export function createNetworkService(networks: NetworkRepository): NetworkService {
  return {
    listVpcs: (caller) => networks.listVpcs(caller.projectId),

    async listSubnets(caller, vpcId) {
      const subnets = await networks.listSubnets(caller.projectId);
      return vpcId === undefined ? subnets : subnets.filter((subnet) => subnet.vpcId === vpcId);
    },

    listSecurityGroups: (caller) => networks.listSecurityGroups(caller.projectId),

    async resolve(caller, place) {
      const vpc = await networks.findVpc(caller.projectId, place.vpcId);
      if (vpc === null) {
        throw new DomainError('vpc-not-found', `VPC ${place.vpcId} does not exist.`, 'network.vpcId');
      }
      const subnet = await networks.findSubnet(caller.projectId, place.subnetId);
      if (subnet === null) {
        throw new DomainError(
          'subnet-not-found',
          `Subnet ${place.subnetId} does not exist.`,
          'network.subnetId',
        );
      }
      if (subnet.vpcId !== vpc.id) {
        throw new DomainError(
          'subnet-not-in-vpc',
          `Subnet ${subnet.id} belongs to VPC ${subnet.vpcId}, not to VPC ${vpc.id}.`,
          'network.subnetId',
        );
      }
      const securityGroup = await networks.findSecurityGroup(caller.projectId, place.securityGroupId);
      if (securityGroup === null) {
        throw new DomainError(
          'security-group-not-found',
          `Security group ${place.securityGroupId} does not exist.`,
          'network.securityGroupId',
        );
      }
      return { vpc, subnet, securityGroup };
    },
  };
}
