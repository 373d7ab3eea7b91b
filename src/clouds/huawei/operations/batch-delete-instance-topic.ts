import { instanceIdOf } from '../instance-id.ts';
import { setTopicPolicies } from '../kafka/access-policies.ts';
import { topicNames } from '../kafka/topic-body.ts';
import type { Operation } from '../operation.ts';

/** Deletes topics with their access policies. Those that are not there, or are Kafka's own, are answered as no success. */
export const batchDeleteInstanceTopic: Operation = {
  name: 'BatchDeleteInstanceTopic',
  method: 'POST',
  paths: ['/v2/{project_id}/instances/{instance_id}/topics/delete'],
  body: 'json',
  async run(call, { clusters, annotations }) {
    const names = topicNames(call.body);
    const { instance, administration } = await clusters.of(call.caller, instanceIdOf(call));
    const present = new Map((await administration.topics.list()).map((topic) => [topic.name, topic]));
    const topics = [];
    for (const name of names) {
      const success = present.get(name)?.isInternal === false;
      topics.push({ id: name, success });
      if (!success) continue;
      await administration.topics.delete(name);
      await setTopicPolicies(administration.acls, name, []);
      await annotations.remove(instance.id, 'topic', name);
    }
    return { status: 200, body: { topics } };
  },
};
