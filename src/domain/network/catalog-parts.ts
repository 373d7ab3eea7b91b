import type { EnterpriseProjects } from '../identity/enterprise-project.ts';
import type { Store } from '../store.ts';

/** What the parts of the network catalog are made of. */
export interface CatalogParts {
  readonly store: Store;
  readonly enterpriseProjects: EnterpriseProjects;
  readonly nowMs: () => number;
  readonly newId: () => string;
}
