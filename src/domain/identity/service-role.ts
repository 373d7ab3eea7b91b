/** A role by which a service of a cloud acts for the owner of a project, such as to use a key. */
export interface ServiceRole {
  readonly name: string;
  readonly createdAtMs: number;
}

export interface ServiceRoleRepository {
  /** Makes the role unless it is there. */
  ensure(projectId: string, role: ServiceRole): Promise<void>;
  /** By name. */
  list(projectId: string): Promise<readonly ServiceRole[]>;
}
