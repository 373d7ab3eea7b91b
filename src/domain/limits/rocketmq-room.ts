import { DomainError } from '../errors.ts';
import type { RocketmqInstance } from '../instance/instance.ts';

/** How many more topics or groups an instance may have, where each is on all of its brokers. */
export interface RocketmqRoom {
  readonly max: number;
  readonly remaining: number;
}

/** Limits are those of each broker: an instance has as many topics as its brokers together, where each is on one. */
export function topicRoom({ spec }: RocketmqInstance, present: number): RocketmqRoom {
  return roomOf(spec.topicLimitPerBroker * spec.brokerCount, present);
}

export function groupRoom({ spec }: RocketmqInstance, present: number): RocketmqRoom {
  return roomOf(spec.groupLimitPerBroker * spec.brokerCount, present);
}

function roomOf(max: number, present: number): RocketmqRoom {
  return { max, remaining: Math.max(0, max - present) };
}

/**
 * Brokers know no such limit: it is held where topics and groups are made.
 * @param present the brokers that each of those that exist is on
 * @param wanted the brokers that the new one shall be on
 * @throws DomainError topic-limit-reached, group-limit-reached
 */
export function requireRocketmqRoom(
  kind: 'topic' | 'group',
  { spec }: RocketmqInstance,
  present: readonly (readonly string[])[],
  wanted: readonly string[],
): void {
  const limit = kind === 'topic' ? spec.topicLimitPerBroker : spec.groupLimitPerBroker;
  for (const broker of wanted) {
    const used = present.filter((brokers) => brokers.includes(broker)).length;
    if (used < limit) continue;
    const things = kind === 'topic' ? 'topics' : 'consumer groups';
    throw new DomainError(`${kind}-limit-reached`, `${broker} has ${used} ${things}; allowed: ${limit}.`);
  }
}
