import type { SecurityGroup, Subnet, Vpc } from './network.ts';

/** Where the network catalog is kept. Every call is confined to one project. */
export interface NetworkRepository {
  insertVpc(vpc: Vpc): Promise<void>;
  insertSubnet(subnet: Subnet): Promise<void>;
  insertSecurityGroup(group: SecurityGroup): Promise<void>;
  findVpc(projectId: string, id: string): Promise<Vpc | null>;
  findSubnet(projectId: string, id: string): Promise<Subnet | null>;
  findSecurityGroup(projectId: string, id: string): Promise<SecurityGroup | null>;
  /** In the order in which they were made. */
  listVpcs(projectId: string): Promise<readonly Vpc[]>;
  listSubnets(projectId: string): Promise<readonly Subnet[]>;
  listSecurityGroups(projectId: string): Promise<readonly SecurityGroup[]>;
}
