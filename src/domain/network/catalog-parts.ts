import type { EnterpriseProjects } from '../identity/enterprise-project.ts';
import type { Store } from '../store.ts';

/** What the parts of the network catalog are made of. */
export interface CatalogParts {
  readonly store: Store;
  readonly enterpriseProjects: EnterpriseProjects;
  readonly nowMs: () => number;
  readonly newId: () => string;
  /** Told of each instance whose clients may do other things than before. */
  readonly limitsChanged: (instance: { readonly id: string; readonly projectId: string }) => void;
}
