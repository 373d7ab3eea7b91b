import type { Operation } from '../../operation.ts';
import { directConsumption } from '../../rocketmq/message-body.ts';
import { resendView } from '../../rocketmq/resend-view.ts';
import { instanceIdOf } from '../../instance-id.ts';

/** Has one consumer consume messages now. Each has a result of its own. */
export const validateConsumedMessage: Operation = {
  name: 'ValidateConsumedMessage',
  method: 'POST',
  paths: ['/v2/{engine}/{project_id}/instances/{instance_id}/messages/resend'],
  body: 'json',
  async run(call, { rocketmqClusters }) {
    const order = directConsumption(call.body);
    const { administration } = await rocketmqClusters.of(call.caller, instanceIdOf(call));
    const results = await administration.messages.consumeDirectly(order);
    return { status: 200, body: { resend_results: results.map(resendView) } };
  },
};
