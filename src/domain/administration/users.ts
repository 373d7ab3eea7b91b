export type ScramMechanismName = 'SCRAM-SHA-256' | 'SCRAM-SHA-512';

/** Users who log in by SCRAM. Changes hold for the next login; connections that stand go on. */
export interface UserAdministration {
  list(): Promise<readonly ClusterUser[]>;
  /** @throws DomainError cluster-user-exists, invalid-cluster-user */
  create(user: NewClusterUser): Promise<void>;
  /** For the mechanisms that the user has. @throws DomainError cluster-user-not-found */
  changePassword(name: string, password: string): Promise<void>;
  /** @throws DomainError cluster-user-not-found */
  delete(name: string): Promise<void>;
}

export interface ClusterUser {
  readonly name: string;
  readonly mechanisms: readonly ScramMechanismName[];
}

export interface NewClusterUser extends ClusterUser {
  readonly password: string;
}
