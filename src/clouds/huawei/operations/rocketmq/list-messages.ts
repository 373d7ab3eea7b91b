import type { Operation } from '../../operation.ts';
import { findMessages, messageQuery } from '../../rocketmq/message-query.ts';
import { messageView } from '../../rocketmq/message-view.ts';
import { instanceIdOf } from '../../instance-id.ts';

/** Messages of a topic by id, by key or by the time when they were stored. */
export const listMessages: Operation = {
  name: 'ListMessages',
  method: 'GET',
  paths: ['/v2/{engine}/{project_id}/instances/{instance_id}/messages'],
  body: 'none',
  async run(call, { rocketmqClusters, nowMs }) {
    const asked = messageQuery(call.query, nowMs());
    const { instance, administration } = await rocketmqClusters.of(call.caller, instanceIdOf(call));
    const found = await findMessages(administration.messages, asked);
    const page = found.slice(asked.offset, asked.offset + asked.limit);
    const messages = page.map((message) => messageView(message, instance.id));
    return { status: 200, body: { messages, total: found.length } };
  },
};
