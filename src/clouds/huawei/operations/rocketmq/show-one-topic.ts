import type { Operation } from '../../operation.ts';
import { rocketmqTopicView } from '../../rocketmq/topic-view.ts';
import { instanceIdOf } from '../../instance-id.ts';

export const showOneTopic: Operation = {
  name: 'ShowOneTopic',
  method: 'GET',
  paths: ['/v2/{project_id}/instances/{instance_id}/topics/{topic}'],
  body: 'none',
  async run(call, { rocketmqClusters, annotations }) {
    const { instance, administration } = await rocketmqClusters.of(call.caller, instanceIdOf(call));
    const topic = await administration.topics.describe(call.params['topic'] ?? '');
    const kept = await annotations.find(instance.id, 'topic', topic.name);
    const type = await annotations.find(instance.id, 'topic-type', topic.name);
    return { status: 200, body: rocketmqTopicView(topic, kept, type) };
  },
};
