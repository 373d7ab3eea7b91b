import type { ColumnType, Generated } from 'kysely';

/** JSON kept as text: SQLite and PostgreSQL store it alike, and nothing is looked up inside it. */
type Json = string;

export interface Schema {
  accounts: AccountRow;
  projects: ProjectRow;
  users: UserRow;
  access_keys: AccessKeyRow;
  vpcs: VpcRow;
  subnets: SubnetRow;
  security_groups: SecurityGroupRow;
  public_addresses: PublicAddressRow;
  instances: InstanceRow;
  instance_counts: InstanceCountRow;
  instance_secrets: InstanceSecretRow;
  instance_users: InstanceUserRow;
  annotations: AnnotationRow;
  access_rule_sets: AccessRuleSetRow;
  instance_events: InstanceEventRow;
  scheduled_tasks: ScheduledTaskRow;
  request_nonces: RequestNonceRow;
  instance_reservations: ReservationRow;
  service_roles: ServiceRoleRow;
  tasks: TaskRow;
  journal: JournalRow;
  address_blocks: AddressBlockRow;
  addresses: AddressRow;
}

/** `position` keeps the order in which rows were made. */
export interface AccountRow {
  position: Generated<number>;
  id: string;
  name: string;
}

export interface ProjectRow {
  position: Generated<number>;
  id: string;
  account_id: string;
  name: string;
}

export interface UserRow {
  position: Generated<number>;
  id: string;
  account_id: string;
  name: string;
  password_hash: string;
  token_generation: number;
}

export interface AccessKeyRow {
  position: Generated<number>;
  access_key: string;
  /** Empty once the key was revoked. */
  sealed_secret_key: string;
  project_id: string;
  user_id: string;
  created_at_ms: number;
  revoked_at_ms: number | null;
}

export interface VpcRow {
  position: Generated<number>;
  id: string;
  project_id: string;
  enterprise_project_id: string;
  name: string;
  description: string;
  cidr: string;
  created_at_ms: number;
}

export interface SubnetRow {
  position: Generated<number>;
  id: string;
  project_id: string;
  vpc_id: string;
  name: string;
  description: string;
  cidr: string;
  gateway_ip: string;
  name_servers: Json;
  zone: string;
  created_at_ms: number;
}

export interface SecurityGroupRow {
  position: Generated<number>;
  id: string;
  project_id: string;
  enterprise_project_id: string;
  name: string;
  description: string;
  rules: Json;
  created_at_ms: number;
}

/** An address of the pool; all that stands after it is null where nobody holds it. */
export interface PublicAddressRow {
  position: Generated<number>;
  address: string;
  id: string | null;
  project_id: string | null;
  enterprise_project_id: string | null;
  bandwidth_name: string | null;
  bandwidth_mbitps: number | null;
  created_at_ms: number | null;
  instance_id: string | null;
  member: string | null;
}

export interface InstanceRow {
  position: Generated<number>;
  id: string;
  project_id: string;
  name: string;
  /** The name while no other live instance of the project may have it, otherwise null. */
  unique_name: string | null;
  description: string;
  /** Where it was ordered. */
  cloud: string;
  engine: string;
  version: string;
  status: string;
  status_reason: string | null;
  enterprise_project_id: string;
  /** Where it is placed, as in the spec: so that a network knows its instances. */
  subnet_id: string;
  security_group_id: string;
  offering: Json;
  spec: Json;
  endpoints: Json;
  created_at_ms: number;
  created_by_user_id: string;
  created_by_user_name: string;
  /** When the reconciler has to look at the instance; null when there is nothing to do. */
  due_at_ms: number | null;
  /** Rises with each wish of the owner, so that a worker in the middle of something notices. */
  generation: number;
  lease_owner: string | null;
  lease_until_ms: number | null;
  /** Rises with each claim; a worker whose token is older has lost the instance and may write nothing. */
  fencing_token: number;
  /** Attempts in a row that failed. */
  failed_attempts: number;
  /** When it was first proven ready; null for one that never was. */
  ready_at_ms: number | null;
}

/** Written by triggers only. */
export interface InstanceCountRow {
  project_id: string;
  cloud: string;
  engine: string;
  status: string;
  enterprise_project_id: string;
  /** 1 for those that have a `ready_at_ms`. */
  was_ready: number;
  total: number;
}

export interface InstanceSecretRow {
  instance_id: string;
  name: string;
  sealed_value: string;
}

export interface InstanceUserRow {
  instance_id: string;
  name: string;
  sealed_password: string;
  mechanisms: Json;
  created_at_ms: number;
  /** Null for a user who may log in; the others are remembered until the brokers have forgotten them. */
  removed_at_ms: number | null;
}

export interface InstanceEventRow {
  position: Generated<number>;
  instance_id: string;
  kind: string;
  text: string;
  first_at_ms: number;
  last_at_ms: number;
  times: number;
}

export interface AnnotationRow {
  instance_id: string;
  /** Of what: `topic`, `group`, `user`. */
  kind: string;
  name: string;
  description: string;
  created_at_ms: number;
}

export interface AccessRuleSetRow {
  instance_id: string;
  name: string;
  content: Json;
}

export interface ScheduledTaskRow {
  position: Generated<number>;
  id: string;
  instance_id: string;
  project_id: string;
  work: string;
  status: string;
  due_at_ms: number;
  /** 1 where it may only begin in the maintenance window. */
  in_window: number;
  task_id: string | null;
  created_by_user_id: string;
  created_by_user_name: string;
  created_at_ms: number;
  updated_at_ms: number;
}

export interface ReservationRow {
  id: string;
  project_id: string;
  cloud: string;
  content: Json;
  created_at_ms: number;
}

export interface ServiceRoleRow {
  project_id: string;
  name: string;
  created_at_ms: number;
}

/** What a request was made with and no further one may be. */
export interface RequestNonceRow {
  /** A digest of the access key and the nonce. */
  nonce: string;
  forget_at_ms: number;
}

export interface TaskRow {
  position: Generated<number>;
  id: string;
  instance_id: string;
  project_id: string;
  kind: string;
  status: string;
  reason: string | null;
  created_by_user_id: string;
  created_by_user_name: string;
  created_at_ms: number;
  updated_at_ms: number;
}

export interface JournalRow {
  position: Generated<number>;
  instance_id: string;
  task_id: string | null;
  step: string;
  started_at_ms: number;
  ended_at_ms: number | null;
  failure: string | null;
}

/** A block of loopback addresses that this data directory has claimed on this machine. */
export interface AddressBlockRow {
  position: Generated<number>;
  block: string;
}

export interface AddressRow {
  address: ColumnType<string, string, never>;
  instance_id: string;
  member: string;
}
