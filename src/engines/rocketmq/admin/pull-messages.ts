import { headerBigint } from '../remoting/answer-fields.ts';
import { requestCodes, responseCodes } from '../remoting/codes.ts';
import { RemotingRefusal } from '../remoting/remoting-link.ts';
import type { ClusterConnections } from './cluster-connections.ts';
import { readStoredMessages, type StoredMessage } from './stored-messages.ts';

/** A group that every broker has for its own tools. */
const toolsGroup = 'TOOLS_CONSUMER';
/** Brokers hand out 32 at a time, whatever is asked for. */
const atOnce = 32;

/** Some messages of a queue from an offset on, as the broker has them; none at the end of the queue or where they were deleted. */
export async function pullMessages(
  connections: ClusterConnections,
  brokerName: string,
  topic: string,
  queueId: number,
  fromOffset: bigint,
): Promise<readonly StoredMessage[]> {
  try {
    const answer = await connections.askLeader(brokerName, {
      code: requestCodes.pullMessage,
      fields: {
        consumerGroup: toolsGroup,
        topic,
        queueId,
        queueOffset: fromOffset,
        maxMsgNums: atOnce,
        // A subscription is told with the request, and nobody waits for messages to come.
        sysFlag: 4,
        commitOffset: 0,
        suspendTimeoutMillis: 0,
        subscription: '*',
        subVersion: 0,
        expressionType: 'TAG',
      },
    });
    return readStoredMessages(answer.body);
  } catch (error) {
    if (error instanceof RemotingRefusal && noMessages.has(error.code)) return [];
    throw error;
  }
}

/** PULL_NOT_FOUND, PULL_RETRY_IMMEDIATELY, PULL_OFFSET_MOVED. */
const noMessages: ReadonlySet<number> = new Set([responseCodes.pullNotFound, 20, 21]);

/** The first offset of a queue whose message is not older; the end of the queue where there is none. */
export async function offsetAt(
  connections: ClusterConnections,
  brokerName: string,
  topic: string,
  queueId: number,
  timestampMs: number,
): Promise<bigint> {
  const answer = await connections.askLeader(brokerName, {
    code: requestCodes.searchOffsetByTimestamp,
    fields: { topic, queueId, timestamp: timestampMs },
  });
  const found = headerBigint(answer, 'offset');
  // Where all messages are older, brokers name the last of them.
  const [message] = await pullMessages(connections, brokerName, topic, queueId, found);
  return message !== undefined && message.queueOffset === found && message.storedAtMs < timestampMs
    ? found + 1n
    : found;
}
