import { projectTags } from '../instances/project-tags.ts';
import type { Operation } from '../operation.ts';

/** The tags of all Kafka instances of the project: each key with all of its values. */
export const showKafkaProjectTags: Operation = {
  name: 'ShowKafkaProjectTags',
  method: 'GET',
  paths: ['/v2/{project_id}/kafka/tags'],
  body: 'none',
  async run(call, { kafkaInstances }) {
    return { status: 200, body: { tags: await projectTags(kafkaInstances, call.caller) } };
  },
};
