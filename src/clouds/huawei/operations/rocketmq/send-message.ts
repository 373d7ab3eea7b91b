import type { Operation } from '../../operation.ts';
import { newMessage } from '../../rocketmq/message-body.ts';
import { instanceIdOf } from '../../instance-id.ts';

/** Sends a message, as people do from the console. */
export const sendMessage: Operation = {
  name: 'SendMessage',
  method: 'POST',
  paths: ['/v2/{engine}/{project_id}/instances/{instance_id}/messages'],
  body: 'json',
  async run(call, { rocketmqClusters }) {
    const { message, text } = newMessage(call.body);
    const { administration } = await rocketmqClusters.of(call.caller, instanceIdOf(call));
    const { id, brokerName, queueId, queueOffset } = await administration.messages.send(message);
    return {
      status: 200,
      body: {
        topic: message.topic,
        body: text,
        property_list: [...message.properties].map(([name, value]) => ({ name, value })),
        msg_id: id,
        queue_id: queueId,
        queue_offset: Number(queueOffset),
        broker_name: brokerName,
      },
    };
  },
};
