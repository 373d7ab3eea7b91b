import type { QueueName } from './topics.ts';

export interface RocketmqMessageAdministration {
  /**
   * One message by the id that its producer was told (`UNIQ_KEY`), or by the one that names its place on a broker.
   * Null where there is none. @throws DomainError topic-not-found
   */
  byId(topic: string, messageId: string): Promise<RocketmqMessage | null>;
  /** The newest that have this key, of one topic. @throws DomainError topic-not-found */
  byKey(topic: string, key: string, limit: number, between?: TimeSpan): Promise<readonly RocketmqMessage[]>;
  /** Those that were stored in this time, the newest first. @throws DomainError topic-not-found */
  byTime(query: MessageQuery): Promise<readonly RocketmqMessage[]>;
  /** @throws DomainError topic-not-found, topic-refused where it takes no messages */
  send(message: NewRocketmqMessage): Promise<SentMessage>;
  /**
   * Has dead letters consumed once more: each is sent to the topic from which it came, for its own group alone.
   * @param topic the topic of dead letters, `%DLQ%` and the group's name
   */
  resendDeadLetters(topic: string, messageIds: readonly string[]): Promise<readonly ResendResult[]>;
  /** Has this client of the group consume the messages now, for a test, and tells how that went. @throws DomainError group-not-found */
  consumeDirectly(order: DirectConsumption): Promise<readonly ResendResult[]>;
  /** What producers and consumers with tracing have told of a message; none where there is no trace. */
  trace(messageId: string): Promise<readonly RocketmqMessage[]>;
}

export interface TimeSpan {
  readonly fromMs: number;
  readonly toMs: number;
}

export interface MessageQuery extends TimeSpan {
  readonly topic: string;
  /** Left out for all queues. */
  readonly queueId?: number;
  readonly limit: number;
}

export interface RocketmqMessage extends QueueName {
  readonly topic: string;
  /** What the producer was told; the place on the broker where it sent none. */
  readonly id: string;
  /** The place on the broker, in hex. */
  readonly placeId: string;
  readonly queueOffset: bigint;
  readonly body: Buffer;
  readonly bodyCrc: number;
  readonly storeBytes: number;
  readonly properties: ReadonlyMap<string, string>;
  readonly bornAtMs: number;
  /** `address:port`. */
  readonly bornHost: string;
  readonly storedAtMs: number;
  readonly storeHost: string;
  readonly reconsumeTimes: number;
}

export interface NewRocketmqMessage {
  readonly topic: string;
  readonly body: Buffer;
  /** `KEYS`, `TAGS`, `DELAY`, … and the sender's own. */
  readonly properties: ReadonlyMap<string, string>;
}

export interface SentMessage extends QueueName {
  readonly id: string;
  readonly queueOffset: bigint;
}

export interface DirectConsumption {
  readonly group: string;
  readonly clientId: string;
  readonly topic: string;
  readonly messageIds: readonly string[];
}

export interface ResendResult {
  readonly messageId: string;
  /** Null where it worked. */
  readonly failure: string | null;
}
