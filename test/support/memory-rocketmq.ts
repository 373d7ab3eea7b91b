import { DomainError, type DomainErrorKind } from '../../src/domain/errors.ts';
import type {
  GroupConnection,
  QueueProgress,
  RocketmqGroup,
} from '../../src/domain/rocketmq-administration/groups.ts';
import type { RocketmqMessage } from '../../src/domain/rocketmq-administration/messages.ts';
import type { RocketmqAdministration } from '../../src/domain/rocketmq-administration/rocketmq-administration.ts';
import type { RocketmqTopic } from '../../src/domain/rocketmq-administration/topics.ts';
import type { RocketmqUser } from '../../src/domain/rocketmq-administration/users.ts';

/** What a test may put into the cluster behind the services' backs, and look at. */
export interface MemoryRocketmq extends RocketmqAdministration {
  readonly topicRows: Map<string, RocketmqTopic>;
  readonly groupRows: Map<string, RocketmqGroup>;
  readonly userRows: Map<string, RocketmqUser>;
  readonly messageRows: RocketmqMessage[];
  readonly connections: Map<string, GroupConnection>;
  readonly progressRows: Map<string, readonly QueueProgress[]>;
  readonly properties: Map<string, string>;
}

/**
 * The domain's view into a RocketMQ cluster of two brokers as plain maps, for unit tests of what stands above it: words and rules
 * of clouds. What brokers do is proven with brokers only.
 */
export function createMemoryRocketmq(
  brokerNames: readonly string[] = ['broker-1', 'broker-2'],
): MemoryRocketmq {
  const topicRows = new Map<string, RocketmqTopic>();
  const groupRows = new Map<string, RocketmqGroup>();
  const userRows = new Map<string, RocketmqUser>();
  const messageRows: RocketmqMessage[] = [];
  const connections = new Map<string, GroupConnection>();
  const progressRows = new Map<string, readonly QueueProgress[]>();
  const properties = new Map<string, string>();
  const topicOf = (name: string) => topicRows.get(name) ?? refuse('topic-not-found', name);
  const groupOf = (name: string) => groupRows.get(name) ?? refuse('group-not-found', name);
  const userOf = (name: string) => userRows.get(name) ?? refuse('cluster-user-not-found', name);
  const ofTopic = (topic: string) => {
    topicOf(topic);
    return messageRows.filter((message) => message.topic === topic);
  };

  return {
    topicRows,
    groupRows,
    userRows,
    messageRows,
    connections,
    progressRows,
    properties,
    topics: {
      list: async () => byName(topicRows),
      describe: async (name) => topicOf(name),
      async create(order) {
        if (topicRows.has(order.name)) refuse('topic-exists', order.name);
        // As 4.8.0, which keeps no types.
        topicRows.set(order.name, { ...order, messageType: null });
      },
      async update(name, { permission, brokers }) {
        const topic = topicOf(name);
        const changed = new Map(topic.brokers.map((one) => [one.brokerName, one]));
        for (const one of brokers ?? []) changed.set(one.brokerName, one);
        topicRows.set(name, {
          ...topic,
          permission: permission ?? topic.permission,
          brokers: [...changed.values()],
        });
      },
      async delete(name) {
        topicOf(name);
        topicRows.delete(name);
      },
      queues: async (name) =>
        topicOf(name).brokers.map(({ brokerName }) => ({
          brokerName,
          queueId: 0,
          minOffset: 2n,
          maxOffset: 7n,
          lastMessageAtMs: null,
        })),
      async groupsOf(name) {
        topicOf(name);
        return byName(groupRows).map((group) => group.name);
      },
    },
    groups: {
      list: async () => byName(groupRows),
      describe: async (name) => groupOf(name),
      async create(group) {
        if (groupRows.has(group.name)) refuse('group-exists', group.name);
        groupRows.set(group.name, { brokers: brokerNames, ...group, online: false });
      },
      async update(name, changes) {
        groupRows.set(name, { ...groupOf(name), ...changes });
      },
      async delete(name) {
        groupOf(name);
        groupRows.delete(name);
      },
      async connection(name) {
        groupOf(name);
        return connections.get(name) ?? null;
      },
      async topicsOf(name) {
        groupOf(name);
        return [...new Set((progressRows.get(name) ?? []).map(({ topic }) => topic))];
      },
      async progress(name, topic) {
        groupOf(name);
        return (progressRows.get(name) ?? []).filter((one) => topic === undefined || one.topic === topic);
      },
      async resetOffsets(name, topic, timestampMs) {
        groupOf(name);
        return topicOf(topic).brokers.map(({ brokerName }) => ({
          brokerName,
          queueId: 0,
          offset: BigInt(timestampMs),
        }));
      },
    },
    messages: {
      byId: async (topic, id) => ofTopic(topic).find((message) => message.id === id) ?? null,
      byKey: async (topic, key, limit) =>
        ofTopic(topic)
          .filter(({ properties: of }) => of.get('KEYS') === key)
          .slice(0, limit),
      byTime: async ({ topic, fromMs, toMs, limit }) =>
        ofTopic(topic)
          .filter(({ storedAtMs }) => storedAtMs >= fromMs && storedAtMs <= toMs)
          .slice(0, limit),
      async send({ topic, body, properties: of }) {
        const [broker] = topicOf(topic).brokers;
        const id = `7F000001${String(messageRows.length).padStart(24, '0')}`;
        const queueOffset = BigInt(messageRows.length);
        const brokerName = broker?.brokerName ?? '';
        messageRows.push({
          topic,
          id,
          placeId: id,
          brokerName,
          queueId: 0,
          queueOffset,
          body,
          bodyCrc: 1,
          storeBytes: body.length,
          properties: of,
          bornAtMs: 1,
          bornHost: '127.0.0.1:1',
          storedAtMs: 1,
          storeHost: '127.0.0.1:2',
          reconsumeTimes: 0,
        });
        return { id, brokerName, queueId: 0, queueOffset };
      },
      resendDeadLetters: async (topic, ids) =>
        ids.map((messageId) => ({
          messageId,
          failure: ofTopic(topic).some(({ id }) => id === messageId) ? null : 'There is no such message.',
        })),
      async consumeDirectly({ group, messageIds }) {
        groupOf(group);
        return messageIds.map((messageId) => ({ messageId, failure: null }));
      },
      trace: async (id) => messageRows.filter(({ properties: of }) => of.get('KEYS') === id),
    },
    users: {
      list: async () => byName(userRows),
      describe: async (name) => userOf(name),
      async create(user) {
        if (userRows.has(user.accessKey)) refuse('cluster-user-exists', user.accessKey);
        userRows.set(user.accessKey, user);
      },
      async replace(user) {
        userOf(user.accessKey);
        userRows.set(user.accessKey, user);
      },
      async delete(name) {
        userOf(name);
        userRows.delete(name);
      },
    },
    brokers: {
      list: async () =>
        brokerNames.map((name, index) => ({
          name,
          replicas: [0, 1].map((id) => ({ id, address: `127.0.3.${10 * (index + 1) + id}:10100` })),
        })),
      async setProperties(changes) {
        for (const [name, value] of changes) properties.set(name, value);
      },
      runtime: async () => new Map(),
    },
  };
}

function byName<Row>(rows: ReadonlyMap<string, Row>): readonly Row[] {
  return [...rows].toSorted(([one], [other]) => (one < other ? -1 : 1)).map(([, row]) => row);
}

function refuse(kind: DomainErrorKind, name: string): never {
  throw new DomainError(kind, `${kind}: ${name}`);
}
