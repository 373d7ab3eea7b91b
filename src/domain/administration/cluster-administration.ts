import type { KafkaInstance } from '../instance/instance.ts';
import type { AclAdministration } from './acls.ts';
import type { ClusterActivity } from './activity.ts';
import type { ClusterFacts } from './cluster-facts.ts';
import type { GroupAdministration } from './groups.ts';
import type { LogDirectories } from './log-directories.ts';
import type { MessageAdministration } from './messages.ts';
import type { QuotaAdministration } from './quotas.ts';
import type { TopicAdministration } from './topics.ts';
import type { UserAdministration } from './users.ts';

/**
 * What is inside a running cluster, read and changed while it runs. The brokers are the source of truth: what any client
 * did shows within a second. Every call ends within `administrationLimitMs`; where no broker answers until then it
 * throws a DomainError `instance-unavailable`.
 */
export interface ClusterAdministration {
  readonly topics: TopicAdministration;
  readonly groups: GroupAdministration;
  readonly messages: MessageAdministration;
  /** Users of the SCRAM mechanisms. */
  readonly users: UserAdministration;
  readonly acls: AclAdministration;
  readonly quotas: QuotaAdministration;
  readonly cluster: ClusterFacts;
  readonly logDirectories: LogDirectories;
  readonly activity: ClusterActivity;
}

/** The administrations of all instances. Connections are kept while they are used. */
export interface Administrations {
  /** Opens nothing by itself; the first call to what it answers does. */
  of(instance: KafkaInstance): Promise<ClusterAdministration>;
  /** Ends the connections to an instance that is being deleted or whose members moved. */
  forget(instanceId: string): Promise<void>;
  close(): Promise<void>;
}

/** Milliseconds after which a call fails at the latest; changes of which brokers tell each other may take longer to show. */
export const administrationLimitMs = 5000;
