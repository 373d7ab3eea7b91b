import type { NetworkPlace } from '../instance/instance.ts';
import type { NetworkRepository } from './network-repository.ts';
import type { SecurityGroup, Subnet, Vpc } from './network.ts';
import { requireSecurityGroup } from './security-group-catalog.ts';
import { requireSubnetOf } from './subnet-catalog.ts';
import { requireVpc } from './vpc-catalog.ts';

/** A place that was found to exist and to belong together. */
export interface ResolvedPlace {
  readonly vpc: Vpc;
  readonly subnet: Subnet;
  /** Null where none was chosen. */
  readonly securityGroup: SecurityGroup | null;
}

/**
 * Looks up where an instance is or shall be placed.
 * @throws DomainError vpc-not-found, subnet-not-found, subnet-not-in-vpc, security-group-not-found
 */
export async function resolvePlace(
  networks: NetworkRepository,
  projectId: string,
  place: NetworkPlace,
): Promise<ResolvedPlace> {
  const vpc = await requireVpc(networks, projectId, place.vpcId);
  const subnet = await requireSubnetOf(networks, projectId, vpc.id, place.subnetId);
  const securityGroup =
    place.securityGroupId === null
      ? null
      : await requireSecurityGroup(networks, projectId, place.securityGroupId);
  return { vpc, subnet, securityGroup };
}
