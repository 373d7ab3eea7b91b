/** Who may do what. A resource that no rule names is open to everyone; super users are not asked. */
export interface AclAdministration {
  list(filter?: AclFilter): Promise<readonly AclRule[]>;
  /** Rules that exist already stay as they are. @throws DomainError invalid-acl */
  create(rules: readonly AclRule[]): Promise<void>;
  /** Deletes what fits the filter and answers how many rules that were. */
  delete(filter: AclFilter): Promise<number>;
}

export type AclResourceType = 'topic' | 'group' | 'cluster' | 'transactional-id' | 'delegation-token';
export type AclOperation =
  | 'all'
  | 'read'
  | 'write'
  | 'create'
  | 'delete'
  | 'alter'
  | 'describe'
  | 'cluster-action'
  | 'describe-configs'
  | 'alter-configs'
  | 'idempotent-write';

export interface AclRule {
  readonly resourceType: AclResourceType;
  /** `*` stands for all; the cluster is called `kafka-cluster`. */
  readonly resourceName: string;
  /** Prefixes came with Kafka 2.0. */
  readonly pattern: 'literal' | 'prefix';
  /** `User:<name>`, `User:*`. */
  readonly principal: string;
  /** An address, or `*`. */
  readonly host: string;
  readonly operation: AclOperation;
  readonly permission: 'allow' | 'deny';
}

/** A field that is left out does not restrict. */
export type AclFilter = Partial<AclRule>;
