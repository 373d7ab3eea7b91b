/** A public address that a project holds. Each address of the pool belongs to one project at a time, or to none. */
export interface PublicAddress {
  readonly id: string;
  readonly projectId: string;
  readonly enterpriseProjectId: string;
  readonly address: string;
  readonly bandwidthName: string;
  readonly bandwidthMbitps: number;
  /** The instance, and its process, that has the address; null while it is free. */
  readonly boundTo: { readonly instanceId: string; readonly member: string } | null;
  readonly createdAtMs: number;
}
