import type { Annotation } from '../../../domain/annotation/annotation.ts';
import type { QueueProgress, RocketmqGroup } from '../../../domain/rocketmq-administration/groups.ts';

export function rocketmqGroupView(group: RocketmqGroup, kept: Annotation | null) {
  return {
    name: group.name,
    enabled: group.enabled,
    broadcast: group.broadcast,
    consume_orderly: group.orderly,
    retry_max_time: group.retryMaxTimes,
    brokers: [...group.brokers],
    group_online: group.online,
    group_desc: kept?.description ?? '',
    created_at: kept?.createdAtMs ?? 0,
    permissions: [],
  };
}

/** Where a group stands in one topic, by broker. */
export function progressView(queues: readonly QueueProgress[]) {
  const views = queues.map((queue) => ({
    brokerName: queue.brokerName,
    view: {
      id: queue.queueId,
      lag: Number(queue.maxOffset - queue.consumerOffset),
      broker_offset: Number(queue.maxOffset),
      consumer_offset: Number(queue.consumerOffset),
      last_message_time: queue.lastConsumedAtMs,
      client_id: queue.clientId ?? '',
    },
  }));
  const sum = (of: 'lag' | 'broker_offset' | 'consumer_offset') =>
    views.reduce((all, { view }) => all + view[of], 0);
  return {
    lag: sum('lag'),
    max_offset: sum('broker_offset'),
    consumer_offset: sum('consumer_offset'),
    brokers: [...Map.groupBy(views, ({ brokerName }) => brokerName)].map(([name, ofBroker]) => ({
      broker_name: name,
      queues: ofBroker.map(({ view }) => view),
    })),
  };
}
