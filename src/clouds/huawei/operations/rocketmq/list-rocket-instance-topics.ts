import type { Operation } from '../../operation.ts';
import { topicRoom } from '../../../../domain/limits/rocketmq-room.ts';
import { listPage } from '../../rocketmq/list-page.ts';
import { rocketmqTopicView } from '../../rocketmq/topic-view.ts';
import { instanceIdOf } from '../../instance-id.ts';

/** The owner’s topics by name, a page at a time; RocketMQ’s own are left out. */
export const listRocketInstanceTopics: Operation = {
  name: 'ListRocketInstanceTopics',
  method: 'GET',
  paths: ['/v2/{project_id}/instances/{instance_id}/topics'],
  body: 'none',
  async run(call, { rocketmqClusters, annotations }) {
    const { instance, administration } = await rocketmqClusters.of(call.caller, instanceIdOf(call));
    const topics = await administration.topics.list();
    const { items, facts } = listPage(call.query, topics);
    const kept = await annotations.list(instance.id, 'topic');
    const types = await annotations.list(instance.id, 'topic-type');
    const views = items.map((topic) =>
      rocketmqTopicView(topic, kept.get(topic.name) ?? null, types.get(topic.name) ?? null),
    );
    return { status: 200, body: { ...topicRoom(instance, topics.length), topics: views, ...facts } };
  },
};
