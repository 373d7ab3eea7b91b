export interface RocketmqTopicAdministration {
  /** The owner's topics by name: without RocketMQ's own, those for retries and those for dead letters. */
  list(): Promise<readonly RocketmqTopic[]>;
  /** @throws DomainError topic-not-found */
  describe(name: string): Promise<RocketmqTopic>;
  /**
   * Resolves once each replica of the broker groups has the topic and a name server tells its route.
   * @throws DomainError topic-exists, topic-refused, invalid-topic-name, invalid-partition-count (queues), invalid-parameter for a broker group that there is not
   */
  create(order: RocketmqTopicOrder): Promise<void>;
  /** What is left out stays. @throws DomainError topic-not-found, topic-refused, invalid-partition-count, invalid-parameter */
  update(name: string, changes: RocketmqTopicChanges): Promise<void>;
  /** Its messages too. @throws DomainError topic-not-found */
  delete(name: string): Promise<void>;
  /** Where each queue begins and ends. @throws DomainError topic-not-found */
  queues(name: string): Promise<readonly RocketmqQueue[]>;
  /** The consumer groups that read it or did. @throws DomainError topic-not-found */
  groupsOf(name: string): Promise<readonly string[]>;
}

export type TopicPermission = 'all' | 'publish' | 'subscribe' | 'none';

/** 4.8.0 knows no types: there it is always null, and whoever has to show one keeps it elsewhere. */
export type RocketmqMessageType = 'normal' | 'fifo' | 'delay' | 'transaction' | 'unspecified';

export interface RocketmqTopic {
  readonly name: string;
  readonly permission: TopicPermission;
  readonly messageType: RocketmqMessageType | null;
  /** By the name of the broker group, in the order of the names. */
  readonly brokers: readonly TopicOnBroker[];
}

export interface TopicOnBroker {
  readonly brokerName: string;
  readonly readQueues: number;
  readonly writeQueues: number;
}

export interface RocketmqTopicOrder {
  readonly name: string;
  readonly permission: TopicPermission;
  readonly messageType: RocketmqMessageType;
  readonly brokers: readonly TopicOnBroker[];
}

export interface RocketmqTopicChanges {
  readonly permission?: TopicPermission;
  /** Of these broker groups alone; one that has not had the topic gets it. */
  readonly brokers?: readonly TopicOnBroker[];
}

/** A place for messages: `queueId` counts from 0 on each broker group. */
export interface QueueName {
  readonly brokerName: string;
  readonly queueId: number;
}

export interface RocketmqQueue extends QueueName {
  readonly minOffset: bigint;
  /** What the next message will get. */
  readonly maxOffset: bigint;
  /** Null for a queue without messages. */
  readonly lastMessageAtMs: number | null;
}
