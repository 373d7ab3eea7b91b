/** What instances and networks belong to, and what separates them from others'. */
export interface Project {
  readonly id: string;
  readonly accountId: string;
  /** Unique within the account. The first project of an account is named like the region, which is what clients ask for. */
  readonly name: string;
}
