/** What an annotation is about. */
export type AnnotatedKind = 'topic' | 'group' | 'user' | 'topic-type';

/**
 * What the clouds keep of a thing inside an instance and brokers have no place for. That there is one does not say that the
 * thing is there: a Kafka client may have deleted it.
 */
export interface Annotation {
  readonly kind: AnnotatedKind;
  readonly name: string;
  /** Of a `topic-type` what messages the topic takes, which RocketMQ 4.8.0 has no place for. */
  readonly description: string;
  /** When an owner made the thing. */
  readonly createdAtMs: number;
}
