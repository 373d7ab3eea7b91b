import type { RocketmqInstance } from '../instance/instance.ts';
import type { RocketmqBrokers } from './brokers.ts';
import type { RocketmqGroupAdministration } from './groups.ts';
import type { RocketmqMessageAdministration } from './messages.ts';
import type { RocketmqTopicAdministration } from './topics.ts';
import type { RocketmqUserAdministration } from './users.ts';

/**
 * What is inside a running RocketMQ cluster, read and changed while it runs. The brokers are the source of truth. A change is made
 * on every replica of each broker group that it concerns, because replicas tell each other of topics, groups and users
 * only now and then, and one that has just become the leader would lack them; where a replica does not answer, the change holds on the others and the
 * replica gets it at the instance's next repair. Every call ends within `administrationLimitMs`; where no
 * broker answers until then it throws a DomainError `instance-unavailable`.
 */
export interface RocketmqAdministration {
  readonly topics: RocketmqTopicAdministration;
  readonly groups: RocketmqGroupAdministration;
  readonly messages: RocketmqMessageAdministration;
  /** Who may log in, where the instance has ACLs. */
  readonly users: RocketmqUserAdministration;
  readonly brokers: RocketmqBrokers;
}

/** The administrations of all instances of RocketMQ. Connections are kept while they are used. */
export interface RocketmqAdministrations {
  /** Opens nothing by itself; the first call to what it answers does. */
  of(instance: RocketmqInstance): Promise<RocketmqAdministration>;
  /** Ends the connections to an instance that is being deleted or whose members moved. */
  forget(instanceId: string): Promise<void>;
  close(): Promise<void>;
}
