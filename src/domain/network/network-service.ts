import type { Caller } from '../identity/caller.ts';
import type { NetworkPlace } from '../instance/instance.ts';
import type { CatalogParts } from './catalog-parts.ts';
import { type ResolvedPlace, resolvePlace } from './resolve-place.ts';
import { createSecurityGroupCatalog, type SecurityGroupCatalog } from './security-group-catalog.ts';
import { createSubnetCatalog, type SubnetCatalog } from './subnet-catalog.ts';
import { createVpcCatalog, type VpcCatalog } from './vpc-catalog.ts';

export type { ResolvedPlace } from './resolve-place.ts';

/** The network catalog as its owners use it; all clouds share it. */
export interface NetworkService extends VpcCatalog, SubnetCatalog, SecurityGroupCatalog {
  /**
   * Looks up where an instance is placed.
   * @throws DomainError vpc-not-found, subnet-not-found, subnet-not-in-vpc, security-group-not-found
   */
  resolve(caller: Caller, place: NetworkPlace): Promise<ResolvedPlace>;
}

export function createNetworkService(parts: CatalogParts): NetworkService {
  return {
    ...createVpcCatalog(parts),
    ...createSubnetCatalog(parts),
    ...createSecurityGroupCatalog(parts),
    resolve: (caller, place) => resolvePlace(parts.store.networks, caller.projectId, place),
  };
}
