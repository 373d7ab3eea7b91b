import type { NetworkPlace } from '../instance/instance.ts';
import type { NetworkRepository } from './network-repository.ts';
import { requireSecurityGroup } from './security-group-catalog.ts';
import { requireSubnetOf } from './subnet-catalog.ts';
import { requireVpc } from './vpc-catalog.ts';

/**
 * Refuses a place for an instance whose networks do not exist or do not belong together.
 * @throws DomainError vpc-not-found, subnet-not-found, subnet-not-in-vpc, security-group-not-found
 */
export async function requirePlace(
  networks: NetworkRepository,
  projectId: string,
  { vpcId, subnetId, securityGroupId }: NetworkPlace,
): Promise<void> {
  await requireVpc(networks, projectId, vpcId);
  await requireSubnetOf(networks, projectId, vpcId, subnetId);
  if (securityGroupId !== null) await requireSecurityGroup(networks, projectId, securityGroupId);
}
