import { instanceIdOf } from '../instance-id.ts';
import type { Operation } from '../operation.ts';

/** Where a topic's partitions are. The answer is an array of one. */
export const showKafkaTopicDetail: Operation = {
  name: 'ShowKafkaTopicDetail',
  method: 'GET',
  paths: ['/v2/kafka/{project_id}/instances/{instance_id}/topics-detail/{topic}'],
  body: 'none',
  async run(call, { clusters, annotations }) {
    const name = call.params['topic'] ?? '';
    const { instance, administration } = await clusters.of(call.caller, instanceIdOf(call));
    const { partitions } = await administration.topics.describe(name);
    const annotation = await annotations.find(instance.id, 'topic', name);
    const views = partitions.map(({ number, leaderId, replicaIds }) => ({
      partition: number,
      leader: leaderId ?? -1,
      replicas: replicaIds,
    }));
    return {
      status: 200,
      body: [{ topic: name, create_time: annotation?.createdAtMs ?? 0, partitions: views }],
    };
  },
};
