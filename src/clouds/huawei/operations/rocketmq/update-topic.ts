import type { Operation } from '../../operation.ts';
import { brokerNamesOf } from '../../rocketmq/broker-names.ts';
import { topicUpdate } from '../../rocketmq/topic-body.ts';
import { instanceIdOf } from '../../instance-id.ts';

/** Changes queues, permission or description of a topic. */
export const updateTopic: Operation = {
  name: 'UpdateTopic',
  method: 'PUT',
  paths: ['/v2/{project_id}/instances/{instance_id}/topics/{topic}'],
  body: 'json',
  async run(call, { rocketmqClusters, annotations, nowMs }) {
    const { instance, administration } = await rocketmqClusters.of(call.caller, instanceIdOf(call));
    const { name, brokers } = await administration.topics.describe(call.params['topic'] ?? '');
    const { changes, description } = topicUpdate(call.body, brokers, await brokerNamesOf(administration));
    await administration.topics.update(name, changes);
    if (description !== null) {
      const kept = await annotations.find(instance.id, 'topic', name);
      const createdAtMs = kept?.createdAtMs ?? nowMs();
      await annotations.save(instance.id, { kind: 'topic', name, description, createdAtMs });
    }
    return { status: 204 };
  },
};
