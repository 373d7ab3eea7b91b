import type {
  DirectConsumption,
  ResendResult,
  RocketmqMessage,
} from '../../../domain/rocketmq-administration/messages.ts';
import { bodyOf, textOf } from '../remoting/answer-fields.ts';
import { requestCodes } from '../remoting/codes.ts';
import { RemotingRefusal } from '../remoting/remoting-link.ts';
import type { ClusterConnections } from './cluster-connections.ts';

/** Has a client that is connected consume each message now, one after the other. */
export async function consumeDirectly(
  connections: ClusterConnections,
  { group, clientId, messageIds }: DirectConsumption,
  find: (messageId: string) => Promise<RocketmqMessage | null>,
): Promise<readonly ResendResult[]> {
  const results: ResendResult[] = [];
  for (const messageId of messageIds) {
    results.push({ messageId, failure: await failureOf(messageId) });
  }
  return results;

  async function failureOf(messageId: string): Promise<string | null> {
    const message = await find(messageId);
    if (message === null) return 'There is no such message.';
    try {
      const answer = await connections.askLeader(message.brokerName, {
        code: requestCodes.consumeMessageDirectly,
        fields: {
          consumerGroup: group,
          clientId,
          msgId: message.placeId,
          brokerName: message.brokerName,
          topic: message.topic,
        },
      });
      const { consumeResult, remark } = bodyOf(answer);
      const result = textOf(consumeResult);
      return result === 'CR_SUCCESS' || result === 'CR_COMMIT' ? null : `${result} ${textOf(remark)}`.trim();
    } catch (error) {
      if (error instanceof RemotingRefusal) return error.remark.split('\n')[0] ?? error.message;
      throw error;
    }
  }
}
