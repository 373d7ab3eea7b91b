/**
 * What can go wrong in the domain, in no cloud's words. Each cloud's `errors.ts` maps a kind to its own
 * code, HTTP status and message; the message here is for operators and for clouds without a text of their own.
 */
export type DomainErrorKind =
  | 'invalid-parameter'
  | 'instance-not-found'
  | 'instance-name-taken'
  | 'instance-busy'
  | 'instance-quota-exceeded'
  | 'instance-user-exists'
  | 'instance-user-not-found'
  | 'vpc-not-found'
  | 'subnet-not-found'
  | 'subnet-not-in-vpc'
  | 'security-group-not-found'
  | 'zone-not-found'
  | 'network-in-use'
  | 'cidr-outside'
  | 'cidr-overlaps'
  | 'rule-not-found'
  | 'rule-exists'
  | 'address-not-found'
  | 'address-in-use'
  | 'address-pool-empty'
  | 'task-not-found'
  | 'task-running'
  | 'scheduled-task-not-found'
  /** It was begun, cancelled or has failed: it can be neither moved nor cancelled any more. */
  | 'scheduled-task-over'
  | 'enterprise-project-not-found'
  | 'version-unknown'
  | 'encryption-key-not-found'
  | 'ipv6-unavailable'
  | 'login-refused'
  | 'token-invalid'
  | 'account-not-found'
  | 'project-not-found'
  | 'access-key-not-found'
  | 'access-key-revoked'
  | 'name-taken'
  /** The disk of the server's database is full or cannot be written; nothing was changed. */
  | 'storage-unavailable'
  | AdministrationErrorKind;

/** What can go wrong inside a running cluster: see `administration/`. */
export type AdministrationErrorKind =
  | 'instance-unavailable'
  | 'topic-not-found'
  | 'topic-exists'
  | 'topic-refused'
  | 'invalid-topic-name'
  | 'invalid-partition-count'
  | 'invalid-replication-factor'
  | 'invalid-topic-config'
  | 'invalid-offset'
  | 'group-not-found'
  | 'group-exists'
  | 'group-not-empty'
  /** The instance, or one of its brokers, has as many topics or consumer groups as were ordered. */
  | 'topic-limit-reached'
  | 'group-limit-reached'
  | 'cluster-user-not-found'
  | 'cluster-user-exists'
  | 'invalid-cluster-user'
  | 'invalid-acl'
  | 'invalid-quota';

/** A refusal that the caller can understand and mend. Anything else that is thrown is a defect of ours. */
export class DomainError extends Error {
  override readonly name = 'DomainError';
  readonly kind: DomainErrorKind;
  /** The domain name of the field at fault, such as `network.subnetId`, where there is one. */
  readonly field: string | null;

  constructor(kind: DomainErrorKind, message: string, field: string | null = null) {
    super(message);
    this.kind = kind;
    this.field = field;
  }
}
