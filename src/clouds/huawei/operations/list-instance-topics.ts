import { ownerTopics } from '../../../domain/administration/owner-topics.ts';
import { partitionRoom } from '../../../domain/limits/partition-room.ts';
import { instanceIdOf } from '../instance-id.ts';
import { topicView } from '../kafka/topic-view.ts';
import type { Operation } from '../operation.ts';
import { pageParameters } from '../query-parameters.ts';

/** The owner's topics by name, a page at a time; Kafka's own are left out. Terraform looks for its topic by name. */
export const listInstanceTopics: Operation = {
  name: 'ListInstanceTopics',
  method: 'GET',
  paths: ['/v2/{project_id}/instances/{instance_id}/topics'],
  body: 'none',
  async run(call, { clusters, annotations }) {
    const { offset, limit } = pageParameters(call.query, { fallback: 50, min: 0, max: 200 });
    const { instance, administration } = await clusters.of(call.caller, instanceIdOf(call));
    const topics = await ownerTopics(administration.topics);
    const page = topics.slice(offset, offset + limit);
    const configs = page.length === 0 ? new Map() : await administration.topics.configs();
    const described = await annotations.list(instance.id, 'topic');
    return {
      status: 200,
      body: {
        total: topics.length,
        size: limit,
        remain_partitions: partitionRoom(instance, topics),
        max_partitions: instance.spec.partitionLimit,
        topic_max_partitions: Math.min(200, instance.spec.partitionLimit),
        topics: page.map((topic) =>
          topicView(topic, configs.get(topic.name) ?? new Map(), described.get(topic.name), instance.spec),
        ),
      },
    };
  },
};
