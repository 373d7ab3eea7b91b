import type {
  DirectConsumption,
  ResendResult,
  RocketmqMessage,
} from '../../../domain/rocketmq-administration/messages.ts';
import { bodyOf, textOf } from '../remoting/answer-fields.ts';
import { requestCodes } from '../remoting/codes.ts';
import type { ClusterConnections } from './cluster-connections.ts';
import { withEachMessage } from './each-message.ts';

/** Has a client that is connected consume each message now, one after the other. */
export async function consumeDirectly(
  connections: ClusterConnections,
  { group, clientId, messageIds }: DirectConsumption,
  find: (messageId: string) => Promise<RocketmqMessage | null>,
): Promise<readonly ResendResult[]> {
  return withEachMessage(messageIds, find, async (message) => {
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
  });
}
