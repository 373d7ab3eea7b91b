import type { Operation } from '../../operation.ts';
import { deadLetters } from '../../rocketmq/message-body.ts';
import { resendView } from '../../rocketmq/resend-view.ts';
import { instanceIdOf } from '../../instance-id.ts';

/** Has dead letters consumed once more. Each has a result of its own. */
export const sendDlqMessage: Operation = {
  name: 'SendDlqMessage',
  method: 'POST',
  paths: ['/v2/{engine}/{project_id}/instances/{instance_id}/messages/deadletter-resend'],
  body: 'json',
  async run(call, { rocketmqClusters }) {
    const { topic, messageIds } = deadLetters(call.body);
    const { administration } = await rocketmqClusters.of(call.caller, instanceIdOf(call));
    const results = await administration.messages.resendDeadLetters(topic, messageIds);
    return { status: 200, body: { resend_results: results.map(resendView) } };
  },
};
