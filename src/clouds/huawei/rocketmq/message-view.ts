import type { RocketmqMessage } from '../../../domain/rocketmq-administration/messages.ts';

export function messageView(message: RocketmqMessage, instanceId: string) {
  return {
    msg_id: message.id,
    instance_id: instanceId,
    topic: message.topic,
    store_timestamp: message.storedAtMs,
    born_timestamp: message.bornAtMs,
    reconsume_times: message.reconsumeTimes,
    body: message.body.toString('utf8'),
    body_crc: message.bodyCrc,
    store_size: message.storeBytes,
    property_list: [...message.properties].map(([name, value]) => ({ name, value })),
    born_host: message.bornHost,
    store_host: message.storeHost,
    queue_id: message.queueId,
    queue_offset: Number(message.queueOffset),
  };
}
