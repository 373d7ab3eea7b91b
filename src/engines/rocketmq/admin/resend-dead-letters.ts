import type { ResendResult, RocketmqMessage } from '../../../domain/rocketmq-administration/messages.ts';
import { requestCodes } from '../remoting/codes.ts';
import { sendRequest } from '../remoting/send-request.ts';
import type { ClusterConnections } from './cluster-connections.ts';
import { withEachMessage } from './each-message.ts';
import { deadLetterPrefix, retryPrefix } from './owner-names.ts';
import { topicConfigsOf, topicRequest } from './topic-configs.ts';

/** What brokers write into a message themselves, and would take amiss in a new one. */
const ownProperties: ReadonlySet<string> = new Set([
  'RECONSUME_TIME',
  'MAX_RECONSUME_TIMES',
  'DELAY',
  'REAL_TOPIC',
  'REAL_QID',
  'MIN_OFFSET',
  'MAX_OFFSET',
  'CONSUME_START_TIME',
  'INNER_NUM',
  'DLQ_ORIGIN_TOPIC',
  'DLQ_ORIGIN_MESSAGE_ID',
]);

/**
 * Gives dead letters back to their group: into the group's topic for retries, which nobody else reads, marked with the topic from which they
 * came. The dead letters stay where they are.
 */
export async function resendDeadLetters(
  connections: ClusterConnections,
  topic: string,
  messageIds: readonly string[],
  find: (messageId: string) => Promise<RocketmqMessage | null>,
): Promise<readonly ResendResult[]> {
  if (!topic.startsWith(deadLetterPrefix)) {
    const failure = `${topic} is not a topic of dead letters.`;
    return messageIds.map((messageId) => ({ messageId, failure }));
  }
  return withEachMessage(messageIds, find, async ({ properties, brokerName, body }) => {
    const origin = properties.get('DLQ_ORIGIN_TOPIC') ?? properties.get('RETRY_TOPIC');
    if (origin === undefined) return 'The message does not say from which topic it came.';
    const group = topic.slice(deadLetterPrefix.length);
    const retryTopic = await retryTopicOf(connections, brokerName, group, origin);
    const kept = [...properties].filter(([name]) => !ownProperties.has(name));
    await connections.askLeader(
      brokerName,
      sendRequest({
        topic: retryTopic,
        queueId: 0,
        body,
        properties: new Map([...kept, ['RETRY_TOPIC', origin]]),
      }),
    );
    return null;
  });
}

/** Where the group's consumers look for retries; made where they never had any. Those of gRPC have one for each topic. */
async function retryTopicOf(
  connections: ClusterConnections,
  brokerName: string,
  group: string,
  origin: string,
): Promise<string> {
  const answer = await connections.askLeader(brokerName, { code: requestCodes.getAllTopicConfig });
  const known = topicConfigsOf(answer);
  const ofGrpc = [`${retryPrefix}${group}+${origin}`, `${retryPrefix}${group}_${origin}`];
  const found = ofGrpc.find((name) => known.has(name));
  if (found !== undefined) return found;
  const name = `${retryPrefix}${group}`;
  if (!known.has(name)) {
    const config = { name, readQueues: 1, writeQueues: 1, permission: 'all', messageType: 'normal' } as const;
    await connections.askReplicas(brokerName, topicRequest(config, false));
  }
  return name;
}
