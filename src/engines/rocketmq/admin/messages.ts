import { DomainError } from '../../../domain/errors.ts';
import type {
  MessageQuery,
  RocketmqMessage,
  RocketmqMessageAdministration,
  TimeSpan,
} from '../../../domain/rocketmq-administration/messages.ts';
import { addressOf, type Replica } from '../cluster-layout.ts';
import { headerBigint, numberOf } from '../remoting/answer-fields.ts';
import { requestCodes } from '../remoting/codes.ts';
import { RemotingRefusal } from '../remoting/remoting-link.ts';
import { sendRequest } from '../remoting/send-request.ts';
import type { ClusterConnections } from './cluster-connections.ts';
import { consumeDirectly } from './direct-consumption.ts';
import { brokersWith } from './group-offsets.ts';
import { offsetAt, pullMessages } from './pull-messages.ts';
import { resendDeadLetters } from './resend-dead-letters.ts';
import { placeOf, readStoredMessages } from './stored-messages.ts';

const traceTopic = 'RMQ_SYS_TRACE_TOPIC';
const mostOfKey = 64;

export function createMessageAdministration(
  connections: ClusterConnections,
  nowMs: () => number,
): RocketmqMessageAdministration {
  async function query(
    topic: string,
    key: string,
    limit: number,
    { fromMs, toMs }: TimeSpan,
    isUnique: boolean,
  ): Promise<readonly RocketmqMessage[]> {
    const brokers = [...(await brokersWith(connections, topic)).keys()];
    const found = await Promise.all(
      brokers.map(async (brokerName) => {
        const fields = {
          topic,
          key,
          maxNum: Math.max(limit, 1),
          beginTimestamp: fromMs,
          endTimestamp: toMs,
          ...(connections.version.isFive ? { indexType: isUnique ? 'U' : 'K' } : {}),
          ...(isUnique ? { _UNIQUE_KEY_QUERY: true } : {}),
        };
        try {
          const answer = await connections.askLeader(brokerName, { code: requestCodes.queryMessage, fields });
          return readStoredMessages(answer.body).map((message) => ({ ...message, brokerName }));
        } catch (error) {
          if (error instanceof RemotingRefusal) return [];
          throw error;
        }
      }),
    );
    // The index knows hashes of keys only.
    return found
      .flat()
      .filter(({ properties }) =>
        isUnique
          ? properties.get('UNIQ_KEY') === key
          : (properties.get('KEYS') ?? '').split(' ').includes(key),
      )
      .toSorted(newestFirst)
      .slice(0, limit);
  }

  async function byPlace(id: string): Promise<RocketmqMessage | null> {
    const place = placeOf(id);
    if (place === null) return null;
    const replica = replicaAt(connections, place.address);
    if (replica === null) return null;
    // All replicas of a group have a message at the same place.
    const { group } = replica;
    try {
      const answer = await connections.askLeader(group, {
        code: requestCodes.viewMessageById,
        fields: { offset: place.position },
      });
      const [message] = readStoredMessages(answer.body);
      return message === undefined ? null : { ...message, brokerName: group };
    } catch (error) {
      if (error instanceof RemotingRefusal || error instanceof RangeError) return null;
      throw error;
    }
  }

  async function byId(topic: string, messageId: string): Promise<RocketmqMessage | null> {
    const atPlace = await byPlace(messageId);
    if (atPlace !== null && atPlace.topic === topic) return atPlace;
    const [message] = await query(topic, messageId, 1, { fromMs: 0, toMs: nowMs() + hourMs }, true);
    return message ?? null;
  }

  return {
    byId,

    byKey: (topic, key, limit, between = { fromMs: 0, toMs: nowMs() + hourMs }) =>
      query(topic, key, limit, between, false),

    async byTime(order) {
      const brokers = await brokersWith(connections, order.topic);
      const found = await Promise.all(
        [...brokers].flatMap(([brokerName, queues]) =>
          Array.from({ length: queues }, (_, queueId) => queueId)
            .filter((queueId) => order.queueId === undefined || order.queueId === queueId)
            .map((queueId) => newestOfQueue(connections, brokerName, queueId, order)),
        ),
      );
      return found.flat().toSorted(newestFirst).slice(0, order.limit);
    },

    async send({ topic, body, properties }) {
      const brokers = [...(await brokersWith(connections, topic)).keys()];
      const [brokerName = ''] = brokers;
      try {
        const answer = await connections.askLeader(
          brokerName,
          sendRequest({ topic, queueId: 0, body, properties, bornAtMs: nowMs() }),
        );
        return {
          id: properties.get('UNIQ_KEY') ?? answer.fields.get('msgId') ?? '',
          brokerName,
          queueId: numberOf(answer.fields.get('queueId')),
          queueOffset: headerBigint(answer, 'queueOffset'),
        };
      } catch (error) {
        if (!(error instanceof RemotingRefusal)) throw error;
        throw new DomainError('topic-refused', `The topic ${topic} takes no message: ${error.message}`);
      }
    },

    resendDeadLetters: (topic, messageIds) =>
      resendDeadLetters(connections, topic, messageIds, (id) => byId(topic, id)),

    consumeDirectly: (order) => consumeDirectly(connections, order, (id) => byId(order.topic, id)),

    async trace(messageId) {
      try {
        return await query(traceTopic, messageId, mostOfKey, { fromMs: 0, toMs: nowMs() + hourMs }, false);
      } catch (error) {
        if (error instanceof DomainError && error.kind === 'topic-not-found') return [];
        throw error;
      }
    },
  };
}

/** Clocks of brokers may be ahead of ours. */
const hourMs = 3_600_000;

function newestFirst(one: RocketmqMessage, other: RocketmqMessage): number {
  return other.storedAtMs - one.storedAtMs || Number(other.queueOffset - one.queueOffset);
}

function replicaAt(connections: ClusterConnections, address: string): Replica | null {
  const { addresses } = connections.cluster;
  const all = connections.groups.flatMap((group) => connections.replicasOf(group));
  return all.find(({ name }) => addressOf(addresses, name) === address) ?? null;
}

/** The last of those of a time that a queue has, so many at most. */
async function newestOfQueue(
  connections: ClusterConnections,
  brokerName: string,
  queueId: number,
  { topic, fromMs, toMs, limit }: MessageQuery,
): Promise<readonly RocketmqMessage[]> {
  const first = await offsetAt(connections, brokerName, topic, queueId, fromMs);
  const end = await offsetAt(connections, brokerName, topic, queueId, toMs + 1);
  let at = end - BigInt(limit) > first ? end - BigInt(limit) : first;
  const found: RocketmqMessage[] = [];
  while (at < end) {
    const messages = await pullMessages(connections, brokerName, topic, queueId, at);
    const last = messages.at(-1);
    if (last === undefined) break;
    found.push(
      ...messages
        .filter(({ storedAtMs }) => storedAtMs >= fromMs && storedAtMs <= toMs)
        .map((message) => ({ ...message, brokerName })),
    );
    at = last.queueOffset + 1n;
  }
  return found.slice(-limit);
}
