import type { NetworkPlace } from '../instance/instance.ts';
import type { ResolvedPlace, SecurityGroup, Subnet, Vpc } from './network.ts';

/** Where the network catalog is kept. Every call that reads is confined to one project. */
export interface NetworkRepository {
  insertVpc(vpc: Vpc): Promise<void>;
  insertSubnet(subnet: Subnet): Promise<void>;
  insertSecurityGroup(group: SecurityGroup): Promise<void>;
  findVpc(projectId: string, id: string): Promise<Vpc | null>;
  findSubnet(projectId: string, id: string): Promise<Subnet | null>;
  findSecurityGroup(projectId: string, id: string): Promise<SecurityGroup | null>;
  /** Null where one of the networks is gone. */
  findPlace(projectId: string, place: NetworkPlace): Promise<ResolvedPlace | null>;
  /** In the order in which they were made. */
  listVpcs(projectId: string): Promise<readonly Vpc[]>;
  listSubnets(projectId: string): Promise<readonly Subnet[]>;
  listSecurityGroups(projectId: string): Promise<readonly SecurityGroup[]>;
  /** Writes name, description and CIDR. */
  updateVpc(vpc: Vpc): Promise<void>;
  /** Writes name, description and name servers. */
  updateSubnet(subnet: Subnet): Promise<void>;
  /** Writes name, description and rules. */
  updateSecurityGroup(group: SecurityGroup): Promise<void>;
  deleteVpc(id: string): Promise<void>;
  deleteSubnet(id: string): Promise<void>;
  deleteSecurityGroup(id: string): Promise<void>;
}
