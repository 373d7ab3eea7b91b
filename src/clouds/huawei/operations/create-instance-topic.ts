import { instanceIdOf } from '../instance-id.ts';
import { topicCreateBody } from '../kafka/topic-body.ts';
import { defaultReplicas, newTopicConfig } from '../kafka/topic-settings.ts';
import type { Operation } from '../operation.ts';

/** Makes a topic; every broker knows it by the time of the answer. Terraform takes the name in the answer for the topic's id. */
export const createInstanceTopic: Operation = {
  name: 'CreateInstanceTopic',
  method: 'POST',
  paths: ['/v2/{project_id}/instances/{instance_id}/topics'],
  body: 'json',
  async run(call, { clusters, annotations, nowMs }) {
    const body = topicCreateBody(call.body);
    const { instance, administration } = await clusters.of(call.caller, instanceIdOf(call));
    const { id: name, partition = 3, replication = defaultReplicas(instance.spec) } = body;
    await administration.topics.create({
      name,
      partitionCount: partition,
      replicationFactor: replication,
      config: newTopicConfig(body, replication),
    });
    const description = body.topic_desc ?? '';
    await annotations.save(instance.id, { kind: 'topic', name, description, createdAtMs: nowMs() });
    return { status: 200, body: { name } };
  },
};
