import type { CloudName, Offering, Tag } from './instance.ts';

/** An instance that was bought and not deployed yet: its id and what was ordered. Where it shall be is said when it is deployed. */
export interface Reservation {
  readonly id: string;
  readonly projectId: string;
  readonly cloud: CloudName;
  readonly name: string;
  readonly offering: Offering;
  readonly tags: readonly Tag[];
  readonly createdAtMs: number;
}
