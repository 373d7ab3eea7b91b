import { requirePartitionRoom } from '../../../domain/limits/partition-room.ts';
import { badParameter } from '../errors.ts';
import { instanceIdOf } from '../instance-id.ts';
import { topicUpdateBodies } from '../kafka/topic-body.ts';
import { topicConfigChanges } from '../kafka/topic-settings.ts';
import { replicasOf } from '../kafka/topic-view.ts';
import type { Operation } from '../operation.ts';

/** Changes topics: more partitions, other settings. All of it is checked before anything is changed. */
export const updateInstanceTopic: Operation = {
  name: 'UpdateInstanceTopic',
  method: 'PUT',
  paths: ['/v2/{project_id}/instances/{instance_id}/topics'],
  body: 'json',
  async run(call, { clusters, annotations, nowMs }) {
    const bodies = topicUpdateBodies(call.body);
    const { instance, administration } = await clusters.of(call.caller, instanceIdOf(call));
    const changes = [];
    let added = 0;
    for (const body of bodies) {
      const topic = await administration.topics.describe(body.id);
      const present = topic.partitions.length;
      const wanted = body.new_partition_numbers ?? present;
      if (wanted < present) {
        const allowed = `at least the ${present} that the topic has`;
        throw badParameter('DMS.00400102', 'new_partition_numbers', wanted, allowed);
      }
      added += wanted - present;
      const config = topicConfigChanges(body, replicasOf(topic));
      changes.push({
        name: topic.name,
        grows: wanted > present,
        wanted,
        config,
        description: body.topic_desc,
      });
    }
    if (added > 0) requirePartitionRoom(instance, await administration.topics.list(), added);
    for (const { name, grows, wanted, config, description } of changes) {
      if (config.size > 0) await administration.topics.alterConfig(name, config);
      if (grows) await administration.topics.addPartitions(name, wanted);
      if (description === undefined) continue;
      const known = await annotations.find(instance.id, 'topic', name);
      const createdAtMs = known?.createdAtMs ?? nowMs();
      await annotations.save(instance.id, { kind: 'topic', name, description, createdAtMs });
    }
    return { status: 204 };
  },
};
