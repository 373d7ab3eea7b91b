/** Users of an instance with ACLs. Brokers are asked for all of it, secrets too; changes hold at once and outlive restarts. */
export interface RocketmqUserAdministration {
  /** @throws DomainError invalid-cluster-user where the instance has no ACLs, as all of these */
  list(): Promise<readonly RocketmqUser[]>;
  /** @throws DomainError cluster-user-not-found */
  describe(accessKey: string): Promise<RocketmqUser>;
  /** @throws DomainError cluster-user-exists, invalid-cluster-user */
  create(user: RocketmqUser): Promise<void>;
  /** Replaces all of it. @throws DomainError cluster-user-not-found, invalid-cluster-user */
  replace(user: RocketmqUser): Promise<void>;
  /** @throws DomainError cluster-user-not-found */
  delete(accessKey: string): Promise<void>;
}

export type AccessPermission = 'publish' | 'subscribe' | 'publish-subscribe' | 'deny';

export interface RocketmqUser {
  readonly accessKey: string;
  readonly secretKey: string;
  /** May do anything, administration by remoting too. */
  readonly admin: boolean;
  /** An address, a pattern of one (`10.0.0.*`), or empty for none: who comes from there needs no login (4.8.0), or comes from there only (5.x). */
  readonly whiteRemoteAddress: string;
  readonly defaultTopicPermission: AccessPermission;
  readonly defaultGroupPermission: AccessPermission;
  readonly topicPermissions: readonly NamedPermission[];
  readonly groupPermissions: readonly NamedPermission[];
}

export interface NamedPermission {
  readonly name: string;
  readonly permission: AccessPermission;
}
