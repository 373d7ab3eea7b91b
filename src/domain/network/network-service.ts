import type { Caller } from '../identity/caller.ts';
import type { NetworkPlace } from '../instance/instance.ts';
import type { CatalogParts } from './catalog-parts.ts';
import type { ResolvedPlace } from './network.ts';
import { createSecurityGroupCatalog, type SecurityGroupCatalog } from './security-group-catalog.ts';
import { createSubnetCatalog, type SubnetCatalog } from './subnet-catalog.ts';
import { createVpcCatalog, type VpcCatalog } from './vpc-catalog.ts';

/** The network catalog as its owners use it; all clouds share it. */
export interface NetworkService extends VpcCatalog, SubnetCatalog, SecurityGroupCatalog {
  /** The networks of an instance; null where one of them is gone. */
  findPlace(caller: Caller, place: NetworkPlace): Promise<ResolvedPlace | null>;
}

export function createNetworkService(parts: CatalogParts): NetworkService {
  return {
    ...createVpcCatalog(parts),
    ...createSubnetCatalog(parts),
    ...createSecurityGroupCatalog(parts),
    findPlace: (caller, place) => parts.store.networks.findPlace(caller.projectId, place),
  };
}
