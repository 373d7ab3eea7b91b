import type { ResendResult, RocketmqMessage } from '../../../domain/rocketmq-administration/messages.ts';
import { RemotingRefusal } from '../remoting/remoting-link.ts';

/**
 * Does something to messages, one after the other; what fails for one is told, and the others go on.
 * @param act answers why it failed, or null; what a broker refuses has failed for the reason that it gives
 */
export async function withEachMessage(
  messageIds: readonly string[],
  find: (messageId: string) => Promise<RocketmqMessage | null>,
  act: (message: RocketmqMessage) => Promise<string | null>,
): Promise<readonly ResendResult[]> {
  const results: ResendResult[] = [];
  for (const messageId of messageIds) {
    const message = await find(messageId);
    const failure = message === null ? 'There is no such message.' : await failureOf(message);
    results.push({ messageId, failure });
  }
  return results;

  async function failureOf(message: RocketmqMessage): Promise<string | null> {
    try {
      return await act(message);
    } catch (error) {
      if (error instanceof RemotingRefusal) return error.remark.split('\n')[0] ?? error.message;
      throw error;
    }
  }
}
