import { DomainError } from '../../../domain/errors.ts';
import type { QueueProgress, ResetQueue } from '../../../domain/rocketmq-administration/groups.ts';
import { bigintOf, bodyOf, entriesOf, fieldsOf, numberOf, textOf } from '../remoting/answer-fields.ts';
import { requestCodes, responseCodes } from '../remoting/codes.ts';
import { FastjsonMap } from '../remoting/fastjson.ts';
import type { RemotingFrame } from '../remoting/frame.ts';
import { RemotingRefusal } from '../remoting/remoting-link.ts';
import type { ClusterConnections } from './cluster-connections.ts';
import { isOwnersTopic } from './owner-names.ts';
import { offsetAt } from './pull-messages.ts';
import { topicConfigsOf } from './topic-configs.ts';

/** Where a group stands, of one topic or of all that it has read. */
export async function readProgress(
  connections: ClusterConnections,
  group: string,
  topic?: string,
): Promise<readonly QueueProgress[]> {
  if (topic !== undefined) await brokersWith(connections, topic);
  const { spec } = connections.cluster.instance;
  const ofBrokers = await Promise.all(
    connections.groups.map(async (brokerName) => {
      const fields = { consumerGroup: group, ...(topic === undefined ? {} : { topic }) };
      const answer = await connections
        .askLeader(brokerName, { code: requestCodes.getConsumeStats, fields })
        .catch(nothing);
      return answer === null ? [] : progressOf(answer, brokerName);
    }),
  );
  return ofBrokers
    .flat()
    .filter((one) => isOwnersTopic(one.topic, spec))
    .toSorted((one, other) => compare(one.topic, other.topic) || one.queueId - other.queueId);
}

function compare(one: string, other: string): number {
  return one < other ? -1 : Number(one > other);
}

/** 5.x refuses where the group has read nothing there. */
function nothing(error: unknown): null {
  if (error instanceof RemotingRefusal) return null;
  throw error;
}

function progressOf(answer: RemotingFrame, brokerName: string): readonly QueueProgress[] {
  return entriesOf(bodyOf(answer)['offsetTable']).map(([queue, stand]) => ({
    topic: textOf(queue['topic']),
    brokerName,
    queueId: numberOf(queue['queueId']),
    maxOffset: bigintOf(stand['brokerOffset']),
    consumerOffset: bigintOf(stand['consumerOffset']),
    lastConsumedAtMs: numberOf(stand['lastTimestamp']),
    clientId: null,
  }));
}

/** The broker groups that have a topic, each with the number of queues that can be read. @throws DomainError topic-not-found */
export async function brokersWith(
  connections: ClusterConnections,
  topic: string,
): Promise<ReadonlyMap<string, number>> {
  const answers = await connections.askLeaders({ code: requestCodes.getAllTopicConfig });
  const found = new Map<string, number>();
  for (const [brokerName, answer] of answers) {
    const config = topicConfigsOf(answer).get(topic);
    if (config !== undefined) found.set(brokerName, config.readQueues);
  }
  if (found.size === 0) throw new DomainError('topic-not-found', `There is no topic ${topic}.`);
  return found;
}

/** Puts a group to a time, in all queues of a topic. */
export async function resetGroupOffsets(
  connections: ClusterConnections,
  group: string,
  topic: string,
  timestampMs: number,
): Promise<readonly ResetQueue[]> {
  const brokers = await brokersWith(connections, topic);
  const ofBrokers = await Promise.all(
    [...brokers].map(async ([brokerName, queues]) => {
      const answered = await resetOnline(connections, brokerName, group, topic, timestampMs);
      const known = new Map(answered.map(({ queueId, offset }) => [queueId, offset]));
      return Promise.all(
        Array.from({ length: queues }, async (_, queueId): Promise<ResetQueue> => {
          const offset =
            known.get(queueId) ??
            (await resetQueue(connections, { brokerName, group, topic, queueId, timestampMs }));
          return { brokerName, queueId, offset };
        }),
      );
    }),
  );
  return ofBrokers.flat();
}

/** By a request that consumers who are there are told of. 4.8.0 knows how to do it for these alone; nothing without them. */
async function resetOnline(
  connections: ClusterConnections,
  brokerName: string,
  group: string,
  topic: string,
  timestampMs: number,
): Promise<readonly ResetQueue[]> {
  const { isFive } = connections.version;
  try {
    const answer = await connections.askLeader(brokerName, {
      code: requestCodes.resetOffset,
      fields: {
        topic,
        group,
        timestamp: timestampMs,
        isForce: true,
        ...(isFive ? { offset: -1, queueId: -1 } : {}),
      },
    });
    return entriesOfOffsets(answer, brokerName);
  } catch (error) {
    const isOffline =
      error instanceof RemotingRefusal &&
      [responseCodes.systemError, responseCodes.consumerNotOnline].some((code) => code === error.code);
    if (isOffline) return [];
    throw error;
  }
}

function entriesOfOffsets(answer: RemotingFrame, brokerName: string): readonly ResetQueue[] {
  const table = bodyOf(answer)['offsetTable'];
  if (!(table instanceof FastjsonMap)) return [];
  return table.entries.map(([queue, offset]) => ({
    brokerName,
    queueId: numberOf(fieldsOf(queue)['queueId']),
    offset: bigintOf(offset),
  }));
}

interface QueueReset {
  readonly brokerName: string;
  readonly group: string;
  readonly topic: string;
  readonly queueId: number;
  readonly timestampMs: number;
}

/** Sets what the broker has written down, for a group of which nobody is there. */
async function resetQueue(
  connections: ClusterConnections,
  { brokerName, group, topic, queueId, timestampMs }: QueueReset,
): Promise<bigint> {
  const offset = await offsetAt(connections, brokerName, topic, queueId, timestampMs);
  await connections.askLeader(brokerName, {
    code: requestCodes.updateConsumerOffset,
    fields: { consumerGroup: group, topic, queueId, commitOffset: offset },
  });
  return offset;
}
