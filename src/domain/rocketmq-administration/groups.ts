import type { QueueName } from './topics.ts';

export interface RocketmqGroupAdministration {
  /** The owner's groups by name: without RocketMQ's own. */
  list(): Promise<readonly RocketmqGroup[]>;
  /** @throws DomainError group-not-found */
  describe(name: string): Promise<RocketmqGroup>;
  /** @throws DomainError group-exists, invalid-parameter */
  create(group: RocketmqGroupOrder): Promise<void>;
  /** What is left out stays. @throws DomainError group-not-found, invalid-parameter */
  update(name: string, changes: Partial<Omit<RocketmqGroupOrder, 'name'>>): Promise<void>;
  /** Where it stands is forgotten too. @throws DomainError group-not-found */
  delete(name: string): Promise<void>;
  /** Who reads in it now; null where nobody does. @throws DomainError group-not-found */
  connection(name: string): Promise<GroupConnection | null>;
  /** The topics of which it has read, by name, without the one for its retries. @throws DomainError group-not-found */
  topicsOf(name: string): Promise<readonly string[]>;
  /** Where it stands, of one topic or all, without the topic for its retries. @throws DomainError group-not-found, topic-not-found */
  progress(name: string, topic?: string): Promise<readonly QueueProgress[]>;
  /**
   * Goes on at the first message that is not older, whether consumers are there or not; those that are learn of it within seconds.
   * Answers where it stands by now. @throws DomainError group-not-found, topic-not-found
   */
  resetOffsets(name: string, topic: string, timestampMs: number): Promise<readonly ResetQueue[]>;
}

export interface RocketmqGroupOrder {
  readonly name: string;
  readonly enabled: boolean;
  /** Whether its consumers may read in broadcast, each all messages. */
  readonly broadcast: boolean;
  /** Whether gRPC consumers get messages in order; 4.8.0 has no such setting and takes none but false. */
  readonly orderly: boolean;
  /** How often a message is tried again before it is a dead letter. */
  readonly retryMaxTimes: number;
  /** Left out for all broker groups. */
  readonly brokers?: readonly string[];
}

export interface RocketmqGroup extends Required<RocketmqGroupOrder> {
  /** Whether a consumer is connected. */
  readonly online: boolean;
}

export interface GroupConnection {
  readonly clients: readonly GroupClient[];
  /** Whether all clients subscribe to the same. */
  readonly subscriptionsAgree: boolean;
}

export interface GroupClient {
  readonly id: string;
  /** `address:port` as the broker sees it. */
  readonly address: string;
  /** `JAVA`, `GO`, … */
  readonly language: string;
  /** `V4_8_0`, or the number that the client sent where it is not known. */
  readonly version: string;
  readonly consumeType: 'push' | 'pull' | 'pop';
  readonly messageModel: 'clustering' | 'broadcasting';
  readonly subscriptions: readonly GroupSubscription[];
}

export interface GroupSubscription {
  readonly topic: string;
  readonly expression: string;
  /** `TAG`, `SQL92`. */
  readonly type: string;
}

export interface QueueProgress extends QueueName {
  readonly topic: string;
  readonly maxOffset: bigint;
  readonly consumerOffset: bigint;
  /** When the last message that it has read was stored; 0 for none. */
  readonly lastConsumedAtMs: number;
  /** The client that reads the queue now; null for none or not known. */
  readonly clientId: string | null;
}

export interface ResetQueue extends QueueName {
  readonly offset: bigint;
}
