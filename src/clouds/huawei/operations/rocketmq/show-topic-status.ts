import type { Operation } from '../../operation.ts';
import { instanceIdOf } from '../../instance-id.ts';

/** Where each queue of a topic begins and ends. */
export const showTopicStatus: Operation = {
  name: 'ShowTopicStatus',
  method: 'GET',
  paths: ['/v2/{project_id}/instances/{instance_id}/topics/{topic}/status'],
  body: 'none',
  async run(call, { rocketmqClusters }) {
    const { administration } = await rocketmqClusters.of(call.caller, instanceIdOf(call));
    const queues = await administration.topics.queues(call.params['topic'] ?? '');
    const views = queues.map(({ brokerName, queueId, minOffset, maxOffset, lastMessageAtMs }) => ({
      brokerName,
      view: {
        id: queueId,
        min_offset: Number(minOffset),
        max_offset: Number(maxOffset),
        last_message_time: lastMessageAtMs ?? 0,
      },
    }));
    const sum = (of: 'min_offset' | 'max_offset') => views.reduce((all, { view }) => all + view[of], 0);
    const brokers = [...Map.groupBy(views, ({ brokerName }) => brokerName)].map(([name, ofBroker]) => ({
      broker_name: name,
      queues: ofBroker.map(({ view }) => view),
    }));
    return {
      status: 200,
      body: { max_offset: sum('max_offset'), min_offset: sum('min_offset'), brokers },
    };
  },
};
